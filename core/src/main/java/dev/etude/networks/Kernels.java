package dev.etude.networks;

import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of Etude's own layers, on addresses of native memory, so that a step creates no ND4J object: matrix
 * products by BLAS, everything else in Java arrays that hold a window of a few thousand numbers at a time.
 *
 * <p>Whoever passes an address keeps the array alive that it belongs to. All matrices are row-major. Single precision
 * is for training; double precision is for checking gradients. Not for several threads at once.
 */
abstract class Kernels {
    private static final int WINDOW = 4096;

    private final int bytes;
    private Object values;
    private Object others;
    private int capacity;

    /** @param bytes the size of a number */
    Kernels(int bytes) {
        this.bytes = bytes;
    }

    static Kernels of(DataType type) {
        return switch (type) {
            case FLOAT -> new FloatKernels();
            case DOUBLE -> new DoubleKernels();
            default -> throw new IllegalArgumentException("Etude's layers compute in FLOAT or DOUBLE, not " + type);
        };
    }

    /** Where a contiguous array begins. */
    static long address(INDArray array) {
        return array.data().pointer().address() + array.offset() * array.data().getElementSize();
    }

    /** The address some numbers later. */
    final long plus(long address, long numbers) {
        return address + numbers * bytes;
    }

    /**
     * {@code c = op(a) op(b) + beta c}. Each matrix, as it is stored, has a leading dimension: the distance of rows.
     *
     * @param m rows of op(a) and c
     * @param n columns of op(b) and c
     * @param k columns of op(a), rows of op(b)
     */
    abstract void multiply(boolean transposeA, boolean transposeB, int m, int n, int k, long a, int lda,
            long b, int ldb, double beta, long c, int ldc);

    /** Adds the sum of each column of [rows, columns] to {@code sums}. */
    abstract void addColumnSums(long matrix, int rows, int columns, long sums);

    /** {@code to += from}. */
    abstract void add(long from, long to, int length);

    /** {@code to = 0}. */
    abstract void clear(long to, int length);

    /** {@code to = from}, number by number; both as long. */
    final void copy(INDArray from, INDArray to) {
        copy(from, to, 0);
    }

    /** Copies all numbers of an array into a longer one, from a place there on. */
    final void copy(INDArray from, INDArray to, long place) {
        INDArray contiguous = Contiguous.of(from);
        copy(address(contiguous), plus(address(to), place), Math.toIntExact(from.length()));
        Reference.reachabilityFence(contiguous);
    }

    /** {@code to += from; from = 0}, number by number; both are as long, and contiguous. */
    final void move(INDArray from, INDArray to) {
        int length = Math.toIntExact(from.length());
        add(address(from), address(to), length);
        clear(address(from), length);
    }

    /** {@code to += from}, number by number; both as long. */
    final void add(INDArray from, INDArray to) {
        INDArray contiguous = Contiguous.of(from);
        add(address(contiguous), address(to), Math.toIntExact(to.length()));
        Reference.reachabilityFence(contiguous);
    }

    /** {@code to = from}. */
    final void copy(long from, long to, int length) {
        reserve(Math.min(length, WINDOW));
        for (int start = 0; start < length; start += capacity) {
            int count = Math.min(capacity, length - start);
            read(plus(from, start), values, count);
            write(values, plus(to, start), count);
        }
    }

    /**
     * Adds the bias to each row, applies the activation function and keeps its slopes, for blocks of rows.
     *
     * @param stride the distance from one block of sums to the next, in numbers; activations and slopes lie without
     *     gaps
     * @param slopes where to; not used for the identity
     */
    final void activate(Nonlinearity nonlinearity, int blocks, int rows, int columns, long sums, int stride, long bias,
            long activations, long slopes) {
        int rowsAtOnce = Math.max(1, Math.min(rows, WINDOW / columns));
        reserve(rowsAtOnce * columns);
        Object biases = array(rowsAtOnce * columns);
        read(bias, biases, columns);
        for (int row = 1; row < rowsAtOnce; row++) {
            System.arraycopy(biases, 0, biases, row * columns, columns);
        }
        for (int block = 0; block < blocks; block++) {
            for (int row = 0; row < rows; row += rowsAtOnce) {
                int count = Math.min(rowsAtOnce, rows - row) * columns;
                long at = ((long) block * rows + row) * columns;
                read(plus(sums, (long) block * stride + (long) row * columns), values, count);
                add(values, biases, count);
                apply(nonlinearity, values, others, count);
                write(values, plus(activations, at), count);
                if (nonlinearity != Nonlinearity.IDENTITY) {
                    write(others, plus(slopes, at), count);
                }
            }
        }
    }

    /** {@code products = a * b}, number by number. */
    final void times(long a, long b, long products, int length) {
        reserve(Math.min(length, WINDOW));
        for (int start = 0; start < length; start += capacity) {
            int count = Math.min(capacity, length - start);
            read(plus(a, start), values, count);
            read(plus(b, start), others, count);
            times(values, others, count);
            write(values, plus(products, start), count);
        }
    }

    /** A Java array. */
    abstract Object array(int length);

    /** Memory to array. */
    abstract void read(long address, Object array, int length);

    /** Array to memory. */
    abstract void write(Object array, long address, int length);

    /** Memory to doubles, whatever the precision of the memory. */
    abstract void toDoubles(long address, double[] doubles, int length);

    /** Doubles to memory, whatever the precision of the memory. */
    abstract void fromDoubles(double[] doubles, long address, int length);

    /** {@code values += others}. */
    abstract void add(Object values, Object others, int length);

    /** {@code values *= others}. */
    abstract void times(Object values, Object others, int length);

    abstract void apply(Nonlinearity nonlinearity, Object values, Object slopes, int length);

    private void reserve(int length) {
        if (capacity < length) {
            capacity = length;
            values = array(length);
            others = array(length);
        }
    }
}
