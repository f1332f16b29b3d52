package dev.etude.training;

import dev.etude.config.Schedule;
import dev.etude.spi.Doc;

/**
 * R1 (Mescheder, Geiger and Nowozin 2018), on real and generated rows alike: {@code weight / 2} times the sum of both means of
 * the squared length of the score's gradient at the input.
 *
 * <p>Its own gradient is a central difference of the critic's parameter gradient along that input gradient, so no second
 * backward pass through a backward pass is needed. Where a critic compares rows with each other, what a row does to the
 * scores of others counts by its own slope only, which is nearly right. Applied every few steps with as many times the
 * weight (Karras et al. 2020).
 */
@Doc("R1: a penalty on the squared slope of the critic's score at real and generated rows")
public record GradientPenalty(
        @Doc("weight, at least 0; 0 for no penalty") Schedule weight,
        @Doc("applied every so many steps, with as many times the weight; at least 1") int every,
        @Doc("length of the finite difference in input space, above 0") double difference) {
    public GradientPenalty() {
        this(new Schedule(1, 0.15, Schedule.Shape.GEOMETRIC, 0, 0.8), 4, 0.1);
    }

    public GradientPenalty {
        TrainingSettings.requireWithin("weight", weight, 0, Double.POSITIVE_INFINITY);
        if (every < 1) {
            throw new IllegalArgumentException("every: must be at least 1, was " + every);
        }
        if (!(difference > 0)) {
            throw new IllegalArgumentException("difference: must be above 0, was " + difference);
        }
    }
}
