package dev.etude.networks;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs {@link SlotCodes}. The shares are computed in plain arrays, in double precision; the dense layer over them is
 * one matrix product for all slots of a batch.
 */
final class SlotCodesLayer extends WeightedLayer<SlotCodes> {
    /** A share below this counts as 0: it changes no sum, and as a float it could be a denormal, which is slow. */
    private static final double LEAST_SHARE = 1e-15;

    private final int slots;
    private final int codes;
    private final int features;
    private final double balance;
    private final double sureness;

    private final transient BatchArray shares; // [batch * slots, codes]
    private final transient BatchArray made; // [batch * slots, features]; on the way back their delta
    private final transient BatchArray madeSlopes;
    private final transient BatchArray rest; // [batch, rest]; on the way back its delta
    private final transient BatchArray restSlopes;
    private final transient BatchArray noBias; // [1, rest]
    private final transient BatchArray shareGradient;
    private final transient BatchArray activations;
    private final transient BatchArray inputGradient;

    private transient double[] share = {}; // [batch * slots, codes]
    private transient double[] logShare = {}; // the same, logarithms
    private final transient double[] usage; // [codes]: sums of the shares of all slots
    private final transient double[] meanReward; // [codes]
    private final transient double[] slot; // [codes]
    private transient SlotCodesLayer other; // works on the other half of a batch
    private transient int batch;
    private transient int restLength;

    SlotCodesLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type, false);
        this.slots = layerConf().getSlots();
        this.codes = inputs;
        this.features = outputs;
        this.balance = layerConf().getBalance();
        this.sureness = layerConf().getSureness();
        this.shares = new BatchArray(type);
        this.made = new BatchArray(type);
        this.madeSlopes = new BatchArray(type);
        this.rest = new BatchArray(type);
        this.restSlopes = new BatchArray(type);
        this.noBias = new BatchArray(type);
        this.shareGradient = new BatchArray(type);
        this.activations = new BatchArray(type);
        this.inputGradient = new BatchArray(type);
        this.usage = new double[codes];
        this.meanReward = new double[codes];
        this.slot = new double[codes];
    }

    /** From now on the codes are balanced over the batches of both layers. */
    void shareMeanWith(SlotCodesLayer layer) {
        other = layer;
        layer.other = this;
    }

    /** The last batch no longer counts for the other layer. */
    void forget() {
        batch = 0;
        Arrays.fill(usage, 0);
    }

    @Override
    INDArray activations(INDArray newInput) {
        int rowLength = rowLength(newInput, 1);
        if (rowLength < slots * codes) {
            throw new IllegalArgumentException("layer \"" + layerConf().getLayerName() + "\" takes rows of at least "
                    + slots * codes + " numbers, not of " + rowLength);
        }
        batch = Math.toIntExact(newInput.size(0));
        restLength = rowLength - slots * codes;
        long from = Kernels.address(newInput);
        choose(from, rowLength);
        long madeAt = made.at(batch * slots, features);
        kernels.multiply(false, true, batch * slots, features, codes, shares.at(batch * slots, codes), codes,
                weights(), codes, 0, madeAt, features);
        kernels.activate(nonlinearity, 1, batch * slots, features, madeAt, 0, bias(), madeAt,
                madeSlopes.at(batch * slots, features));
        INDArray result = activations.of(batch, slots * features + restLength);
        copyParts(slots * features, madeAt, Kernels.address(result), true);
        if (restLength > 0) {
            kernels.activate(nonlinearity, batch, 1, restLength, kernels.plus(from, (long) slots * codes), rowLength,
                    noBias.at(1, restLength), rest.at(batch, restLength), restSlopes.at(batch, restLength));
            copyRest(slots * features, Kernels.address(result), true);
        }
        return result;
    }

    @Override
    INDArray gradients(INDArray epsilon, boolean parameters, boolean atInput) {
        long delta = made.at(batch * slots, features);
        copyParts(slots * features, delta, Kernels.address(epsilon), false);
        if (nonlinearity != Nonlinearity.IDENTITY) {
            kernels.times(delta, madeSlopes.at(batch * slots, features), delta, batch * slots * features);
        }
        if (parameters) {
            kernels.multiply(true, false, features, codes, batch * slots, delta, features,
                    shares.at(batch * slots, codes), codes, 1, weightGradient(), codes);
            kernels.addColumnSums(delta, batch * slots, features, biasGradient());
        }
        if (!atInput) {
            return null;
        }
        long gradient = shareGradient.at(batch * slots, codes);
        kernels.multiply(false, false, batch * slots, codes, features, delta, features, weights(), codes,
                0, gradient, codes);
        throughChoice(gradient);
        INDArray result = inputGradient.of(batch, slots * codes + restLength);
        copyParts(slots * codes, gradient, Kernels.address(result), true);
        if (restLength > 0) {
            long restDelta = rest.at(batch, restLength);
            copyRest(slots * features, Kernels.address(epsilon), false);
            if (nonlinearity != Nonlinearity.IDENTITY) {
                kernels.times(restDelta, restSlopes.at(batch, restLength), restDelta, batch * restLength);
            }
            copyRest(slots * codes, Kernels.address(result), true);
        }
        return result;
    }

    @Override
    void freeOwn() {
        for (BatchArray array : new BatchArray[] {
            shares, made, madeSlopes, rest, restSlopes, noBias, shareGradient, activations, inputGradient}) {
            array.close();
        }
    }

    /** The softmax of each slot's numbers, and its logarithm. */
    private void choose(long from, int rowLength) {
        int length = batch * slots * codes;
        if (share.length < length) {
            share = new double[length];
            logShare = new double[length];
        }
        Arrays.fill(usage, 0);
        for (int row = 0; row < batch; row++) {
            for (int inRow = 0; inRow < slots; inRow++) {
                kernels.toDoubles(kernels.plus(from, (long) row * rowLength + (long) inRow * codes), slot, codes);
                int at = (row * slots + inRow) * codes;
                double greatest = slot[0];
                for (int code = 1; code < codes; code++) {
                    greatest = Math.max(greatest, slot[code]);
                }
                double total = 0;
                for (int code = 0; code < codes; code++) {
                    double own = Math.exp(slot[code] - greatest);
                    share[at + code] = own < LEAST_SHARE ? 0 : own;
                    total += own;
                }
                double part = 1 / total;
                double logTotal = greatest + Math.log(total);
                for (int code = 0; code < codes; code++) {
                    share[at + code] *= part;
                    logShare[at + code] = slot[code] - logTotal;
                    usage[code] += share[at + code];
                }
            }
        }
        kernels.fromDoubles(share, shares.at(batch * slots, codes), length);
    }

    /** The gradient at the shares becomes that at the numbers before the softmax; the reward's is added. */
    private void throughChoice(long gradient) {
        int all = slots * (other == null ? batch : batch + other.batch);
        for (int code = 0; code < codes; code++) {
            double sum = other == null ? usage[code] : usage[code] + other.usage[code];
            meanReward[code] = balance / all * Math.log(Math.max(sum / all, Double.MIN_NORMAL));
        }
        double ownWeight = sureness / all;
        for (int row = 0; row < batch * slots; row++) {
            kernels.toDoubles(kernels.plus(gradient, (long) row * codes), slot, codes);
            int at = row * codes;
            double mean = 0;
            for (int code = 0; code < codes; code++) {
                slot[code] += meanReward[code] - ownWeight * logShare[at + code];
                mean += share[at + code] * slot[code];
            }
            for (int code = 0; code < codes; code++) {
                slot[code] = share[at + code] * (slot[code] - mean);
            }
            kernels.fromDoubles(slot, kernels.plus(gradient, (long) row * codes), codes);
        }
    }

    /**
     * Copies what belongs to the slots, {@code length} numbers a row, between rows without a rest and rows with one.
     */
    private void copyParts(int length, long alone, long withRest, boolean toRest) {
        for (int row = 0; row < batch; row++) {
            long inAlone = kernels.plus(alone, (long) row * length);
            long inRow = kernels.plus(withRest, (long) row * (length + restLength));
            kernels.copy(toRest ? inAlone : inRow, toRest ? inRow : inAlone, length);
        }
    }

    /** Copies the rest, which follows {@code before} numbers of a row. */
    private void copyRest(int before, long rowsWithRest, boolean toRows) {
        long alone = rest.at(batch, restLength);
        for (int row = 0; row < batch; row++) {
            long inAlone = kernels.plus(alone, (long) row * restLength);
            long inRow = kernels.plus(rowsWithRest, (long) row * (before + restLength) + before);
            kernels.copy(toRows ? inAlone : inRow, toRows ? inRow : inAlone, restLength);
        }
    }
}
