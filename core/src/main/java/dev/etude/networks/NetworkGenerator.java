package dev.etude.networks;

import dev.etude.spi.Generator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network as a generator. */
final class NetworkGenerator implements Generator {
    private final int noiseSize;
    private final Network network;

    NetworkGenerator(int noiseSize, Network network) {
        this.noiseSize = noiseSize;
        this.network = network;
    }

    @Override
    public int noiseSize() {
        return noiseSize;
    }

    @Override
    public INDArray generate(INDArray noise) {
        return network.forward(noise);
    }

    @Override
    public void accumulate(INDArray logitGradient) {
        network.accumulate(logitGradient);
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
