package dev.etude.training;

import dev.etude.spi.Doc;

/**
 * The game that generator and critic play, as losses of the critic's scores and their gradients.
 *
 * <p>Losses are means over the batch. {@code real} and {@code fake} are scores, as many of one as of the other; row i of
 * one is paired with row i of the other where an objective pairs them. Gradients are written, not added.
 */
public enum Objective {
    /** Goodfellow et al. 2014, the generator's non-saturating form; the real label is 1 - smoothing (Salimans et al. 2016). */
    @Doc("binary cross entropy, non-saturating for the generator, with label smoothing")
    NON_SATURATING {
        @Override
        double critic(float[] real, float[] fake, double smoothing, float[] realGradient, float[] fakeGradient) {
            double loss = 0;
            int rows = real.length;
            for (int row = 0; row < rows; row++) {
                loss += softplus(-real[row]) + smoothing * real[row] + softplus(fake[row]);
                realGradient[row] = (float) ((sigmoid(real[row]) - (1 - smoothing)) / rows);
                fakeGradient[row] = (float) (sigmoid(fake[row]) / rows);
            }
            return loss / rows;
        }

        @Override
        double generator(float real, float fake) {
            return softplus(-fake);
        }

        @Override
        double generatorSlope(float real, float fake) {
            return -sigmoid(-fake);
        }
    },

    /** Mao et al. 2017, with targets 1, 0 and 1. */
    @Doc("least squares")
    LEAST_SQUARES {
        @Override
        double critic(float[] real, float[] fake, double smoothing, float[] realGradient, float[] fakeGradient) {
            double loss = 0;
            int rows = real.length;
            for (int row = 0; row < rows; row++) {
                double realError = real[row] - (1 - smoothing);
                loss += (realError * realError + (double) fake[row] * fake[row]) / 2;
                realGradient[row] = (float) (realError / rows);
                fakeGradient[row] = fake[row] / rows;
            }
            return loss / rows;
        }

        @Override
        double generator(float real, float fake) {
            return (fake - 1.0) * (fake - 1.0) / 2;
        }

        @Override
        double generatorSlope(float real, float fake) {
            return fake - 1.0;
        }
    },

    /** Lim and Ye 2017. */
    @Doc("hinge")
    HINGE {
        @Override
        double critic(float[] real, float[] fake, double smoothing, float[] realGradient, float[] fakeGradient) {
            double loss = 0;
            int rows = real.length;
            for (int row = 0; row < rows; row++) {
                loss += Math.max(0, 1 - real[row]) + Math.max(0, 1 + fake[row]);
                realGradient[row] = real[row] < 1 ? -1f / rows : 0f;
                fakeGradient[row] = fake[row] > -1 ? 1f / rows : 0f;
            }
            return loss / rows;
        }

        @Override
        double generator(float real, float fake) {
            return -fake;
        }

        @Override
        double generatorSlope(float real, float fake) {
            return -1;
        }
    },

    /** Arjovsky et al. 2017; the critic's weights are clipped to {@code weightClip}. */
    @Doc("Wasserstein, with the critic's weights clipped")
    WASSERSTEIN {
        @Override
        double critic(float[] real, float[] fake, double smoothing, float[] realGradient, float[] fakeGradient) {
            double loss = 0;
            int rows = real.length;
            for (int row = 0; row < rows; row++) {
                loss += fake[row] - real[row];
                realGradient[row] = -1f / rows;
                fakeGradient[row] = 1f / rows;
            }
            return loss / rows;
        }

        @Override
        double generator(float real, float fake) {
            return -fake;
        }

        @Override
        double generatorSlope(float real, float fake) {
            return -1;
        }
    },

    /** Jolicoeur-Martineau 2018, in pairs: is this real row more real than that generated one? */
    @Doc("relativistic: each real row against one generated row")
    RELATIVISTIC {
        @Override
        double critic(float[] real, float[] fake, double smoothing, float[] realGradient, float[] fakeGradient) {
            double loss = 0;
            int rows = real.length;
            for (int row = 0; row < rows; row++) {
                double difference = (double) fake[row] - real[row];
                loss += softplus(difference);
                float slope = (float) (sigmoid(difference) / rows);
                realGradient[row] = -slope;
                fakeGradient[row] = slope;
            }
            return loss / rows;
        }

        @Override
        double generator(float real, float fake) {
            return softplus((double) real - fake);
        }

        @Override
        double generatorSlope(float real, float fake) {
            return -sigmoid((double) real - fake);
        }
    };

    /**
     * The critic's loss.
     *
     * @param smoothing how far the real label lies below 1; used where an objective has labels
     * @param realGradient takes the loss's gradient at each real score
     * @param fakeGradient takes the loss's gradient at each generated row's score
     */
    abstract double critic(float[] real, float[] fake, double smoothing, float[] realGradient, float[] fakeGradient);

    /** The generator's loss of one pair of scores. */
    abstract double generator(float real, float fake);

    /** The gradient of {@link #generator} at the generated row's score. */
    abstract double generatorSlope(float real, float fake);

    /** Whether labels exist that smoothing could move. */
    boolean hasLabels() {
        return this == NON_SATURATING || this == LEAST_SQUARES;
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** log(1 + exp(x)), without overflow. */
    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
