package dev.etude.networks;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * The activation functions of Etude's own layers, each with its derivative in the same pass.
 *
 * <p>The loops over {@code float[]} are written so that the JIT compiler turns them into vector instructions: one index
 * variable, no calls but {@code Math.min} and {@code Math.max}.
 */
enum Nonlinearity {
    IDENTITY {
        @Override
        void apply(float[] values, float[] slopes, int length) {}

        @Override
        void apply(double[] values, double[] slopes, int length) {}
    },
    RELU {
        @Override
        void apply(float[] values, float[] slopes, int length) {
            for (int i = 0; i < length; i++) {
                float value = Math.max(values[i], 0);
                values[i] = value;
                // 1 where the value is above 0, without a branch.
                slopes[i] = Math.min(value * Float.MAX_VALUE, 1);
            }
        }

        @Override
        void apply(double[] values, double[] slopes, int length) {
            for (int i = 0; i < length; i++) {
                slopes[i] = values[i] > 0 ? 1 : 0;
                values[i] = Math.max(values[i], 0);
            }
        }
    },
    TANH {
        @Override
        void apply(float[] values, float[] slopes, int length) {
            FloatFunctions.tanh(values, 1, slopes, 0, length);
            for (int i = 0; i < length; i++) {
                float value = slopes[i];
                values[i] = value;
                slopes[i] = 1 - value * value;
            }
        }

        @Override
        void apply(double[] values, double[] slopes, int length) {
            for (int i = 0; i < length; i++) {
                values[i] = Math.tanh(values[i]);
                slopes[i] = 1 - values[i] * values[i];
            }
        }
    },
    SIGMOID {
        @Override
        void apply(float[] values, float[] slopes, int length) {
            FloatFunctions.tanh(values, .5f, slopes, 0, length);
            for (int i = 0; i < length; i++) {
                float value = .5f + .5f * slopes[i];
                values[i] = value;
                slopes[i] = value * (1 - value);
            }
        }

        @Override
        void apply(double[] values, double[] slopes, int length) {
            for (int i = 0; i < length; i++) {
                values[i] = 1 / (1 + Math.exp(-values[i]));
                slopes[i] = values[i] * (1 - values[i]);
            }
        }
    },
    SWISH {
        @Override
        void apply(float[] values, float[] slopes, int length) {
            FloatFunctions.tanh(values, .5f, slopes, 0, length);
            for (int i = 0; i < length; i++) {
                float sigmoid = .5f + .5f * slopes[i];
                float value = values[i] * sigmoid;
                values[i] = value;
                slopes[i] = sigmoid + value * (1 - sigmoid);
            }
        }

        @Override
        void apply(double[] values, double[] slopes, int length) {
            for (int i = 0; i < length; i++) {
                double sigmoid = 1 / (1 + Math.exp(-values[i]));
                values[i] *= sigmoid;
                slopes[i] = sigmoid + values[i] * (1 - sigmoid);
            }
        }
    };

    /**
     * The function that DL4J knows by another object.
     *
     * @param layer the layer's name, for the message
     */
    static Nonlinearity of(IActivation activation, String layer) {
        if (activation instanceof ActivationIdentity) {
            return IDENTITY;
        }
        if (activation instanceof ActivationReLU) {
            return RELU;
        }
        if (activation instanceof ActivationTanH) {
            return TANH;
        }
        if (activation instanceof ActivationSigmoid) {
            return SIGMOID;
        }
        if (activation instanceof ActivationSwish) {
            return SWISH;
        }
        throw new IllegalArgumentException("layer \"" + layer + "\": the activation " + activation
                + " is none of identity, relu, tanh, sigmoid and swish; use DL4J's own layer for it");
    }

    /** Replaces values by the function's, and writes its derivative there. The identity writes nothing. */
    abstract void apply(float[] values, float[] slopes, int length);

    /** As above. */
    abstract void apply(double[] values, double[] slopes, int length);
}
