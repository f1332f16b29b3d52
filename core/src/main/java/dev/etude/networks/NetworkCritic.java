package dev.etude.networks;

import dev.etude.spi.Critic;
import dev.etude.spi.SequenceShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network as a critic: [batch, steps, symbols] to [batch, 1]. */
final class NetworkCritic extends Network implements Critic {
    NetworkCritic(ComputationGraphConfiguration configuration, long seed, SequenceShape shape) {
        super(configuration, seed, new long[] {shape.steps(), shape.symbols()}, new long[] {1});
    }

    @Override
    public INDArray score(INDArray batch) {
        return forward(batch);
    }
}
