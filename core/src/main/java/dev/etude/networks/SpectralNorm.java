package dev.etude.networks;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Weights divided by their spectral norm, the most that they stretch any input (Miyato et al. 2018), and the gradient
 * back through that division. A layer so divided has a slope of at most 1 before its activation function.
 *
 * <p>The norm comes from power iteration, by repeated squaring: from the weights alone, and anew whenever they have
 * changed. Carrying a vector from one step to the next, as is usual, would be cheaper by little, and the network would
 * be more than its parameters: the vector would have to be saved with them, and equal rows would score differently with
 * time.
 */
final class SpectralNorm {
    /** As good as 2 to the power of this many iterations; what is undecided then stretches as much to 1 part in 100. */
    private static final int SQUARINGS = 10;

    private final Kernels kernels;
    private final int outputs;
    private final int inputs;
    private final int smaller;
    private final BatchArray normalised; // [outputs, inputs]
    private final BatchArray gradient; // [outputs, inputs], at the normalised weights
    private final BatchArray gram; // [smaller, smaller]
    private final BatchArray square; // [smaller, smaller]
    private final double[] work;
    private final double[] left; // [outputs], of length 1: where the weights stretch most to
    private final double[] right; // [inputs], of length 1: what they stretch most
    private double[] raw;
    private double[] seen;
    private double norm;

    SpectralNorm(Kernels kernels, DataType type, int outputs, int inputs) {
        this.kernels = kernels;
        this.outputs = outputs;
        this.inputs = inputs;
        this.smaller = Math.min(outputs, inputs);
        this.normalised = new BatchArray(type);
        this.gradient = new BatchArray(type);
        this.gram = new BatchArray(type);
        this.square = new BatchArray(type);
        int length = Math.multiplyExact(outputs, inputs);
        this.work = new double[Math.max(length, smaller * smaller)];
        this.left = new double[outputs];
        this.right = new double[inputs];
        this.raw = new double[length];
        this.seen = new double[length];
        Arrays.fill(seen, Double.NaN);
    }

    /** Takes the weights as they are now, [outputs, inputs]. */
    void follow(long weights) {
        kernels.toDoubles(weights, raw, raw.length);
        if (Arrays.equals(raw, seen)) {
            return;
        }
        double[] older = seen;
        seen = raw;
        raw = older;
        measure(weights);
        for (int i = 0; i < seen.length; i++) {
            work[i] = seen[i] / norm;
        }
        kernels.fromDoubles(work, weights(), seen.length);
    }

    /** The weights divided by their norm. */
    long weights() {
        return normalised.at(outputs, inputs);
    }

    /** Where the gradient at the divided weights is summed. */
    long gradient() {
        return gradient.at(outputs, inputs);
    }

    void clearGradient() {
        Arrays.fill(work, 0, seen.length, 0);
        kernels.fromDoubles(work, gradient(), seen.length);
    }

    /** Adds the gradient at the weights themselves: what would only make them longer is taken out. */
    void addGradient(long to) {
        kernels.toDoubles(gradient(), work, seen.length);
        double along = 0;
        for (int i = 0; i < seen.length; i++) {
            along += work[i] * seen[i] / norm;
        }
        for (int row = 0; row < outputs; row++) {
            for (int column = 0; column < inputs; column++) {
                int i = row * inputs + column;
                work[i] = (work[i] - along * left[row] * right[column]) / norm;
            }
        }
        kernels.fromDoubles(work, gradient(), seen.length);
        kernels.add(gradient(), to, seen.length);
    }

    void free() {
        normalised.close();
        gradient.close();
        gram.close();
        square.close();
    }

    /** Finds norm, left and right. */
    private void measure(long weights) {
        boolean wide = outputs <= inputs;
        long product = gram.at(smaller, smaller);
        long next = square.at(smaller, smaller);
        kernels.multiply(!wide, wide, smaller, smaller, Math.max(outputs, inputs), weights, inputs, weights, inputs,
                0, product, smaller);
        for (int i = 0; i < SQUARINGS; i++) {
            normalise(product);
            kernels.multiply(
                    false, false, smaller, smaller, smaller, product, smaller, product, smaller, 0, next, smaller);
            long done = product;
            product = next;
            next = done;
        }
        Arrays.fill(left, 0);
        Arrays.fill(right, 0);
        takeLongestRow(product, wide ? left : right);
        if (wide) {
            stretch(left, right, 1, inputs);
            norm = lengthen(right);
        } else {
            stretch(right, left, inputs, 1);
            norm = lengthen(left);
        }
        if (norm == 0) {
            norm = 1; // weights of nothing but zeros stay what they are
        }
    }

    /** Divides a square matrix by its trace, so that its powers stay in range. */
    private void normalise(long matrix) {
        kernels.toDoubles(matrix, work, smaller * smaller);
        double trace = 0;
        for (int i = 0; i < smaller; i++) {
            trace += work[i * smaller + i];
        }
        for (int i = 0; trace > 0 && i < smaller * smaller; i++) {
            work[i] /= trace;
        }
        kernels.fromDoubles(work, matrix, smaller * smaller);
    }

    /** All rows of a high power point the same way; the one with the largest diagonal was rounded least. */
    private void takeLongestRow(long matrix, double[] direction) {
        kernels.toDoubles(matrix, work, smaller * smaller);
        int longest = 0;
        for (int i = 1; i < smaller; i++) {
            if (work[i * smaller + i] > work[longest * smaller + longest]) {
                longest = i;
            }
        }
        System.arraycopy(work, longest * smaller, direction, 0, smaller);
        lengthen(direction);
    }

    /** {@code to += W from}, W's element being at {@code from's index * fromStride + to's index * toStride}. */
    private void stretch(double[] from, double[] to, int toStride, int fromStride) {
        for (int i = 0; i < from.length; i++) {
            for (int j = 0; j < to.length; j++) {
                to[j] += seen[i * fromStride + j * toStride] * from[i];
            }
        }
    }

    /** Brings a vector to the length 1, unless it is 0; returns the length that it had. */
    private static double lengthen(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; length > 0 && i < vector.length; i++) {
            vector[i] /= length;
        }
        return length;
    }
}
