package dev.etude.networks;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Single precision. */
final class FloatKernels extends Kernels {
    private final At first = new At();
    private final At second = new At();
    private final At third = new At();
    private FloatPointer ones = new FloatPointer();
    private FloatPointer memory = new FloatPointer();
    private float[] narrow = {};

    FloatKernels() {
        super(Float.BYTES);
    }

    @Override
    Kernels another() {
        return new FloatKernels();
    }

    @Override
    long memory(int length) {
        if (memory.capacity() < length) {
            memory.close();
            memory = new FloatPointer(length);
        }
        return memory.address();
    }

    @Override
    void product(boolean transposeA, boolean transposeB, int m, int n, int k, long a, int lda, long b, int ldb,
            double beta, long c, int ldc) {
        cblas_sgemm(CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
                m, n, k, 1, first.at(a), lda, second.at(b), ldb, (float) beta, third.at(c), ldc);
    }

    @Override
    void addSums(long matrix, int rows, int columns, int distance, long sums) {
        if (ones.capacity() < rows) {
            ones.close();
            float[] values = new float[rows];
            Arrays.fill(values, 1);
            ones = new FloatPointer(values);
        }
        cblas_sgemv(CblasRowMajor, CblasTrans, rows, columns, 1, first.at(matrix), distance, ones, 1,
                1, second.at(sums), 1);
    }

    @Override
    void add(long from, long to, int length) {
        cblas_saxpy(length, 1, first.at(from), 1, second.at(to), 1);
    }

    @Override
    Object array(int length) {
        return new float[length];
    }

    @Override
    void read(long address, Object array, int length) {
        first.at(address).get((float[]) array, 0, length);
    }

    @Override
    void write(Object array, long address, int length) {
        first.at(address).put((float[]) array, 0, length);
    }

    @Override
    int findOnes(long address, int length, int[] places, int start, int most) {
        reserveNarrow(length);
        first.at(address).get(narrow, 0, length);
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (narrow[i] != 0) {
                if (narrow[i] != 1 || count == most) {
                    return -1;
                }
                places[start + count++] = i;
            }
        }
        return count;
    }

    @Override
    void toDoubles(long address, double[] doubles, int length) {
        reserveNarrow(length);
        first.at(address).get(narrow, 0, length);
        for (int i = 0; i < length; i++) {
            doubles[i] = narrow[i];
        }
    }

    @Override
    void fromDoubles(double[] doubles, long address, int length) {
        reserveNarrow(length);
        for (int i = 0; i < length; i++) {
            narrow[i] = (float) doubles[i];
        }
        first.at(address).put(narrow, 0, length);
    }

    @Override
    void add(Object values, Object others, int length) {
        float[] a = (float[]) values;
        float[] b = (float[]) others;
        for (int i = 0; i < length; i++) {
            a[i] += b[i];
        }
    }

    @Override
    void times(Object values, Object others, int length) {
        float[] a = (float[]) values;
        float[] b = (float[]) others;
        for (int i = 0; i < length; i++) {
            a[i] *= b[i];
        }
    }

    @Override
    void scale(Object values, double factor, int length) {
        float[] a = (float[]) values;
        float by = (float) factor;
        for (int i = 0; i < length; i++) {
            a[i] *= by;
        }
    }

    @Override
    void apply(Nonlinearity nonlinearity, Object values, Object slopes, int length) {
        nonlinearity.apply((float[]) values, (float[]) slopes, length);
    }

    private void reserveNarrow(int length) {
        if (narrow.length < length) {
            narrow = new float[length];
        }
    }

    /** A pointer that can be set to an address. */
    private static final class At extends FloatPointer {
        At() {
            super((Pointer) null);
        }

        At at(long newAddress) {
            address = newAddress;
            return this;
        }
    }
}
