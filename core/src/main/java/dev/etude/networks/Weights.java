package dev.etude.networks;

import java.util.Collection;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What DL4J asks of every configuration of a layer with weights. */
final class Weights {
    /** How sequences lie in memory: [batch, steps, channels]. */
    static final RNNFormat FORMAT = RNNFormat.NWC;

    private Weights() {}

    /** Gives a new layer its part of the network's parameters. */
    static <L extends WeightedLayer<?>> L into(L layer, NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners, int index, INDArray parameters, boolean initialize) {
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(conf.getLayer().initializer().init(conf, parameters, initialize));
        layer.setConf(conf);
        return layer;
    }

    static LayerMemoryReport memoryReport(FeedForwardLayer settings, InputType input) {
        InputType output = settings.getOutputType(-1, input);
        long parameters = settings.initializer().numParams(settings);
        long slopes = settings.getActivationFn() == null ? 0 : output.arrayElementsPerExample();
        return new LayerMemoryReport.Builder(settings.getLayerName(), settings.getClass(), input, output)
                .standardMemory(parameters, settings.getIUpdater().stateSize(parameters))
                .workingMemory(0, slopes, 0, slopes + input.arrayElementsPerExample())
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }
}
