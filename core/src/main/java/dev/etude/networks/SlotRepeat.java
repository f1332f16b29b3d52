package dev.etude.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Repeats what belongs to a slot, such as a chord, on each of the slot's steps, beside what belongs to the step alone:
 * [batch, slots * slotFeatures + steps * stepFeatures] to [batch, steps, slotFeatures + stepFeatures]. The last slot is
 * shorter where the steps do not divide into slots.
 */
public final class SlotRepeat extends PlainSettings {
    private static final long serialVersionUID = 1;

    private int steps;
    private int slotSteps;
    private int slotFeatures;
    private int stepFeatures;

    /** For JSON. */
    public SlotRepeat() {}

    private SlotRepeat(Builder builder) {
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
        return (steps + slotSteps - 1) / slotSteps * slotFeatures + steps * stepFeatures;
    }

    @Override
    PlainLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new SlotRepeatLayer(conf, type);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.recurrent(slotFeatures + stepFeatures, steps, Weights.FORMAT);
    }

    /** Takes the settings. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends NoParamLayer.Builder<Builder> {
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
        }

        @Override
        public SlotRepeat build() {
            return new SlotRepeat(this);
        }
    }
}
