package dev.etude.networks;

import dev.etude.spi.Critic;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network as a critic. */
final class NetworkCritic implements Critic {
    private final Network network;

    NetworkCritic(Network network) {
        this.network = network;
    }

    @Override
    public INDArray score(INDArray batch) {
        return network.forward(batch);
    }

    @Override
    public INDArray inputGradient(INDArray scoreGradient) {
        return network.inputGradient(scoreGradient);
    }

    @Override
    public void accumulate(INDArray scoreGradient) {
        network.accumulate(scoreGradient);
    }

    @Override
    public int rowsTogether() {
        return network.rowsTogether();
    }

    @Override
    public INDArray parameters() {
        return network.parameters();
    }

    @Override
    public INDArray gradient() {
        return network.gradient();
    }

    @Override
    public void close() {
        network.close();
    }
}
