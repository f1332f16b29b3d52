package dev.etude.networks;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/** In which form the first layer expects the input; see {@link Networks}. */
enum InputForm {
    /** As it comes. */
    AS_IT_IS,
    /** [batch, everything]. */
    FLAT,
    /** [batch, 1, steps, symbols]. */
    IMAGE_CHANNEL_FIRST,
    /** [batch, steps, symbols, 1]. */
    IMAGE_CHANNEL_LAST;

    /** The form for the first layer that takes the graph's input. */
    static InputForm of(ComputationGraph graph, long[] rowShape) {
        String input = graph.getConfiguration().getNetworkInputs().get(0);
        for (GraphVertex vertex : graph.getVertices()) {
            if (vertex instanceof LayerVertex layer && rowShape.length == 2
                    && graph.getConfiguration().getVertexInputs().get(vertex.getVertexName()).contains(input)) {
                return of(layer.getLayer().conf().getLayer(), layer.getLayerPreProcessor());
            }
        }
        return AS_IT_IS;
    }

    INDArray apply(INDArray input) {
        long batch = input.size(0);
        return switch (this) {
            case AS_IT_IS -> input;
            case FLAT -> input.reshape('c', batch, input.length() / batch);
            case IMAGE_CHANNEL_FIRST -> input.reshape('c', batch, 1, input.size(1), input.size(2));
            case IMAGE_CHANNEL_LAST -> input.reshape('c', batch, input.size(1), input.size(2), 1);
        };
    }

    private static InputForm of(Layer layer, InputPreProcessor preProcessor) {
        if (preProcessor instanceof FeedForwardToCnnPreProcessor
                || preProcessor instanceof FeedForwardToRnnPreProcessor) {
            return FLAT;
        }
        if (preProcessor != null) {
            return AS_IT_IS;
        }
        if (layer instanceof ConvolutionLayer convolution && !(layer instanceof Convolution1DLayer)) {
            return image(convolution.getCnn2dDataFormat());
        }
        if (layer instanceof SubsamplingLayer subsampling && !(layer instanceof Subsampling1DLayer)) {
            return image(subsampling.getCnn2dDataFormat());
        }
        return layer instanceof DenseLayer ? FLAT : AS_IT_IS;
    }

    private static InputForm image(CNN2DFormat format) {
        return format == CNN2DFormat.NHWC ? IMAGE_CHANNEL_LAST : IMAGE_CHANNEL_FIRST;
    }
}
