package dev.etude.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A dense layer at each step, over what belongs to the step's slot, such as a chord, beside what belongs to the step alone:
 * [batch, slots * slotFeatures + steps * stepFeatures] to [batch, steps, nOut]. It is {@link RowDense} over
 * [batch, steps, slotFeatures + stepFeatures], but computes what a slot's steps share once. The last slot is shorter where
 * the steps do not divide into slots.
 *
 * <p>Activations: identity, relu, tanh, sigmoid, swish. Weights lie in memory as [nOut, slotFeatures + stepFeatures].
 */
public final class SlotDense extends WeightedSettings {
    private static final long serialVersionUID = 1;

    private int steps;
    private int slotSteps;
    private int slotFeatures;
    private int stepFeatures;

    /** For JSON. */
    public SlotDense() {}

    private SlotDense(Builder builder) {
        super(builder);
        this.steps = builder.steps;
        this.slotSteps = builder.slotSteps;
        this.slotFeatures = builder.slotFeatures;
        this.stepFeatures = builder.stepFeatures;
    }

    /** Steps in all. */
    public int getSteps() {
        return steps;
    }

    /** For JSON. */
    public void setSteps(int steps) {
        this.steps = steps;
    }

    /** Steps a slot. */
    public int getSlotSteps() {
        return slotSteps;
    }

    /** For JSON. */
    public void setSlotSteps(int slotSteps) {
        this.slotSteps = slotSteps;
    }

    /** Numbers a slot. */
    public int getSlotFeatures() {
        return slotFeatures;
    }

    /** For JSON. */
    public void setSlotFeatures(int slotFeatures) {
        this.slotFeatures = slotFeatures;
    }

    /** Numbers a step. */
    public int getStepFeatures() {
        return stepFeatures;
    }

    /** For JSON. */
    public void setStepFeatures(int stepFeatures) {
        this.stepFeatures = stepFeatures;
    }

    /** The length of an input row. */
    public static int inputLength(int steps, int slotSteps, int slotFeatures, int stepFeatures) {
        return slots(steps, slotSteps) * slotFeatures + steps * stepFeatures;
    }

    /** How many slots a number of steps has. */
    public static int slots(int steps, int slotSteps) {
        return (steps + slotSteps - 1) / slotSteps;
    }

    @Override
    WeightedLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new SlotDenseLayer(conf, type);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.recurrent(nOut, steps, FORMAT);
    }

    /** Takes the settings; {@code nIn} follows from the features. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends FeedForwardLayer.Builder<Builder> {
        private final int steps;
        private final int slotSteps;
        private final int slotFeatures;
        private final int stepFeatures;

        /**
         * @param steps steps in all, at least 1
         * @param slotSteps steps a slot, at least 1
         * @param slotFeatures numbers a slot, at least 1
         * @param stepFeatures numbers a step, at least 0
         */
        public Builder(int steps, int slotSteps, int slotFeatures, int stepFeatures) {
            if (steps < 1 || slotSteps < 1 || slotFeatures < 1 || stepFeatures < 0) {
                throw new IllegalArgumentException("steps, slotSteps and slotFeatures must be at least 1 and"
                        + " stepFeatures 0, were " + steps + ", " + slotSteps + ", " + slotFeatures + " and "
                        + stepFeatures);
            }
            this.steps = steps;
            this.slotSteps = slotSteps;
            this.slotFeatures = slotFeatures;
            this.stepFeatures = stepFeatures;
            nIn(slotFeatures + stepFeatures);
        }

        @Override
        public SlotDense build() {
            return new SlotDense(this);
        }
    }
}
