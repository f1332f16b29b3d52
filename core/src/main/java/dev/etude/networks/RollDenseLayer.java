package dev.etude.networks;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs {@link RollDense}. The rolls among the rows, as far as they come first, are sums of the weights of their cells that
 * are on; on the way back each cell's weights get the sum of the deltas of the rolls that have it on. The other rows are
 * matrix products.
 */
final class RollDenseLayer extends WeightedLayer<RollDense> {
    /** A row is a roll if at most one in so many cells is on: with more, a product is as quick. */
    private static final int SPARSE = 8;

    private final int mostOn;
    private final transient BatchArray activations;
    private final transient BatchArray slopes;
    private final transient BatchArray delta;
    private final transient BatchArray inputGradient;
    private final transient Object weights; // [nIn, nOut]
    private final transient Half first;
    private final transient Half second;
    private transient Object deltas; // [rows, nOut]
    private transient INDArray batch;
    private transient int rows;
    private transient int rolls;
    private transient int[] on = {}; // [rows, mostOn]: the cells that are on
    private transient int[] counts = {}; // [rows]: how many they are; -1 where a row is no roll
    private transient int[] rollsOfCells = {}; // the rolls that have a cell on, cell by cell
    private final transient int[] ends; // [nIn]: where in them each cell ends

    RollDenseLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type, false);
        this.mostOn = inputs / SPARSE;
        this.activations = new BatchArray(type);
        this.slopes = new BatchArray(type);
        this.delta = new BatchArray(type);
        this.inputGradient = new BatchArray(type);
        this.weights = kernels.array(Math.multiplyExact(inputs, outputs));
        this.first = new Half(kernels);
        this.second = new Half(kernels.another());
        this.ends = new int[inputs];
    }

    @Override
    INDArray activations(INDArray input) {
        Contiguous.requireRowLength(input, inputs, layerConf().getLayerName());
        batch = input;
        findRolls();
        INDArray result = activations.of(rows, outputs);
        long sums = Kernels.address(result);
        if (rolls > 0) {
            kernels.read(weights(), weights, inputs * outputs);
            int middle = rolls / 2;
            TwoThreads.run(() -> first.addWeights(sums, 0, middle), () -> second.addWeights(sums, middle, rolls));
        }
        if (rolls < rows) {
            kernels.multiply(false, false, rows - rolls, outputs, inputs, rest(Kernels.address(input), inputs), inputs,
                    weights(), outputs, 0, rest(sums, outputs), outputs);
        }
        kernels.activate(nonlinearity, 1, rows, outputs, sums, 0, bias(), sums, slopes.at(rows, outputs));
        return result;
    }

    @Override
    INDArray gradients(INDArray epsilon, boolean parameters, boolean atInput) {
        long from = beforeActivation(epsilon, slopes, delta, rows);
        if (parameters) {
            if (rolls > 0) {
                kernels.read(from, deltas, rolls * outputs);
                sortByCell();
                int middle = inputs / 2;
                TwoThreads.run(() -> first.addDeltas(0, middle), () -> second.addDeltas(middle, inputs));
            }
            if (rolls < rows) {
                kernels.multiply(true, false, inputs, outputs, rows - rolls, rest(Kernels.address(batch), inputs), inputs,
                        rest(from, outputs), outputs, 1, weightGradient(), outputs);
            }
            kernels.addColumnSums(from, rows, outputs, biasGradient());
        }
        if (!atInput) {
            return null;
        }
        INDArray result = inputGradient.of(batch.shape());
        kernels.multiply(false, true, rows, inputs, outputs, from, outputs, weights(), outputs,
                0, Kernels.address(result), inputs);
        return result;
    }

    @Override
    void freeOwn() {
        activations.close();
        slopes.close();
        delta.close();
        inputGradient.close();
    }

    private void findRolls() {
        rows = Math.toIntExact(batch.size(0));
        if (counts.length < rows) {
            counts = new int[rows];
            on = new int[rows * mostOn];
            deltas = kernels.array(rows * outputs);
        }
        int middle = rows / 2;
        TwoThreads.run(() -> first.findCells(0, middle), () -> second.findCells(middle, rows));
        rolls = 0;
        while (rolls < rows && counts[rolls] >= 0) {
            rolls++;
        }
    }

    /** Fills {@link #rollsOfCells} and {@link #ends}. */
    private void sortByCell() {
        Arrays.fill(ends, 0);
        int all = 0;
        for (int roll = 0; roll < rolls; roll++) {
            for (int i = roll * mostOn; i < roll * mostOn + counts[roll]; i++) {
                ends[on[i]]++;
            }
            all += counts[roll];
        }
        if (rollsOfCells.length < all) {
            rollsOfCells = new int[all];
        }
        int start = 0;
        for (int cell = 0; cell < inputs; cell++) {
            int count = ends[cell];
            ends[cell] = start;
            start += count;
        }
        for (int roll = 0; roll < rolls; roll++) {
            for (int i = roll * mostOn; i < roll * mostOn + counts[roll]; i++) {
                rollsOfCells[ends[on[i]]++] = roll;
            }
        }
    }

    /** Where the rows begin that are no rolls. */
    private long rest(long matrix, int columns) {
        return kernels.plus(matrix, (long) rolls * columns);
    }

    /** Works on some of the rows or cells, on one thread. */
    private final class Half {
        private final Kernels kernels;
        private final Object sum;
        private final Object next;
        private final Object zeros;

        Half(Kernels kernels) {
            this.kernels = kernels;
            this.sum = kernels.array(outputs);
            this.next = kernels.array(outputs);
            this.zeros = kernels.array(outputs);
        }

        void findCells(int from, int to) {
            for (int row = from; row < to; row++) {
                long cells = kernels.plus(Kernels.address(batch), (long) row * inputs);
                counts[row] = kernels.findOnes(cells, inputs, on, row * mostOn, mostOn);
            }
        }

        void addWeights(long sums, int from, int to) {
            for (int roll = from; roll < to; roll++) {
                System.arraycopy(zeros, 0, sum, 0, outputs);
                for (int i = roll * mostOn; i < roll * mostOn + counts[roll]; i++) {
                    System.arraycopy(weights, on[i] * outputs, next, 0, outputs);
                    kernels.add(sum, next, outputs);
                }
                kernels.write(sum, kernels.plus(sums, (long) roll * outputs), outputs);
            }
        }

        void addDeltas(int from, int to) {
            int start = from == 0 ? 0 : ends[from - 1];
            for (int cell = from; cell < to; cell++) {
                if (start == ends[cell]) {
                    continue;
                }
                long gradient = kernels.plus(weightGradient(), (long) cell * outputs);
                kernels.read(gradient, sum, outputs);
                for (; start < ends[cell]; start++) {
                    System.arraycopy(deltas, rollsOfCells[start] * outputs, next, 0, outputs);
                    kernels.add(sum, next, outputs);
                }
                kernels.write(sum, gradient, outputs);
            }
        }
    }
}
