package dev.etude.networks;

import dev.etude.spi.Generator;
import dev.etude.spi.SequenceShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network as a generator: [batch, noiseSize] to [batch, steps, symbols]. */
final class NetworkGenerator extends Network implements Generator {
    private final int noiseSize;

    NetworkGenerator(ComputationGraphConfiguration configuration, int noiseSize, long seed, SequenceShape shape) {
        super(configuration, seed, new long[] {noiseSize}, new long[] {shape.steps(), shape.symbols()});
        this.noiseSize = noiseSize;
    }

    @Override
    public int noiseSize() {
        return noiseSize;
    }

    @Override
    public INDArray generate(INDArray noise) {
        return forward(noise);
    }
}
