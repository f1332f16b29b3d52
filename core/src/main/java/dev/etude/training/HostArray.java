package dev.etude.training;

import dev.etude.networks.TwoThreads;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A native FLOAT array beside a float[] of the same values, with one copy either way. The loop works on the float[]: that
 * is as fast as native code and makes no ND4J object, of which a step may make none (they would wait for a garbage
 * collection that rarely comes).
 */
final class HostArray {
    private static final float[] ZEROS = new float[4096];

    private final INDArray array;
    private final FloatPointer lower;
    private final FloatPointer upper;

    /** The values; what they are relative to the native array is the user's affair, until {@link #push} or {@link #pull}. */
    final float[] values;

    /** A new array of zeros, row-major. */
    static HostArray zeros(long... shape) {
        return new HostArray(Nd4j.create(DataType.FLOAT, shape));
    }

    /** Wraps an array; nothing is copied yet. */
    HostArray(INDArray array) {
        this.array = array;
        this.lower = new FloatPointer(array.data().addressPointer());
        this.upper = new FloatPointer(lower);
        this.values = new float[Math.toIntExact(array.length())];
    }

    /** The native array: always the same object. */
    INDArray array() {
        return array;
    }

    /** Copies the values to the native array. */
    void push() {
        int middle = middle();
        TwoThreads.run(() -> push(0, middle), () -> push(middle, values.length));
    }

    /** Copies the native array to the values. */
    void pull() {
        int middle = middle();
        TwoThreads.run(() -> pull(0, middle), () -> pull(middle, values.length));
    }

    /** Where the second of two threads begins, which may work on parts of the array. */
    int middle() {
        return values.length / 2;
    }

    /** Copies a part of the values to the native array. */
    void push(int from, int to) {
        at(from).put(values, from, to - from);
    }

    /** Copies a part of the native array to the values. */
    void pull(int from, int to) {
        at(from).get(values, from, to - from);
    }

    /** Sets a part of the native array to zeros; the values stay. */
    void clear(int from, int to) {
        for (int start = from; start < to; start += ZEROS.length) {
            at(start).put(ZEROS, 0, Math.min(ZEROS.length, to - start));
        }
    }

    /** Copies a native array to the start of a float[] that is at least as long, without keeping either. */
    static void pull(INDArray from, float[] into) {
        ((FloatPointer) from.data().addressPointer()).get(into, 0, Math.toIntExact(from.length()));
    }

    /** Whether no value is infinite or not a number. */
    static boolean areFinite(float[] values) {
        // Only what is finite gives 0 when multiplied by 0, and a sum needs no branch for each value.
        float sum = 0;
        for (float value : values) {
            sum += value * 0f;
        }
        return sum == 0;
    }

    private FloatPointer at(int place) {
        return (place < middle() ? lower : upper).position(place);
    }
}
