package dev.etude.networks;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What DL4J asks of every configuration of a layer with weights. */
abstract class WeightedSettings extends FeedForwardLayer {
    /** How sequences lie in memory: [batch, steps, channels]. */
    static final RNNFormat FORMAT = RNNFormat.NWC;

    private static final long serialVersionUID = 1;

    /** For JSON. */
    WeightedSettings() {}

    WeightedSettings(FeedForwardLayer.Builder<?> builder) {
        super(builder);
    }

    /** A layer that runs them. */
    abstract WeightedLayer<?> layer(NeuralNetConfiguration conf, DataType type);

    @Override
    public final Layer instantiate(NeuralNetConfiguration conf, Collection<TrainingListener> listeners, int index,
            INDArray parameters, boolean initialize, DataType type) {
        WeightedLayer<?> layer = layer(conf, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(conf.getLayer().initializer().init(conf, parameters, initialize));
        layer.setConf(conf);
        return layer;
    }

    @Override
    public final ParamInitializer initializer() {
        return DefaultParamInitializer.getInstance();
    }

    @Override
    public final InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public final LayerMemoryReport getMemoryReport(InputType input) {
        InputType output = getOutputType(-1, input);
        long parameters = initializer().numParams(this);
        long slopes = getActivationFn() == null ? 0 : output.arrayElementsPerExample();
        return new LayerMemoryReport.Builder(getLayerName(), getClass(), input, output)
                .standardMemory(parameters, getIUpdater().stateSize(parameters))
                .workingMemory(0, slopes, 0, slopes + input.arrayElementsPerExample())
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }
}
