package dev.etude.plugins.models;

import dev.etude.networks.RowDense;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.activations.Activation;

/** What the models share: checks of settings, and dense layers with their initial weights. */
final class Settings {
    static final String DEVIATION_GROUP = "minibatch deviation: how many rows of a batch are compared, how much they"
            + " differ being scored too; at least 2, a divisor of training.batch, 8 is usual; 0: none";
    static final String SPECTRAL_NORMALISATION =
            "whether each layer's weights are divided by the most that they stretch any input";

    private Settings() {}

    static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": must be at least " + least + ", was " + value);
        }
    }

    static void requireReward(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + ": must be at least 0, was " + value);
        }
    }

    static void requireDeviationGroup(int group) {
        if (group < 0 || group == 1) {
            throw new IllegalArgumentException("deviationGroup: must be 0 or at least 2, was " + group);
        }
    }

    /**
     * A dense layer over rows of {@code inputs}; its weights begin as normals of the variance {@code gain / inputs}.
     */
    static RowDense dense(int inputs, int outputs, Activation activation, double gain) {
        return dense(inputs, outputs, activation, gain, false);
    }

    /** The same, its weights divided by their spectral norm if that is wanted. */
    static RowDense dense(int inputs, int outputs, Activation activation, double gain, boolean spectrallyNormalised) {
        return initial(new RowDense.Builder().nIn(inputs).nOut(outputs).activation(activation), inputs, gain)
                .spectrallyNormalised(spectrallyNormalised)
                .build();
    }

    /** Sets the initial weights of a layer: normals of the variance {@code gain / inputs}. */
    static <B extends BaseLayer.Builder<B>> B initial(B layer, int inputs, double gain) {
        return layer.weightInit(new NormalDistribution(0, Math.sqrt(gain / inputs)));
    }
}
