package dev.etude.plugins.models;

import dev.etude.networks.Networks;
import dev.etude.spi.Critic;
import dev.etude.spi.CriticModel;
import dev.etude.spi.Doc;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Plugin;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.activations.Activation;

/** The blog's first critic: fully connected, it sees all cells at once and knows nothing of steps or pitches. */
@Plugin("fc")
@Doc("Fully connected critic: two hidden layers over all cells")
public record FcCritic(
        @Doc("units of the first hidden layer, at least 1") int hidden,
        @Doc("units of the second hidden layer, at least 1") int lastHidden)
        implements CriticModel {
    public FcCritic {
        Settings.requireAtLeast("hidden", hidden, 1);
        Settings.requireAtLeast("lastHidden", lastHidden, 1);
    }

    public FcCritic() {
        this(256, 128);
    }

    @Override
    public Critic create(ModelContext context) {
        return Networks.critic(new NeuralNetConfiguration.Builder().list()
                .layer(Settings.dense(context.shape().cells(), hidden, Activation.SWISH, 2))
                .layer(Settings.dense(hidden, lastHidden, Activation.SWISH, 2))
                .layer(Settings.dense(lastHidden, 1, Activation.IDENTITY, 1))
                .build(), context);
    }
}
