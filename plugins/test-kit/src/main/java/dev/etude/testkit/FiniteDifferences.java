package dev.etude.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares a gradient with what happens to a loss when its variables are moved a little. Works in single precision: the
 * variables are moved many at a time, part by part, so that what happens stands out from rounding.
 */
final class FiniteDifferences {
    private static final int PARTS = 32;

    /** A large move stands out from rounding, a small one crosses fewer kinks such as ReLU's; one must agree. */
    private static final float[] MOVES = {1e-3f, 1e-4f, 3e-5f, 1e-5f};

    /** What kinks and rounding may cost: a share of the part's gradient, and of the whole one. */
    private static final double PART_TOLERANCE = 0.03;
    private static final double WHOLE_TOLERANCE = 0.003;

    private FiniteDifferences() {}

    /**
     * Checks a gradient.
     *
     * @param variables what the loss depends on, row-major; moved, and put back
     * @param gradient the loss's gradient at the variables
     * @param loss computes the loss at what the variables then are
     */
    static void assertGradient(INDArray variables, float[] gradient, DoubleSupplier loss) {
        assertEquals(variables.length(), gradient.length, "one gradient for each variable");
        Random random = new Random(3);
        double wholeNorm = norm(gradient, 0, gradient.length);
        int parts = Math.min(PARTS, gradient.length);
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) gradient.length * part / parts);
            int to = (int) ((long) gradient.length * (part + 1) / parts);
            float[] direction = new float[gradient.length];
            double expected = 0;
            for (int i = from; i < to; i++) {
                direction[i] = random.nextBoolean() ? 1 : -1;
                expected += (double) gradient[i] * direction[i];
            }
            double actual = slopeNearest(expected, variables, direction, loss);
            double tolerance = PART_TOLERANCE * norm(gradient, from, to) + WHOLE_TOLERANCE * wholeNorm;
            String what = "the slope along variables " + from + " to " + (to - 1) + " of " + gradient.length;
            assertEquals(actual, expected, tolerance, what);
        }
    }

    /** The sum of products, in double precision. */
    static double dot(INDArray one, INDArray other) {
        float[] left = ModelContract.values(one);
        float[] right = ModelContract.values(other);
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    static float[] sum(float[] one, float[] other) {
        float[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
        return sum;
    }

    /** Checks that two vectors are equal but for rounding. */
    static void assertClose(float[] expected, float[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        float tolerance = (float) (1e-4 * norm(expected, 0, expected.length) / Math.sqrt(expected.length)) + 1e-6f;
        for (int i = 0; i < expected.length; i++) {
            float allowed = tolerance + 1e-4f * Math.abs(expected[i]);
            assertEquals(expected[i], actual[i], allowed, what + ", element " + i);
        }
    }

    /** Standard normals, row-major, the same for the same seed. */
    static INDArray normals(long[] shape, long seed) {
        Random random = new Random(seed);
        int length = 1;
        for (long size : shape) {
            length *= (int) size;
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.createFromArray(values).reshape('c', shape);
    }

    private static double slopeNearest(double expected, INDArray variables, float[] direction, DoubleSupplier loss) {
        double nearest = Double.NaN;
        for (float move : MOVES) {
            double slope = slope(variables, direction, move, loss);
            if (!(Math.abs(nearest - expected) < Math.abs(slope - expected))) {
                nearest = slope;
            }
        }
        return nearest;
    }

    private static double slope(INDArray variables, float[] direction, float move, DoubleSupplier loss) {
        INDArray step = Nd4j.createFromArray(direction).reshape('c', variables.shape()).muli(move);
        INDArray original = variables.dup();
        variables.addi(step);
        double above = loss.getAsDouble();
        variables.assign(original).subi(step);
        double below = loss.getAsDouble();
        variables.assign(original);
        return (above - below) / (2 * move);
    }

    private static double norm(float[] values, int from, int to) {
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += (double) values[i] * values[i];
        }
        return Math.sqrt(squares);
    }
}
