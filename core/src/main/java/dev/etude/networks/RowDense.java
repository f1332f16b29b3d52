package dev.etude.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A dense layer that reads each row of a batch, whatever its shape, as one or more rows of {@code nIn} numbers: all of
 * [batch, steps, symbols] with {@code nIn = steps * symbols}, giving [batch, nOut]; or each step by itself with {@code
 * nIn = symbols}, giving [batch, steps, nOut]. The latter is a convolution whose kernel covers all symbols of one step.
 *
 * <p>Activations: identity, relu, tanh, sigmoid, swish. Weights lie in memory as {@code DenseLayer}'s do.
 */
public final class RowDense extends WeightedSettings {
    private static final long serialVersionUID = 1;

    private boolean spectrallyNormalised;

    /** For JSON. */
    public RowDense() {}

    private RowDense(Builder builder) {
        super(builder);
        this.spectrallyNormalised = builder.spectrallyNormalised;
    }

    /** Whether the weights are divided by their spectral norm. */
    public boolean isSpectrallyNormalised() {
        return spectrallyNormalised;
    }

    /** For JSON. */
    public void setSpectrallyNormalised(boolean spectrallyNormalised) {
        this.spectrallyNormalised = spectrallyNormalised;
    }

    @Override
    WeightedLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new RowDenseLayer(conf, type);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        long rows = input.arrayElementsPerExample() / nIn;
        return rows == 1 ? InputType.feedForward(nOut) : InputType.recurrent(nOut, rows, FORMAT);
    }

    /** Takes the settings, as all of DL4J's builders do. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends FeedForwardLayer.Builder<Builder> {
        private boolean spectrallyNormalised;

        /** Whether to divide the weights, a matrix of [nOut, nIn], by their spectral norm; false at first. */
        public Builder spectrallyNormalised(boolean newSpectrallyNormalised) {
            this.spectrallyNormalised = newSpectrallyNormalised;
            return this;
        }

        @Override
        public RowDense build() {
            return new RowDense(this);
        }
    }
}
