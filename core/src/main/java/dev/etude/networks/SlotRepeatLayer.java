package dev.etude.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs {@link SlotRepeat}: a row at a time is laid out anew; on the way back the steps of a slot are added up. */
final class SlotRepeatLayer extends PlainLayer<SlotRepeat> {
    private final int steps;
    private final int slotSteps;
    private final int slotFeatures;
    private final int stepFeatures;
    private final int slots;
    private final Object packed;
    private final Object spread;
    private final transient BatchArray activations;
    private final transient BatchArray inputGradient;
    private final transient BatchArray ones;

    SlotRepeatLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        SlotRepeat settings = layerConf();
        this.steps = settings.getSteps();
        this.slotSteps = settings.getSlotSteps();
        this.slotFeatures = settings.getSlotFeatures();
        this.stepFeatures = settings.getStepFeatures();
        this.slots = (steps + slotSteps - 1) / slotSteps;
        this.packed = kernels.array(packedLength());
        this.spread = kernels.array(steps * features());
        this.activations = new BatchArray(type);
        this.inputGradient = new BatchArray(type);
        this.ones = new BatchArray(type);
        ones.of(1, slotSteps).assign(1);
    }

    @Override
    public INDArray forward(INDArray input) {
        if (rowLength(input, packedLength()) != packedLength()) {
            throw new IllegalArgumentException("layer \"" + layerConf().getLayerName() + "\" takes rows of "
                    + packedLength() + " numbers, not of " + input.length() / input.size(0));
        }
        INDArray result = activations.of(input.size(0), steps, features());
        long from = Kernels.address(input);
        long to = Kernels.address(result);
        for (long row = 0; row < input.size(0); row++) {
            kernels.read(kernels.plus(from, row * packedLength()), packed, packedLength());
            for (int step = 0; step < steps; step++) {
                System.arraycopy(packed, step / slotSteps * slotFeatures, spread, step * features(), slotFeatures);
                System.arraycopy(packed, stepsStart() + step * stepFeatures, spread, step * features() + slotFeatures,
                        stepFeatures);
            }
            kernels.write(spread, kernels.plus(to, row * steps * features()), steps * features());
        }
        return result;
    }

    @Override
    public INDArray backward(INDArray epsilon, boolean parameters, boolean input) {
        if (!input) {
            return null;
        }
        INDArray result = inputGradient.of(epsilon.size(0), packedLength());
        for (long row = 0; row < epsilon.size(0); row++) {
            long from = kernels.plus(Kernels.address(epsilon), row * steps * features());
            long to = kernels.plus(Kernels.address(result), row * packedLength());
            kernels.read(from, spread, steps * features());
            for (int step = 0; step < steps; step++) {
                System.arraycopy(spread, step * features() + slotFeatures, packed, stepsStart() + step * stepFeatures,
                        stepFeatures);
            }
            kernels.write(packed, to, packedLength());
            for (int slot = 0; slot < slots; slot++) {
                int first = slot * slotSteps;
                kernels.multiply(false, false, 1, slotFeatures, Math.min(slotSteps, steps - first),
                        ones.at(1, slotSteps), slotSteps, kernels.plus(from, (long) first * features()), features(),
                        0, kernels.plus(to, (long) slot * slotFeatures), slotFeatures);
            }
        }
        return result;
    }

    @Override
    public void free() {
        activations.close();
        inputGradient.close();
        ones.close();
    }

    private int features() {
        return slotFeatures + stepFeatures;
    }

    private int stepsStart() {
        return slots * slotFeatures;
    }

    private int packedLength() {
        return stepsStart() + steps * stepFeatures;
    }
}
