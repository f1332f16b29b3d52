package dev.etude.training;

import dev.etude.config.Schedule;
import dev.etude.spi.Doc;

/** How one network follows its gradient. */
@Doc("How one network follows its gradient")
public record OptimizerSettings(
        @Doc("adam, rms-prop or sgd") Kind method,
        @Doc("learning rate, above 0") Schedule rate,
        @Doc("adam: decay of the mean gradient; sgd: momentum; from 0 to below 1") double beta1,
        @Doc("adam and rms-prop: decay of the mean squared gradient; from 0 to below 1") double beta2,
        @Doc("added to the denominator against division by zero, above 0") double epsilon) {
    /** The rule that turns a gradient into a step. */
    public enum Kind {
        /** Kingma and Ba 2015, with epsilon outside the bias correction, as PyTorch has it. */
        ADAM,
        /** Tieleman and Hinton 2012. */
        RMS_PROP,
        /** Plain or with momentum {@code beta1}. */
        SGD
    }

    public OptimizerSettings() {
        this(Kind.ADAM, Schedule.constant(1e-3), 0.5, 0.99, 1e-8);
    }

    public OptimizerSettings {
        TrainingSettings.requireWithin("rate", rate, Double.MIN_VALUE, Double.POSITIVE_INFINITY);
        if (!(beta1 >= 0 && beta1 < 1)) {
            throw new IllegalArgumentException("beta1: must be from 0 to below 1, was " + beta1);
        }
        if (!(beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException("beta2: must be from 0 to below 1, was " + beta2);
        }
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("epsilon: must be above 0, was " + epsilon);
        }
    }
}
