package dev.etude.networks;

import dev.etude.spi.Trainable;
import java.util.function.BiFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A DL4J graph that is trained by errors from outside. The public methods are those that a critic or a generator is asked
 * for, so a subclass adds only its name for {@link #forward}.
 *
 * <p>Where all layers are Etude's own, a batch goes through in two halves, on two threads with BLAS on one each: matrices of
 * this size leave BLAS too little to divide. There are two halves also where one thread works on both, so that what a run
 * computes does not depend on the machine.
 */
class Network implements Trainable {
    /** A trainer has a handful of batches and gradients, which it uses again and again. */
    private static final int REMEMBERED = 8;

    private final Pass first;
    private final Pass second; // null where a layer is DL4J's: the whole batch goes through the first
    private final int rowsTogether;
    private final Kernels kernels;
    private final BatchArray output;
    private final BatchArray inputGradient;
    private final Halves[] remembered = new Halves[REMEMBERED];
    private int remembering;
    private boolean halved;

    /** An array and views of its rows. */
    private record Halves(INDArray whole, INDArray first, INDArray second) {}

    /**
     * @param inputShape the shape of an input row
     * @param outputShape the shape of an output row
     */
    Network(ComputationGraphConfiguration configuration, long seed, long[] inputShape, long[] outputShape) {
        this.first = new Pass(configuration, seed, inputShape, outputShape);
        this.second = first.isFast() ? first.another() : null;
        this.rowsTogether = first.rowsTogether();
        this.kernels = Kernels.of(parameters().dataType());
        this.output = new BatchArray(parameters().dataType());
        this.inputGradient = new BatchArray(parameters().dataType());
    }

    /** The DL4J graph, for saving it as DL4J does. */
    ComputationGraph graph() {
        return first.graph();
    }

    /** How many rows are compared with each other: a multiple of the group of each layer that does so. */
    public int rowsTogether() {
        return rowsTogether;
    }

    @Override
    public INDArray parameters() {
        return first.parameters();
    }

    @Override
    public INDArray gradient() {
        return first.gradient();
    }

    /** [batch, inputShape] to [batch, outputShape]. */
    INDArray forward(INDArray batch) {
        TwoThreads.divideProducts(second == null);
        long middle = firstHalf(batch.size(0));
        halved = second != null && middle > 0 && middle < batch.size(0);
        if (halved) {
            return inHalves(batch, Pass::forward, output);
        }
        if (second != null) {
            second.forget();
        }
        return first.forward(batch);
    }

    /** Adds to the gradient of the parameters. */
    public void accumulate(INDArray outputGradient) {
        TwoThreads.divideProducts(second == null);
        if (!halved) {
            first.accumulate(outputGradient);
            return;
        }
        Halves halves = halves(outputGradient);
        TwoThreads.run(() -> first.accumulate(halves.first()), () -> second.accumulate(halves.second()));
        kernels.move(second.gradient(), first.gradient());
    }

    /** The gradient at the input, [batch, inputShape]. */
    public INDArray inputGradient(INDArray outputGradient) {
        TwoThreads.divideProducts(second == null);
        return halved ? inHalves(outputGradient, Pass::inputGradient, inputGradient) : first.inputGradient(outputGradient);
    }

    @Override
    public void close() {
        if (second != null) {
            second.close();
        }
        first.close();
        output.close();
        inputGradient.close();
    }

    private INDArray inHalves(INDArray batch, BiFunction<Pass, INDArray, INDArray> way, BatchArray results) {
        Halves halves = halves(batch);
        long rows = batch.size(0);
        INDArray[] made = new INDArray[2];
        TwoThreads.run(
                () -> made[0] = way.apply(first, halves.first()), () -> made[1] = way.apply(second, halves.second()));
        long[] shape = made[0].shape().clone();
        shape[0] = rows;
        INDArray result = results.of(shape);
        kernels.copy(made[0], result, 0);
        kernels.copy(made[1], result, made[0].length());
        return result;
    }

    /** What is compared with each other stays together. */
    private long firstHalf(long rows) {
        return (rows / 2 + rowsTogether - 1) / rowsTogether * rowsTogether;
    }

    private Halves halves(INDArray whole) {
        for (Halves halves : remembered) {
            if (halves != null && halves.whole() == whole) {
                return halves;
            }
        }
        INDArray contiguous = Contiguous.of(whole);
        long rows = whole.size(0);
        long middle = firstHalf(rows);
        Halves halves = new Halves(whole, rows(contiguous, 0, middle), rows(contiguous, middle, rows));
        if (contiguous == whole) {
            remembered[remembering] = halves;
            remembering = (remembering + 1) % REMEMBERED;
        }
        return halves;
    }

    private static INDArray rows(INDArray contiguous, long from, long to) {
        long[] shape = contiguous.shape().clone();
        shape[0] = to - from;
        long offset = contiguous.offset() + from * (contiguous.length() / contiguous.size(0));
        return Nd4j.create(contiguous.data(), shape, Nd4j.getStrides(shape, 'c'), offset, 'c');
    }
}
