package dev.etude.networks;


import dev.etude.spi.Critic;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.ModelContext;
import dev.etude.spi.SequenceShape;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** DL4J's own layers behind a critic. */
class StockLayersTest {
    private static final SequenceShape SHAPE = new SequenceShape(4, 5);

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

    private static NeuralNetConfiguration.ListBuilder network() {
        return new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE).list();
    }

    private static void check(MultiLayerConfiguration configuration) {
        ModelContext context = new ModelContext(SHAPE, new PianoRollEncoding(1, 4, 120, false), new float[5], 7);
        try (Critic critic = Networks.critic(configuration, context)) {
            GradientCheck.critic(critic, SHAPE);
        }
    }
}
