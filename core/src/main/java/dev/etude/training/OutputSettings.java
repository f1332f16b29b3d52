package dev.etude.training;

import dev.etude.config.Schedule;
import dev.etude.spi.Doc;

/** How the generator's logits become the cells that the critic sees. Samples are always logits above 0, without noise. */
@Doc("How the generator's logits become the cells that the critic sees")
public record OutputSettings(
        @Doc("binary (a threshold, its gradient straight through) or sigmoid (values between 0 and 1)") Form form,
        @Doc("binary: slope of the sigmoid that the gradient is taken of; sigmoid: its slope; above 0") double slope,
        @Doc("scale of the logistic noise added to the logits before the threshold, at least 0; binary only") Schedule noise) {
    /** What the critic sees of a generated row. */
    public enum Form {
        /** 0 or 1; backward as if it were a sigmoid (straight-through estimate, Bengio, Léonard and Courville 2013). */
        BINARY,
        /** A sigmoid of the logit. */
        SIGMOID
    }

    public OutputSettings() {
        this(Form.BINARY, 0.3, new Schedule(0, 3, Schedule.Shape.LINEAR, 0.2, 1));
    }

    public OutputSettings {
        if (!(slope > 0) || Double.isInfinite(slope)) {
            throw new IllegalArgumentException("slope: must be above 0, was " + slope);
        }
        TrainingSettings.requireWithin("noise", noise, 0, Double.POSITIVE_INFINITY);
    }
}
