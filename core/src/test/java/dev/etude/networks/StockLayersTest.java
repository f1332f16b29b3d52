package dev.etude.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.etude.spi.Critic;
import dev.etude.spi.Generator;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.ModelContext;
import dev.etude.spi.SequenceShape;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** DL4J's own layers behind a critic. */
class StockLayersTest {
    private static final SequenceShape SHAPE = new SequenceShape(4, 5);
    private static final ModelContext CONTEXT =
            new ModelContext(SHAPE, new PianoRollEncoding(1, 4, 120, false), new float[5], 7);

    @Test
    void denseLayersPassTheGradientCheck() {
        check(network()
                .layer(new DenseLayer.Builder().nIn(20).nOut(6).activation(Activation.SWISH).build())
                .layer(new DenseLayer.Builder().nIn(6).nOut(1).activation(Activation.IDENTITY).build())
                .build());
    }

    @Test
    void convolutionsPassTheGradientCheck() {
        check(network()
                .layer(new ConvolutionLayer.Builder(1, 5).nIn(1).nOut(3).activation(Activation.TANH).build())
                .layer(new ConvolutionLayer.Builder(2, 1).stride(2, 1).nIn(3).nOut(4)
                        .activation(Activation.TANH).build())
                .layer(new DenseLayer.Builder().nIn(8).nOut(1).activation(Activation.IDENTITY).build())
                .inputPreProcessor(2, new CnnToFeedForwardPreProcessor(2, 1, 4))
                .build());
    }

    @Test
    void recurrentLayersPassTheGradientCheck() {
        check(network()
                .layer(new LastTimeStep(new LSTM.Builder().nIn(5).nOut(6).dataFormat(RNNFormat.NWC).build()))
                .layer(new DenseLayer.Builder().nIn(6).nOut(1).activation(Activation.IDENTITY).build())
                .build());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void batchNormalisationPassesTheGradientCheckAndLeavesItsStatisticsAlone(boolean logarithm) {
        MultiLayerConfiguration configuration = normalised(logarithm, 20);
        // What the running mean and variance are moved by is neither a gradient nor 0.
        try (Generator generator = Networks.generator(configuration, 3, CONTEXT)) {
            GradientCheck.generator(generator, SHAPE);
        }
    }

    @Test
    void aCriticHasNoBatchNormalisation() {
        assertEquals("layer \"norm\" is a batch normalisation, which would tell a critic real rows from generated ones"
                        + " by their company; take it out",
                assertThrows(IllegalArgumentException.class, () -> Networks.critic(normalised(false, 1), CONTEXT))
                        .getMessage());
    }

    private static MultiLayerConfiguration normalised(boolean logarithm, int outputs) {
        return network()
                .layer(new DenseLayer.Builder().nIn(3).nOut(6).activation(Activation.TANH).build())
                .layer(new BatchNormalization.Builder().name("norm").nIn(6).nOut(6).useLogStd(logarithm).build())
                .layer(new DenseLayer.Builder().nIn(6).nOut(outputs).activation(Activation.IDENTITY).build())
                .build();
    }

    private static NeuralNetConfiguration.ListBuilder network() {
        return new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE).list();
    }

    private static void check(MultiLayerConfiguration configuration) {
        try (Critic critic = Networks.critic(configuration, CONTEXT)) {
            GradientCheck.critic(critic, SHAPE);
        }
    }
}
