package dev.etude.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs {@link SlotDense}: one product over all slots of a batch and one over all steps, each with its columns of the
 * weights. The slots' is repeated on their steps; on the way back the deltas of a slot's steps are added up.
 */
final class SlotDenseLayer extends WeightedLayer<SlotDense> {
    private final int steps;
    private final int slotSteps;
    private final int slotFeatures;
    private final int stepFeatures;
    private final int slots;
    private final transient Object slotSum;
    private final transient Object stepSums;

    private final transient BatchArray ofSlots; // [batch * slots, slotFeatures]
    private final transient BatchArray ofSteps; // [batch * steps, stepFeatures]
    private final transient BatchArray slotGradient; // [batch * slots, slotFeatures]
    private final transient BatchArray stepGradient; // [batch * steps, stepFeatures]
    private final transient BatchArray slotSums; // [batch * slots, nOut]; on the way back their delta
    private final transient BatchArray activations;
    private final transient BatchArray slopes;
    private final transient BatchArray delta;
    private final transient BatchArray inputGradient;
    private transient int batch;

    SlotDenseLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type, false);
        SlotDense settings = layerConf();
        this.steps = settings.getSteps();
        this.slotSteps = settings.getSlotSteps();
        this.slotFeatures = settings.getSlotFeatures();
        this.stepFeatures = settings.getStepFeatures();
        this.slots = SlotDense.slots(steps, slotSteps);
        this.slotSum = kernels.array(outputs);
        this.stepSums = kernels.array(slotSteps * outputs);
        this.ofSlots = new BatchArray(type);
        this.ofSteps = new BatchArray(type);
        this.slotGradient = new BatchArray(type);
        this.stepGradient = new BatchArray(type);
        this.slotSums = new BatchArray(type);
        this.activations = new BatchArray(type);
        this.slopes = new BatchArray(type);
        this.delta = new BatchArray(type);
        this.inputGradient = new BatchArray(type);
    }

    @Override
    INDArray activations(INDArray input) {
        Contiguous.requireRowLength(input, rowLength(), layerConf().getLayerName());
        batch = Math.toIntExact(input.size(0));
        copyParts(Kernels.address(input), slotFeatures(), stepFeatures(), true);
        INDArray result = activations.of(batch, steps, outputs);
        long sums = Kernels.address(result);
        kernels.multiply(false, true, batch * slots, outputs, slotFeatures, slotFeatures(), slotFeatures, weights(), inputs,
                0, slotSums(), outputs);
        for (int slot = 0; slot < batch * slots; slot++) {
            kernels.read(kernels.plus(slotSums(), (long) slot * outputs), slotSum, outputs);
            for (int step = 0; step < stepsOf(slot); step++) {
                System.arraycopy(slotSum, 0, stepSums, step * outputs, outputs);
            }
            kernels.write(stepSums, kernels.plus(sums, (long) firstStep(slot) * outputs), stepsOf(slot) * outputs);
        }
        if (stepFeatures > 0) {
            kernels.multiply(false, true, batch * steps, outputs, stepFeatures, stepFeatures(), stepFeatures,
                    stepWeights(weights()), inputs, 1, sums, outputs);
        }
        kernels.activate(nonlinearity, 1, batch * steps, outputs, sums, 0, bias(), sums, slopes.at(batch * steps, outputs));
        return result;
    }

    @Override
    INDArray gradients(INDArray epsilon, boolean parameters, boolean atInput) {
        long deltas = beforeActivation(epsilon, slopes, delta, batch * steps);
        addUp(deltas);
        if (parameters) {
            kernels.multiply(true, false, outputs, slotFeatures, batch * slots, slotSums(), outputs, slotFeatures(),
                    slotFeatures, 1, weightGradient(), inputs);
            if (stepFeatures > 0) {
                kernels.multiply(true, false, outputs, stepFeatures, batch * steps, deltas, outputs, stepFeatures(),
                        stepFeatures, 1, stepWeights(weightGradient()), inputs);
            }
            kernels.addColumnSums(slotSums(), batch * slots, outputs, biasGradient());
        }
        if (!atInput) {
            return null;
        }
        long atSlots = slotGradient.at(batch * slots, slotFeatures);
        long atSteps = stepGradient.at(batch * steps, stepFeatures);
        kernels.multiply(false, false, batch * slots, slotFeatures, outputs, slotSums(), outputs, weights(), inputs,
                0, atSlots, slotFeatures);
        if (stepFeatures > 0) {
            kernels.multiply(false, false, batch * steps, stepFeatures, outputs, deltas, outputs, stepWeights(weights()),
                    inputs, 0, atSteps, stepFeatures);
        }
        INDArray result = inputGradient.of(batch, rowLength());
        copyParts(Kernels.address(result), atSlots, atSteps, false);
        return result;
    }

    @Override
    void freeOwn() {
        for (BatchArray array : new BatchArray[] {
            ofSlots, ofSteps, slotGradient, stepGradient, slotSums, activations, slopes, delta, inputGradient}) {
            array.close();
        }
    }

    /** The slots' delta: the sum of their steps'. */
    private void addUp(long deltas) {
        for (int slot = 0; slot < batch * slots; slot++) {
            long first = kernels.plus(deltas, (long) firstStep(slot) * outputs);
            kernels.read(first, slotSum, outputs);
            for (int step = 1; step < stepsOf(slot); step++) {
                kernels.read(kernels.plus(first, (long) step * outputs), stepSums, outputs);
                kernels.add(slotSum, stepSums, outputs);
            }
            kernels.write(slotSum, kernels.plus(slotSums(), (long) slot * outputs), outputs);
        }
    }

    /** Takes rows apart into what belongs to slots and what to steps, or puts them together. */
    private void copyParts(long rows, long slotParts, long stepParts, boolean apart) {
        int slotLength = slots * slotFeatures;
        int stepLength = steps * stepFeatures;
        for (int row = 0; row < batch; row++) {
            long start = kernels.plus(rows, (long) row * rowLength());
            copy(start, kernels.plus(slotParts, (long) row * slotLength), slotLength, apart);
            if (stepLength > 0) {
                copy(kernels.plus(start, slotLength), kernels.plus(stepParts, (long) row * stepLength), stepLength, apart);
            }
        }
    }

    private void copy(long whole, long part, int length, boolean apart) {
        kernels.copy(apart ? whole : part, apart ? part : whole, length);
    }

    /** Where a slot begins, counted in steps of the batch. */
    private int firstStep(int slot) {
        return slot / slots * steps + slot % slots * slotSteps;
    }

    private int stepsOf(int slot) {
        return Math.min(slotSteps, steps - slot % slots * slotSteps);
    }

    private int rowLength() {
        return slots * slotFeatures + steps * stepFeatures;
    }

    private long slotFeatures() {
        return ofSlots.at(batch * slots, slotFeatures);
    }

    private long stepFeatures() {
        return ofSteps.at(batch * steps, stepFeatures);
    }

    private long slotSums() {
        return slotSums.at(batch * slots, outputs);
    }

    private long stepWeights(long weights) {
        return kernels.plus(weights, slotFeatures);
    }
}
