package dev.etude.plugins.models;

import dev.etude.networks.MinibatchDeviation;
import dev.etude.networks.Networks;
import dev.etude.networks.RollDense;
import dev.etude.networks.RowDense;
import dev.etude.spi.Critic;
import dev.etude.spi.CriticModel;
import dev.etude.spi.Doc;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Plugin;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/** The blog's first critic: fully connected, it sees all cells at once and knows nothing of steps or pitches. */
@Plugin("fc")
@Doc("Fully connected critic: two hidden layers over all cells")
public record FcCritic(
        @Doc("units of the first hidden layer, at least 1") int hidden,
        @Doc("units of the second hidden layer, at least 1") int lastHidden,
        @Doc(Settings.DEVIATION_GROUP) int deviationGroup,
        @Doc(Settings.SPECTRAL_NORMALISATION) boolean spectralNormalisation)
        implements CriticModel {
    public FcCritic {
        Settings.requireAtLeast("hidden", hidden, 1);
        Settings.requireAtLeast("lastHidden", lastHidden, 1);
        Settings.requireDeviationGroup(deviationGroup);
    }

    public FcCritic() {
        this(256, 128, 0, false);
    }

    @Override
    public Critic create(ModelContext context) {
        var layers = new NeuralNetConfiguration.Builder().list()
                .layer(first(context.shape().cells()))
                .layer(dense(hidden, lastHidden, Activation.SWISH, 2));
        int scored = lastHidden;
        if (deviationGroup > 0) {
            layers.layer(new MinibatchDeviation.Builder(lastHidden, deviationGroup).build());
            scored++;
        }
        return Networks.critic(layers.layer(dense(scored, 1, Activation.IDENTITY, 1)).build(), context);
    }

    private Layer first(int cells) {
        if (spectralNormalisation) {
            return dense(cells, hidden, Activation.SWISH, 2);
        }
        return Settings.initial(new RollDense.Builder(), cells, 2).nIn(cells).nOut(hidden).activation(Activation.SWISH)
                .build();
    }

    private RowDense dense(int inputs, int outputs, Activation activation, double gain) {
        return Settings.dense(inputs, outputs, activation, gain, spectralNormalisation);
    }
}
