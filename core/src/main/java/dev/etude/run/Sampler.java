package dev.etude.run;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.Generator;
import dev.etude.spi.SequenceShape;
import dev.etude.training.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Draws music from a generator: noise in, logits out, and a cell is on where its logit is above 0.
 *
 * <p>The same seed gives the same noise, so samples of different steps of a run are the same pieces, growing. For one
 * thread, with a generator of its own.
 */
public final class Sampler {
    private static final int ROWS = 50;

    private final Generator generator;
    private final SequenceShape shape;
    private final INDArray noise;
    private final FloatPointer noisePointer;
    private final float[] noiseValues;
    private final float[] logits;

    /**
     * @param generator the generator to draw from; its parameters may change between calls
     * @param shape of a sample
     */
    public Sampler(Generator generator, SequenceShape shape) {
        this.generator = generator;
        this.shape = shape;
        this.noise = Nd4j.create(DataType.FLOAT, ROWS, generator.noiseSize());
        this.noisePointer = (FloatPointer) noise.data().addressPointer();
        this.noiseValues = new float[ROWS * generator.noiseSize()];
        this.logits = new float[ROWS * shape.cells()];
    }

    /** Puts parameters into the generator: those of a checkpoint or an average. */
    public void use(float[] parameters) {
        if (parameters.length != generator.parameters().length()) {
            throw new IllegalArgumentException("the checkpoint's generator has " + parameters.length
                    + " parameters where this config's has " + generator.parameters().length());
        }
        if (parameters.length > 0) {
            ((FloatPointer) generator.parameters().data().addressPointer()).put(parameters, 0, parameters.length);
        }
    }

    /** Draws a number of samples. The first n of a larger draw with the same seed are the n of a smaller one. */
    public List<BinarySequence> draw(int count, long seed) {
        Seeds seeds = new Seeds(seed);
        List<BinarySequence> samples = new ArrayList<>(count);
        for (int batch = 0; samples.size() < count; batch++) {
            RandomGenerator normal = seeds.at("sample", batch);
            for (int i = 0; i < noiseValues.length; i++) {
                noiseValues[i] = (float) normal.nextGaussian();
            }
            noisePointer.put(noiseValues, 0, noiseValues.length);
            INDArray generated = generator.generate(noise);
            ((FloatPointer) generated.data().addressPointer()).get(logits, 0, logits.length);
            for (int row = 0; row < ROWS && samples.size() < count; row++) {
                samples.add(BinarySequence.threshold(shape, logits, row * shape.cells(), 0));
            }
        }
        return samples;
    }
}
