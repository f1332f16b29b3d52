package dev.etude.plugins.models;

import dev.etude.networks.RowDense;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.activations.Activation;

/** What the models share: checks of settings, and dense layers with their initial weights. */
final class Settings {
    private Settings() {}

    static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": must be at least " + least + ", was " + value);
        }
    }

    /**
     * A dense layer over rows of {@code inputs}; its weights begin as normals of the variance {@code gain / inputs}.
     */
    static RowDense dense(int inputs, int outputs, Activation activation, double gain) {
        return initial(new RowDense.Builder().nIn(inputs).nOut(outputs).activation(activation), inputs, gain).build();
    }

    /** Sets the initial weights of a layer: normals of the variance {@code gain / inputs}. */
    static <B extends BaseLayer.Builder<B>> B initial(B layer, int inputs, double gain) {
        return layer.weightInit(new NormalDistribution(0, Math.sqrt(gain / inputs)));
    }
}
