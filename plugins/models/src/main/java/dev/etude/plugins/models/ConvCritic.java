package dev.etude.plugins.models;

import dev.etude.networks.Networks;
import dev.etude.spi.Critic;
import dev.etude.spi.CriticModel;
import dev.etude.spi.Doc;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Plugin;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * The blog's second critic: its first layer has a kernel of all symbols by one time step, so it sees chords whole; then it
 * goes along time.
 */
@Plugin("conv")
@Doc("Convolutional critic: a kernel over all symbols of one step, then along time")
public record ConvCritic(
        @Doc("channels of the first layer, which sees all symbols of one step; at least 1") int channels,
        @Doc("steps of the first layer's channels that a kernel along time covers; at least 1") int timeKernel,
        @Doc("steps from one kernel along time to the next; at least 1") int timeStride,
        @Doc("channels of the layer along time; at least 1") int timeChannels,
        @Doc("units of the hidden layer; at least 1") int hidden)
        implements CriticModel {
    public ConvCritic {
        Settings.requireAtLeast("channels", channels, 1);
        Settings.requireAtLeast("timeKernel", timeKernel, 1);
        Settings.requireAtLeast("timeStride", timeStride, 1);
        Settings.requireAtLeast("timeChannels", timeChannels, 1);
        Settings.requireAtLeast("hidden", hidden, 1);
    }

    public ConvCritic() {
        this(32, 4, 2, 64, 128);
    }

    @Override
    public Critic create(ModelContext context) {
        int steps = context.shape().steps();
        int symbols = context.shape().symbols();
        if (steps < timeKernel) {
            throw new IllegalArgumentException(
                    "timeKernel: must be at most the number of steps, " + steps + ", was " + timeKernel);
        }
        int windows = (steps - timeKernel) / timeStride + 1;
        return Networks.critic(new NeuralNetConfiguration.Builder()
                .weightInit(WeightInit.RELU)
                .activation(Activation.SWISH)
                .list()
                .layer(new ConvolutionLayer.Builder(1, symbols).nIn(1).nOut(channels).build())
                .layer(new ConvolutionLayer.Builder(timeKernel, 1).stride(timeStride, 1)
                        .nIn(channels).nOut(timeChannels).build())
                .layer(new DenseLayer.Builder().nIn(windows * timeChannels).nOut(hidden).build())
                .layer(new DenseLayer.Builder().nIn(hidden).nOut(1).activation(Activation.IDENTITY)
                        .weightInit(new NormalDistribution(0, Math.sqrt(1.0 / hidden))).build())
                .inputPreProcessor(2, new CnnToFeedForwardPreProcessor(windows, 1, timeChannels))
                .build(), context);
    }
}
