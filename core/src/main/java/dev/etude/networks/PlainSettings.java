package dev.etude.networks;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What DL4J asks of every configuration of a layer without weights. */
abstract class PlainSettings extends NoParamLayer {
    private static final long serialVersionUID = 1;

    /** For JSON. */
    PlainSettings() {}

    PlainSettings(NoParamLayer.Builder<?> builder) {
        super(builder);
    }

    /** A layer that runs them. */
    abstract PlainLayer<?> layer(NeuralNetConfiguration conf, DataType type);

    @Override
    public final Layer instantiate(NeuralNetConfiguration conf, Collection<TrainingListener> listeners, int index,
            INDArray parameters, boolean initialize, DataType type) {
        PlainLayer<?> layer = layer(conf, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        return layer;
    }

    @Override
    public final InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public final LayerMemoryReport getMemoryReport(InputType input) {
        return new LayerMemoryReport.Builder(getLayerName(), getClass(), input, getOutputType(-1, input))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, input.arrayElementsPerExample())
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }
}
