/**
 * The scheduler's mind: {@link dev.convoy.scheduler.core.Scheduler} turns commands into facts, work
 * and control. It is pure: no clock, no random source, no input or output; time and seeds come with
 * the commands. What commands lead to is in the classes called On.., what facts do to the state in
 * {@link dev.convoy.scheduler.core.SchedulerState}.
 */
@NullMarked
package dev.convoy.scheduler.core;

import org.jspecify.annotations.NullMarked;
