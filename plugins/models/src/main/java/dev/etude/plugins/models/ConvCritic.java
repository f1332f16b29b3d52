package dev.etude.plugins.models;

import dev.etude.networks.MinibatchDeviation;
import dev.etude.networks.Networks;
import dev.etude.networks.RowDense;
import dev.etude.networks.TimeConvolution;
import dev.etude.networks.TimeMean;
import dev.etude.spi.Critic;
import dev.etude.spi.CriticModel;
import dev.etude.spi.Doc;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Plugin;
import dev.etude.spi.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/**
 * The blog's second critic: its first layer has a kernel of all symbols by one time step, so it sees chords whole; then
 * it goes along time.
 */
@Plugin("conv")
@Doc("Convolutional critic: a kernel over all symbols of one step, then along time")
public record ConvCritic(
        @Doc("channels of the first layer, which sees all symbols of one step; at least 1") int channels,
        @Doc("steps that a kernel along time covers; at least 1, at most the steps of a row") int timeKernel,
        @Doc("steps from one kernel along time to the next; at least 1") int timeStride,
        @Doc("channels of the layer along time; at least 1") int timeChannels,
        @Doc("units of the hidden layer; at least 1") int hidden,
        @Doc("whether the mean over steps of the first layer and over windows of the second are scored too")
                boolean localHeads,
        @Doc(Settings.DEVIATION_GROUP) int deviationGroup,
        @Doc(Settings.SPECTRAL_NORMALISATION) boolean spectralNormalisation,
        @Doc("the first layer as a matrix product a step, or as DL4J's ConvolutionLayer: the same, but slower")
                Form form)
        implements CriticModel {
    /** How the first layer is computed. */
    public enum Form {
        /** A matrix product at each step. */
        PRODUCT,
        /** DL4J's {@code ConvolutionLayer} with a kernel of one step by all symbols. */
        CONVOLUTION
    }

    public ConvCritic {
        Settings.requireAtLeast("channels", channels, 1);
        Settings.requireAtLeast("timeKernel", timeKernel, 1);
        Settings.requireAtLeast("timeStride", timeStride, 1);
        Settings.requireAtLeast("timeChannels", timeChannels, 1);
        Settings.requireAtLeast("hidden", hidden, 1);
        Settings.requireDeviationGroup(deviationGroup);
        Objects.requireNonNull(form, "form");
        if (spectralNormalisation && form == Form.CONVOLUTION) {
            throw new IllegalArgumentException("spectralNormalisation: needs the form product");
        }
    }

    public ConvCritic() {
        this(32, 4, 2, 64, 128, true, 0, false, Form.PRODUCT);
    }

    @Override
    public Critic create(ModelContext context) {
        int steps = context.shape().steps();
        if (timeKernel > steps) {
            throw new UserError("conv: timeKernel is " + timeKernel + ", but a row has only " + steps
                    + (steps == 1 ? " step" : " steps") + "; lower critic.timeKernel, or raise window.steps");
        }
        int windows = TimeConvolution.windows(steps, timeKernel, timeStride);
        var graph = new NeuralNetConfiguration.Builder().graphBuilder()
                .addInputs("batch")                                                      // [B, steps, symbols]
                .addLayer("chords", perStep(context.shape().symbols()), "batch")         // [B, steps, channels]
                .addLayer("windows", alongTime(), "chords")                              // [B, windows, timeChannels]
                // [B, hidden]
                .addLayer("hidden", dense(windows * timeChannels, hidden, Activation.SWISH, 2), "windows");
        if (deviationGroup > 0) {
            graph.addLayer("deviation", new MinibatchDeviation.Builder(hidden, deviationGroup).build(), "hidden")
                    .addLayer("score", dense(hidden + 1, 1, Activation.IDENTITY, 1), "deviation");       // [B, 1]
        } else {
            graph.addLayer("score", dense(hidden, 1, Activation.IDENTITY, 1), "hidden");                 // [B, 1]
        }
        List<String> outputs = new ArrayList<>(List.of("score"));
        if (localHeads) {
            graph.addLayer("mean-chord", new TimeMean.Builder(channels).build(), "chords")       // [B, channels]
                    .addLayer("chord-score", dense(channels, 1, Activation.IDENTITY, 1), "mean-chord")
                    .addLayer("mean-window", new TimeMean.Builder(timeChannels).build(), "windows")
                    .addLayer("window-score", dense(timeChannels, 1, Activation.IDENTITY, 1), "mean-window");
            outputs.addAll(List.of("chord-score", "window-score"));
        }
        return Networks.critic(graph.setOutputs(outputs.toArray(String[]::new)).build(), context);
    }

    private Layer perStep(int symbols) {
        if (form == Form.PRODUCT) {
            return dense(symbols, channels, Activation.SWISH, 2);
        }
        return Settings.initial(new ConvolutionLayer.Builder(1, symbols), symbols, 2)
                .nIn(1).nOut(channels).activation(Activation.SWISH).dataFormat(CNN2DFormat.NHWC).build();
    }

    private Layer alongTime() {
        return Settings.initial(new TimeConvolution.Builder(channels, timeKernel, timeStride), channels * timeKernel, 2)
                .nOut(timeChannels).activation(Activation.SWISH).spectrallyNormalised(spectralNormalisation).build();
    }

    private RowDense dense(int inputs, int outputs, Activation activation, double gain) {
        return Settings.dense(inputs, outputs, activation, gain, spectralNormalisation);
    }
}
