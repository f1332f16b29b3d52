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

    DoubleKernels() {
        super(Double.BYTES);
    }

    @Override
    void multiply(boolean transposeA, boolean transposeB, int m, int n, int k, long a, int lda, long b, int ldb,
            double beta, long c, int ldc) {
        cblas_dgemm(CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
                m, n, k, 1, first.at(a), lda, second.at(b), ldb, beta, third.at(c), ldc);
    }

    @Override
    void addColumnSums(long matrix, int rows, int columns, long sums) {
        if (ones.capacity() < rows) {
            ones.close();
            double[] values = new double[rows];
            Arrays.fill(values, 1);
            ones = new DoublePointer(values);
        }
        cblas_dgemv(CblasRowMajor, CblasTrans, rows, columns, 1, first.at(matrix), columns, ones, 1,
                1, second.at(sums), 1);
    }

    @Override
    void add(long from, long to, int length) {
        cblas_daxpy(length, 1, first.at(from), 1, second.at(to), 1);
    }

    @Override
    void clear(long to, int length) {
        Pointer.memset(first.at(to), 0, (long) length * Double.BYTES);
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
