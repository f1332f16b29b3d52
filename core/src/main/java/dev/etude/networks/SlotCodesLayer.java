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
    /**
     * A code whose number lies further below the greatest has the share that it would have there: it changes no sum, and as
     * a float a smaller one could be a denormal, which is slow.
     */
    private static final double LOWEST = -34;

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
    private final transient double[] meanReward; // [codes]
    private final transient Half first;
    private final transient Half second;
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
        this.meanReward = new double[codes];
        this.first = new Half(kernels);
        this.second = new Half(kernels.another());
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
        long to = shares.at(batch * slots, codes);
        int middle = batch / 2;
        TwoThreads.run(() -> first.choose(from, rowLength, 0, middle, to),
                () -> second.choose(from, rowLength, middle, batch, to));
    }

    /** The gradient at the shares becomes that at the numbers before the softmax; the reward's is added. */
    private void throughChoice(long gradient) {
        int all = batch * slots;
        for (int code = 0; code < codes; code++) {
            double mean = (first.usage[code] + second.usage[code]) / all;
            meanReward[code] = balance / all * Math.log(Math.max(mean, Double.MIN_NORMAL));
        }
        int middle = batch / 2 * slots;
        TwoThreads.run(() -> first.throughChoice(gradient, 0, middle, all),
                () -> second.throughChoice(gradient, middle, all, all));
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

    /** Some rows of a batch, on one thread. */
    private final class Half {
        private final Kernels kernels;
        private final double[] usage = new double[codes]; // sums of the shares of all slots
        private final double[] slot = new double[codes];
        private final double[] below = new double[codes]; // differences to the greatest; logarithms of shares
        private final double[] own = new double[codes]; // shares

        Half(Kernels kernels) {
            this.kernels = kernels;
        }

        void choose(long from, int rowLength, int firstRow, int end, long to) {
            Arrays.fill(usage, 0);
            for (int row = firstRow; row < end; row++) {
                for (int inRow = 0; inRow < slots; inRow++) {
                    kernels.toDoubles(kernels.plus(from, (long) row * rowLength + (long) inRow * codes), slot, codes);
                    int at = (row * slots + inRow) * codes;
                    double greatest = slot[0];
                    for (int code = 1; code < codes; code++) {
                        if (slot[code] > greatest) {
                            greatest = slot[code];
                        }
                    }
                    for (int code = 0; code < codes; code++) {
                        below[code] = slot[code] - greatest;
                    }
                    exp(below, slot);
                    double total = sum(slot);
                    double part = 1 / total;
                    double logTotal = Math.log(total);
                    for (int code = 0; code < codes; code++) {
                        slot[code] *= part;
                        usage[code] += slot[code];
                        below[code] -= logTotal;
                    }
                    System.arraycopy(slot, 0, share, at, codes);
                    System.arraycopy(below, 0, logShare, at, codes);
                    kernels.fromDoubles(slot, kernels.plus(to, at), codes);
                }
            }
        }

        void throughChoice(long gradient, int firstSlot, int end, int all) {
            double ownWeight = sureness / all;
            for (int row = firstSlot; row < end; row++) {
                kernels.toDoubles(kernels.plus(gradient, (long) row * codes), slot, codes);
                System.arraycopy(share, row * codes, own, 0, codes);
                System.arraycopy(logShare, row * codes, below, 0, codes);
                for (int code = 0; code < codes; code++) {
                    slot[code] += meanReward[code] - ownWeight * below[code];
                    below[code] = own[code] * slot[code];
                }
                double mean = sum(below);
                for (int code = 0; code < codes; code++) {
                    slot[code] = own[code] * (slot[code] - mean);
                }
                kernels.fromDoubles(slot, kernels.plus(gradient, (long) row * codes), codes);
            }
        }

        /**
         * The exponential of numbers from {@link #LOWEST} to 0, exact to 12 digits: a Taylor series for a small part of
         * each, squared until it is the whole. Java's own is not turned into vector instructions.
         */
        private static void exp(double[] numbers, double[] results) {
            for (int i = 0; i < numbers.length; i++) {
                double part = Math.max(numbers[i], LOWEST) * (1.0 / 256);
                double power = 1 + part * (1.0 / 9);
                power = 1 + part * (1.0 / 8) * power;
                power = 1 + part * (1.0 / 7) * power;
                power = 1 + part * (1.0 / 6) * power;
                power = 1 + part * (1.0 / 5) * power;
                power = 1 + part * (1.0 / 4) * power;
                power = 1 + part * (1.0 / 3) * power;
                power = 1 + part * .5 * power;
                power = 1 + part * power;
                power *= power;
                power *= power;
                power *= power;
                power *= power;
                power *= power;
                power *= power;
                power *= power;
                results[i] = power * power;
            }
        }

        /** In four partial sums, since each addition waits for the one before. */
        private static double sum(double[] numbers) {
            double first = 0;
            double second = 0;
            double third = 0;
            double fourth = 0;
            int i = 0;
            for (; i + 3 < numbers.length; i += 4) {
                first += numbers[i];
                second += numbers[i + 1];
                third += numbers[i + 2];
                fourth += numbers[i + 3];
            }
            for (; i < numbers.length; i++) {
                first += numbers[i];
            }
            return first + second + (third + fourth);
        }
    }
}
