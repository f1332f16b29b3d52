package dev.etude.training;

import dev.etude.config.Schedule;
import dev.etude.spi.Doc;

/** The game that generator and critic play, and for how long. */
@Doc("The game that generator and critic play, and for how long")
public record TrainingSettings(
        @Doc("training steps (updates of the generator), at least 1") int steps,
        @Doc("real rows, and as many generated ones, a step, at least 1") int batch,
        @Doc("non-saturating, least-squares, hinge, wasserstein or relativistic") Objective objective,
        @Doc("how far the label of real rows lies below 1, from 0 to below 0.5; non-saturating and least-squares only")
                double labelSmoothing,
        @Doc("the critic's weights are clipped to this after each update; above 0; wasserstein only") double weightClip,
        @Doc("updates of the critic for one of the generator, at least 1") int criticSteps,
        @Doc("how the critic follows its gradient") OptimizerSettings criticOptimizer,
        @Doc("how the generator follows its gradient") OptimizerSettings generatorOptimizer,
        @Doc("penalty on the critic's slope at real and generated rows") GradientPenalty gradientPenalty,
        @Doc("how the generator's logits become the cells that the critic sees") OutputSettings output,
        @Doc("share of the generated rows, those with the highest scores, that the generator learns from; above 0, up to 1")
                Schedule topRows,
        @Doc("whether generated rows are augmented like real ones, the gradient mapped back") boolean augmentGenerated,
        @Doc("decay of the generator's moving average, which samples are drawn from; from 0 (none) to below 1")
                double movingAverage) {
    public TrainingSettings() {
        this(
                8000,
                48,
                Objective.RELATIVISTIC,
                0.1,
                0.01,
                1,
                new OptimizerSettings(),
                new OptimizerSettings(),
                new GradientPenalty(),
                new OutputSettings(),
                Schedule.constant(1),
                true,
                0.999);
    }

    public TrainingSettings {
        if (steps < 1) {
            throw new IllegalArgumentException("steps: must be at least 1, was " + steps);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch: must be at least 1, was " + batch);
        }
        if (!(labelSmoothing >= 0 && labelSmoothing < 0.5)) {
            throw new IllegalArgumentException("labelSmoothing: must be from 0 to below 0.5, was " + labelSmoothing);
        }
        if (!(weightClip > 0)) {
            throw new IllegalArgumentException("weightClip: must be above 0, was " + weightClip);
        }
        if (criticSteps < 1) {
            throw new IllegalArgumentException("criticSteps: must be at least 1, was " + criticSteps);
        }
        if (!(movingAverage >= 0 && movingAverage < 1)) {
            throw new IllegalArgumentException("movingAverage: must be from 0 to below 1, was " + movingAverage);
        }
        requireWithin("topRows", topRows, Math.ulp(0.0), 1);
    }

    /** Both ends of a schedule must lie in a range; the component's name is for the message. */
    static void requireWithin(String component, Schedule schedule, double low, double high) {
        for (double end : new double[] {schedule.from(), schedule.to()}) {
            if (!(end >= low && end <= high)) {
                throw new IllegalArgumentException(component + ": must be "
                        + (low == Math.ulp(0.0) ? "above 0" : "at least " + low)
                        + (high < Double.POSITIVE_INFINITY ? ", at most " + high : "") + ", was " + end);
            }
        }
    }
}
