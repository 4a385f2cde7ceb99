package dev.convoy.protocol.message;

/**
 * A stretch of a trial's epochs given to a worker: epochs {@code fromEpoch + 1} to {@code toEpoch}.
 * A leg ordered again begins where the last snapshot known to the scheduler was saved.
 *
 * @param number counts the legs of its trial from 0
 * @param restart how often the scheduler ordered this leg again, after a failure or a pause
 * @param fromEpoch epochs already done; 0: from scratch
 * @param toEpoch epochs done at the end
 */
public record Leg(int number, int restart, int fromEpoch, int toEpoch) {}
