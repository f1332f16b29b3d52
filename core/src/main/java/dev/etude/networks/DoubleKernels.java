package dev.etude.networks;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_daxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemv;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;

/** Double precision. */
final class DoubleKernels extends Kernels {
    private final At first = new At();
    private final At second = new At();
    private final At third = new At();
    private DoublePointer ones = new DoublePointer();
    private DoublePointer memory = new DoublePointer();

    DoubleKernels() {
        super(Double.BYTES);
    }

    @Override
    Kernels another() {
        return new DoubleKernels();
    }

    @Override
    long memory(int length) {
        if (memory.capacity() < length) {
            memory.close();
            memory = new DoublePointer(length);
        }
        return memory.address();
    }

    @Override
    void product(boolean transposeA, boolean transposeB, int m, int n, int k, long a, int lda, long b, int ldb,
            double beta, long c, int ldc) {
        cblas_dgemm(CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
                m, n, k, 1, first.at(a), lda, second.at(b), ldb, beta, third.at(c), ldc);
    }

    @Override
    void addSums(long matrix, int rows, int columns, int distance, long sums) {
        if (ones.capacity() < rows) {
            ones.close();
            double[] values = new double[rows];
            Arrays.fill(values, 1);
            ones = new DoublePointer(values);
        }
        cblas_dgemv(CblasRowMajor, CblasTrans, rows, columns, 1, first.at(matrix), distance, ones, 1,
                1, second.at(sums), 1);
    }

    @Override
    void add(long from, long to, int length) {
        cblas_daxpy(length, 1, first.at(from), 1, second.at(to), 1);
    }

    @Override
    Object array(int length) {
        return new double[length];
    }

    @Override
    void read(long address, Object array, int length) {
        first.at(address).get((double[]) array, 0, length);
    }

    @Override
    void write(Object array, long address, int length) {
        first.at(address).put((double[]) array, 0, length);
    }

    @Override
    int findOnes(long address, int length, int[] places, int start, int most) {
        double[] numbers = new double[length];
        first.at(address).get(numbers, 0, length);
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (numbers[i] != 0) {
                if (numbers[i] != 1 || count == most) {
                    return -1;
                }
                places[start + count++] = i;
            }
        }
        return count;
    }

    @Override
    void toDoubles(long address, double[] doubles, int length) {
        first.at(address).get(doubles, 0, length);
    }

    @Override
    void fromDoubles(double[] doubles, long address, int length) {
        first.at(address).put(doubles, 0, length);
    }

    @Override
    void add(Object values, Object others, int length) {
        double[] a = (double[]) values;
        double[] b = (double[]) others;
        for (int i = 0; i < length; i++) {
            a[i] += b[i];
        }
    }

    @Override
    void times(Object values, Object others, int length) {
        double[] a = (double[]) values;
        double[] b = (double[]) others;
        for (int i = 0; i < length; i++) {
            a[i] *= b[i];
        }
    }

    @Override
    void scale(Object values, double factor, int length) {
        double[] a = (double[]) values;
        for (int i = 0; i < length; i++) {
            a[i] *= factor;
        }
    }

    @Override
    void apply(Nonlinearity nonlinearity, Object values, Object slopes, int length) {
        nonlinearity.apply((double[]) values, (double[]) slopes, length);
    }

    /** A pointer that can be set to an address. */
    private static final class At extends DoublePointer {
        At() {
            super((Pointer) null);
        }

        At at(long newAddress) {
            address = newAddress;
            return this;
        }
    }
}
