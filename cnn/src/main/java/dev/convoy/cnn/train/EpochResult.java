package dev.convoy.cnn.train;

/**
 * What an epoch came to.
 *
 * @param epoch counted from 1
 * @param trainingLoss mean over the epoch's steps, each before its update
 * @param trainingAccuracy likewise, in [0, 1]
 * @param validationLoss mean over the validation split after the epoch
 * @param validationAccuracy likewise, in [0, 1]
 * @param learningRate of the last step
 * @param seconds of wall time, validation included
 * @param imagesPerSecond of training
 */
public record EpochResult(
    int epoch,
    double trainingLoss,
    double trainingAccuracy,
    double validationLoss,
    double validationAccuracy,
    double learningRate,
    double seconds,
    double imagesPerSecond) {}
