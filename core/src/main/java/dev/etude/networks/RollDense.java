package dev.etude.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A dense layer over whole rows of a batch, [batch, nIn] to [batch, nOut], which is quick where most of a row is 0 and the
 * rest 1, as in a piano roll: such rows cost as much as they have cells on. Any other row may come too. For a first layer of
 * many units; with few, {@link RowDense} is as quick.
 *
 * <p>Activations: identity, relu, tanh, sigmoid, swish. Weights lie in memory as [nIn, nOut], unlike {@link RowDense}'s.
 */
public final class RollDense extends WeightedSettings {
    private static final long serialVersionUID = 1;

    /** For JSON. */
    public RollDense() {}

    private RollDense(Builder builder) {
        super(builder);
    }

    @Override
    WeightedLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new RollDenseLayer(conf, type);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.feedForward(nOut);
    }

    /** Takes the settings, as all of DL4J's builders do. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends FeedForwardLayer.Builder<Builder> {
        @Override
        public RollDense build() {
            return new RollDense(this);
        }
    }
}
