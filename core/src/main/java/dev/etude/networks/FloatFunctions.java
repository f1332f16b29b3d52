package dev.etude.networks;

/**
 * Functions of arrays, from one place up to another, in single precision, written so that the JIT compiler turns their
 * loops into vector instructions: one index variable, no calls but {@code Math.min} and {@code Math.max}. Java's own
 * functions are not vectorised.
 */
public final class FloatFunctions {
    private FloatFunctions() {}

    /**
     * The hyperbolic tangent of scaled values, {@code tanh(scale * x)}, as a rational function, exact to a few units in the
     * last place; it is the one of Eigen (Eigen/src/Core/MathFunctionsImpl.h).
     *
     * @param results takes them at the same places, and may be the values themselves
     */
    public static void tanh(float[] values, float scale, float[] results, int from, int to) {
        for (int i = from; i < to; i++) {
            float x = Math.max(-9f, Math.min(9f, scale * values[i]));
            float square = x * x;
            float above = square * -2.76076847742355e-16f + 2.00018790482477e-13f;
            above = square * above - 8.60467152213735e-11f;
            above = square * above + 5.12229709037114e-08f;
            above = square * above + 1.48572235717979e-05f;
            above = square * above + 6.37261928875436e-04f;
            above = square * above + 4.89352455891786e-03f;
            float below = square * 1.19825839466702e-06f + 1.18534705686654e-04f;
            below = square * below + 2.26843463243900e-03f;
            below = square * below + 4.89352518554385e-03f;
            results[i] = x * above / below;
        }
    }

    /**
     * The logistic function, {@code 1 / (1 + exp(-scale * (x - middle)))}; otherwise as {@link #tanh}.
     *
     * @param results not the values themselves
     */
    public static void sigmoid(float[] values, float middle, float scale, float[] results, int from, int to) {
        for (int i = from; i < to; i++) {
            results[i] = values[i] - middle;
        }
        tanh(results, .5f * scale, results, from, to);
        for (int i = from; i < to; i++) {
            results[i] = .5f + .5f * results[i];
        }
    }
}
