package dev.etude.networks;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense layer over whole rows of a batch, [batch, nIn] to [batch, nOut], which is quick where most of a row is 0 and the
 * rest 1, as in a piano roll: such rows cost as much as they have cells on. Any other row may come too. For a first layer of
 * many units; with few, {@link RowDense} is as quick.
 *
 * <p>Activations: identity, relu, tanh, sigmoid, swish. Weights lie in memory as [nIn, nOut], unlike {@link RowDense}'s.
 */
public final class RollDense extends FeedForwardLayer {
    private static final long serialVersionUID = 1;

    /** For JSON. */
    public RollDense() {}

    private RollDense(Builder builder) {
        super(builder);
    }

    @Override
    public Layer instantiate(NeuralNetConfiguration conf, Collection<TrainingListener> listeners, int index,
            INDArray parameters, boolean initialize, DataType type) {
        return Weights.into(new RollDenseLayer(conf, type), conf, listeners, index, parameters, initialize);
    }

    @Override
    public ParamInitializer initializer() {
        return DefaultParamInitializer.getInstance();
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.feedForward(nOut);
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType input) {
        return Weights.memoryReport(this, input);
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
