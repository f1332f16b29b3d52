package dev.etude.benchmarks;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * What this machine can do at all, whoever asks: matrix products, and memory moved. The floor under a step is its
 * floating point operations by the rate of the first, and its bytes by the rate of the last.
 */
public class LimitPieces extends Pieces {
    private static final int SIDE = 1024;

    /** The shipped config's largest product: a batch of 48, 256 hidden units, 1,536 numbers for slots and steps. */
    private static final int BATCH = 48;

    private static final int HIDDEN = 256;
    private static final int PACKED = 1536;

    private static final int FLOATS = 1 << 24;

    private INDArray square;
    private INDArray squareProduct;
    private INDArray hidden;
    private INDArray weights;
    private INDArray packed;
    private float[] from;
    private float[] to;

    @Setup
    public void create() {
        square = Nd4j.rand(DataType.FLOAT, SIDE, SIDE);
        squareProduct = Nd4j.create(DataType.FLOAT, new long[] {SIDE, SIDE}, 'f');
        hidden = Nd4j.rand(DataType.FLOAT, BATCH, HIDDEN);
        weights = Nd4j.rand(DataType.FLOAT, HIDDEN, PACKED);
        packed = Nd4j.create(DataType.FLOAT, new long[] {BATCH, PACKED}, 'f');
        from = new float[FLOATS];
        to = new float[FLOATS];
    }

    /** 2.147 GFLOP. */
    @Benchmark
    public INDArray largeProduct() {
        return Nd4j.gemm(square, square, squareProduct, false, false, 1, 0);
    }

    /** 0.0377 GFLOP. */
    @Benchmark
    public INDArray productOfAStep() {
        return Nd4j.gemm(hidden, weights, packed, false, false, 1, 0);
    }

    /** 67 MB read and 67 MB written. */
    @Benchmark
    public float[] memory() {
        System.arraycopy(from, 0, to, 0, FLOATS);
        return to;
    }
}
