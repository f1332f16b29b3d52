package dev.etude.networks;

import dev.etude.spi.Critic;
import dev.etude.spi.Generator;
import dev.etude.spi.ModelContext;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Puts an ordinary DL4J configuration behind {@link Critic} or {@link Generator}.
 *
 * <p>The configuration says layers, activations and initial weights; it has one input and no output layer (in DL4J's
 * sense: none with a loss), because the loss lives in training. Its seed, updaters and regularisation are not used.
 * Layers run in training mode, also when sampling, so a generator's batch normalisation always uses the batch at hand,
 * and its running mean and variance, which are for use without one, stay as they began. In a critic it is refused: real
 * rows and generated ones are scored together in the critic's turn, and apart in the generator's. Dropout and weight
 * noise are refused, because they could be neither resumed nor switched off for a sample.
 *
 * <p>A critic's input, cells of [batch, steps, symbols], reaches the first layer in the form that it expects: as
 * [batch, 1, steps, symbols] a {@code ConvolutionLayer} or {@code SubsamplingLayer} (or with the 1 last, if its data
 * format is NHWC), as [batch, steps * symbols] a {@code DenseLayer}, as it is any other; recurrent layers therefore
 * need {@code RNNFormat.NWC}. Where a configuration has several outputs, the score is their sum.
 */
public final class Networks {
    private Networks() {}

    /** A critic; the configuration maps [batch, steps, symbols] to [batch, 1]. */
    public static Critic critic(MultiLayerConfiguration configuration, ModelContext context) {
        return critic(chain(configuration), context);
    }

    /** A critic; each output of the configuration is [batch, 1]. */
    public static Critic critic(ComputationGraphConfiguration configuration, ModelContext context) {
        refuseBatchNormalisation(configuration);
        return new NetworkCritic(configuration, context.seed(), context.shape());
    }

    /** A generator; the configuration maps [batch, noiseSize] to as many logits as a row has cells, step by step. */
    public static Generator generator(MultiLayerConfiguration configuration, int noiseSize, ModelContext context) {
        return generator(chain(configuration), noiseSize, context);
    }

    /** A generator; the configuration maps [batch, noiseSize] to as many logits as a row has cells, step by step. */
    public static Generator generator(
            ComputationGraphConfiguration configuration, int noiseSize, ModelContext context) {
        return new NetworkGenerator(configuration, noiseSize, context.seed(), context.shape());
    }

    private static void refuseBatchNormalisation(ComputationGraphConfiguration configuration) {
        configuration.getVertices().forEach((name, vertex) -> {
            if (vertex instanceof LayerVertex layer
                    && layer.getLayerConf().getLayer() instanceof BatchNormalization) {
                throw new IllegalArgumentException("layer \"" + name + "\" is a batch normalisation, which would tell"
                        + " a critic real rows from generated ones by their company; take it out");
            }
        });
    }

    private static ComputationGraphConfiguration chain(MultiLayerConfiguration configuration) {
        MultiLayerConfiguration layers = configuration.clone();
        ComputationGraphConfiguration.GraphBuilder graph =
                new NeuralNetConfiguration.Builder().dataType(layers.getDataType()).graphBuilder().addInputs("input");
        String last = "input";
        for (int i = 0; i < layers.getConfs().size(); i++) {
            Layer layer = layers.getConf(i).getLayer();
            String name = Objects.requireNonNullElse(layer.getLayerName(), "layer-" + (i + 1));
            graph.addLayer(name, layer, layers.getInputPreProcess(i), last);
            last = name;
        }
        return graph.setOutputs(last).build();
    }
}
