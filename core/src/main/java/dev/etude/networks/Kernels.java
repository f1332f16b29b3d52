package dev.etude.networks;

import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of Etude's own layers, on addresses of native memory, so that a step creates no ND4J object: matrix
 * products by BLAS, everything else in Java arrays that hold a window of a few thousand numbers at a time.
 *
 * <p>What is worth it is divided over {@link TwoThreads}, always at the same place, however many threads there are: what
 * comes out does not depend on the machine. BLAS works on one thread each; matrices of this size leave it too little to
 * divide by itself.
 *
 * <p>Whoever passes an address keeps the array alive that it belongs to. All matrices are row-major. Single precision
 * is for training; double precision is for checking gradients. Not for several threads at once.
 */
abstract class Kernels {
    private static final int WINDOW = 4096;

    /** Multiplications that take about ten times as long as it takes another thread to notice. */
    private static final long MANY_PRODUCTS = 200_000;

    /** How many times as long as rows and columns the sums of a product are that are better divided than those. */
    private static final int LONG_SUMS = 4;

    /** Numbers to be changed one by one that take as long. */
    private static final int MANY_NUMBERS = 16_384;

    /** What BLAS calculates at once is a multiple of the numbers in a vector register. */
    private static final int TOGETHER = 16;

    private final int bytes;
    private Kernels other; // for the second thread
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
    final void multiply(boolean transposeA, boolean transposeB, int m, int n, int k, long a, int lda,
            long b, int ldb, double beta, long c, int ldc) {
        TwoThreads.letBlasDivide(false);
        if ((long) m * n * k < MANY_PRODUCTS || Math.max(m, n) < 2 * TOGETHER) {
            product(transposeA, transposeB, m, n, k, a, lda, b, ldb, beta, c, ldc);
        } else if (k >= LONG_SUMS * Math.max(m, n)) {
            int middle = middle(k);
            long rest = memory(m * n);
            TwoThreads.run(
                    () -> product(transposeA, transposeB, m, n, middle, a, lda, b, ldb, beta, c, ldc),
                    () -> other().product(transposeA, transposeB, m, n, k - middle,
                            plus(a, transposeA ? (long) middle * lda : middle), lda,
                            plus(b, transposeB ? middle : (long) middle * ldb), ldb, 0, rest, n));
            for (int row = 0; row < m; row++) {
                add(plus(rest, (long) row * n), plus(c, (long) row * ldc), n);
            }
        } else if (m < n) {
            // The larger matrix is divided: BLAS copies each for itself before it calculates.
            int middle = middle(n);
            TwoThreads.run(
                    () -> product(transposeA, transposeB, m, middle, k, a, lda, b, ldb, beta, c, ldc),
                    () -> other().product(transposeA, transposeB, m, n - middle, k, a, lda,
                            plus(b, transposeB ? (long) middle * ldb : middle), ldb, beta, plus(c, middle), ldc));
        } else {
            int middle = middle(m);
            TwoThreads.run(
                    () -> product(transposeA, transposeB, middle, n, k, a, lda, b, ldb, beta, c, ldc),
                    () -> other().product(transposeA, transposeB, m - middle, n, k,
                            plus(a, transposeA ? middle : (long) middle * lda), lda, b, ldb,
                            beta, plus(c, (long) middle * ldc), ldc));
        }
    }

    /** Adds the sum of each column of [rows, columns] to {@code sums}. */
    final void addColumnSums(long matrix, int rows, int columns, long sums) {
        if (rows * columns < MANY_NUMBERS || columns < 2 * TOGETHER) {
            addSums(matrix, rows, columns, columns, sums);
            return;
        }
        int middle = middle(columns);
        TwoThreads.run(
                () -> addSums(matrix, rows, middle, columns, sums),
                () -> other().addSums(plus(matrix, middle), rows, columns - middle, columns, plus(sums, middle)));
    }

    /** {@link #multiply}, undivided. */
    abstract void product(boolean transposeA, boolean transposeB, int m, int n, int k, long a, int lda,
            long b, int ldb, double beta, long c, int ldc);

    /** {@link #addColumnSums}, undivided, of rows that lie so far from each other. */
    abstract void addSums(long matrix, int rows, int columns, int distance, long sums);

    /** Native memory for so many numbers; the same at each call. */
    abstract long memory(int length);

    /** The same arithmetic for another thread. */
    abstract Kernels another();

    /** {@code to += from}. */
    abstract void add(long from, long to, int length);

    /** {@code to = from}, number by number; both as long. */
    final void copy(INDArray from, INDArray to) {
        INDArray contiguous = Contiguous.of(from);
        copy(address(contiguous), address(to), Math.toIntExact(to.length()));
        Reference.reachabilityFence(contiguous);
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
        if (blocks * rows * columns < MANY_NUMBERS || Math.max(blocks, rows) < 2) {
            activatePart(nonlinearity, blocks, rows, columns, sums, stride, bias, activations, slopes);
        } else if (blocks > 1) {
            int middle = blocks / 2;
            long before = (long) middle * rows * columns;
            TwoThreads.run(
                    () -> activatePart(nonlinearity, middle, rows, columns, sums, stride, bias, activations, slopes),
                    () -> other().activatePart(nonlinearity, blocks - middle, rows, columns,
                            plus(sums, (long) middle * stride), stride, bias, plus(activations, before),
                            plus(slopes, before)));
        } else {
            int middle = rows / 2;
            long before = (long) middle * columns;
            TwoThreads.run(
                    () -> activatePart(nonlinearity, 1, middle, columns, sums, 0, bias, activations, slopes),
                    () -> other().activatePart(nonlinearity, 1, rows - middle, columns, plus(sums, before), 0, bias,
                            plus(activations, before), plus(slopes, before)));
        }
    }

    /** {@code products = a * b}, number by number. */
    final void times(long a, long b, long products, int length) {
        if (length < MANY_NUMBERS) {
            timesPart(a, b, products, length);
            return;
        }
        int middle = middle(length);
        TwoThreads.run(
                () -> timesPart(a, b, products, middle),
                () -> other().timesPart(plus(a, middle), plus(b, middle), plus(products, middle), length - middle));
    }

    private void activatePart(Nonlinearity nonlinearity, int blocks, int rows, int columns, long sums, int stride,
            long bias, long activations, long slopes) {
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

    private void timesPart(long a, long b, long products, int length) {
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

    /**
     * Finds the ones in memory that holds nothing but zeros and ones, and not more ones than {@code most}.
     *
     * @param places takes where they are, from {@code start} on
     * @return how many they are, or -1 if the memory holds anything else
     */
    abstract int findOnes(long address, int length, int[] places, int start, int most);

    /** Memory to doubles, whatever the precision of the memory. */
    abstract void toDoubles(long address, double[] doubles, int length);

    /** Doubles to memory, whatever the precision of the memory. */
    abstract void fromDoubles(double[] doubles, long address, int length);

    /** {@code values += others}. */
    abstract void add(Object values, Object others, int length);

    /** {@code values *= others}. */
    abstract void times(Object values, Object others, int length);

    /** {@code values *= factor}. */
    abstract void scale(Object values, double factor, int length);

    /** The values' images, and the slopes there. */
    abstract void apply(Nonlinearity nonlinearity, Object values, Object slopes, int length);

    private Kernels other() {
        if (other == null) {
            other = another();
        }
        return other;
    }

    private static int middle(int length) {
        return (length / 2 + TOGETHER - 1) / TOGETHER * TOGETHER;
    }

    private void reserve(int length) {
        if (capacity < length) {
            capacity = length;
            values = array(length);
            others = array(length);
        }
    }
}
