package dev.etude.training;

import dev.etude.config.Schedule;
import dev.etude.spi.Doc;

/**
 * How the generator's logits become the cells that the critic sees. Samples are always logits above 0, without noise.
 *
 * <p>The critic counts the notes that noise adds, so that a generator without it would sound too few: a chord's third, of
 * which it is not sure whether minor or major, would be missing. The margin makes up for it.
 */
@Doc("How the generator's logits become the cells that the critic sees")
public record OutputSettings(
        @Doc("binary (a threshold, its gradient straight through) or sigmoid (values between 0 and 1)") Form form,
        @Doc("binary: slope of the sigmoid that the gradient is taken of; sigmoid: its slope; above 0") double slope,
        @Doc("scale of the logistic noise added to the logits before the threshold, at least 0; binary only") Schedule noise,
        @Doc("how far above 0 a logit lies whose cell is as likely on as off in training; samples are cut at 0") double margin) {
    /** What the critic sees of a generated row. */
    public enum Form {
        /** 0 or 1; backward as if it were a sigmoid (straight-through estimate, Bengio, Léonard and Courville 2013). */
        BINARY,
        /** A sigmoid of the logit. */
        SIGMOID
    }

    public OutputSettings() {
        this(Form.BINARY, 0.3, new Schedule(0, 3, Schedule.Shape.LINEAR, 0.2, 1), 0);
    }

    public OutputSettings {
        if (!(slope > 0) || Double.isInfinite(slope)) {
            throw new IllegalArgumentException("slope: must be above 0, was " + slope);
        }
        if (!Double.isFinite(margin)) {
            throw new IllegalArgumentException("margin: must be a number, was " + margin);
        }
        TrainingSettings.requireWithin("noise", noise, 0, Double.POSITIVE_INFINITY);
    }
}
