package dev.etude.run;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.Generator;
import dev.etude.spi.SequenceShape;
import dev.etude.training.Seeds;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
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
final class Sampler {
    private static final int ROWS = 50;

    private final Generator generator;
    private final SequenceShape shape;
    private final double temperature;
    private final double noiseScale;
    private final INDArray noise;
    private final FloatPointer noisePointer;
    private final float[] noiseValues;
    private final float[] logits;

    /**
     * @param generator the generator to draw from; its parameters may change between calls
     * @param shape of a sample
     */
    Sampler(Generator generator, SequenceShape shape) {
        this(generator, shape, 0, 1);
    }

    /**
     * @param generator the generator to draw from; its parameters may change between calls
     * @param shape of a sample
     * @param temperature scale of the logistic noise that is added to the logits: a cell is on with the probability
     *     sigmoid(logit / temperature). 0 adds none
     * @param noiseScale what the noise that goes in is multiplied by; 1 is what the generator learned with
     */
    Sampler(Generator generator, SequenceShape shape, double temperature, double noiseScale) {
        this.generator = generator;
        this.shape = shape;
        this.temperature = temperature;
        this.noiseScale = noiseScale;
        this.noise = Nd4j.create(DataType.FLOAT, ROWS, generator.noiseSize());
        this.noisePointer = (FloatPointer) noise.data().addressPointer();
        this.noiseValues = new float[ROWS * generator.noiseSize()];
        this.logits = new float[ROWS * shape.cells()];
    }

    /** Puts parameters into the generator: those of a checkpoint or an average. */
    void use(float[] parameters) {
        if (parameters.length != generator.parameters().length()) {
            throw new IllegalArgumentException("the checkpoint's generator has " + parameters.length
                    + " parameters where this config's has " + generator.parameters().length());
        }
        if (parameters.length > 0) {
            ((FloatPointer) generator.parameters().data().addressPointer()).put(parameters, 0, parameters.length);
        }
    }

    /**
     * A sample, and how sure the generator is of it: the logarithm of the probability that logistic noise on its logits
     * would change no cell.
     */
    record Drawn(BinarySequence row, double sureness) {}

    /** Draws a number of samples. The first n of a larger draw with the same seed are the n of a smaller one. */
    List<BinarySequence> draw(int count, long seed) {
        return rows(draw(0, count, seed));
    }

    /** The samples of a seed from a number on, counted from 0: part of what a larger {@link #draw(int, long)} gives. */
    List<Drawn> draw(int from, int count, long seed) {
        Seeds seeds = new Seeds(seed);
        List<Drawn> samples = new ArrayList<>(count);
        for (int batch = from / ROWS; samples.size() < count; batch++) {
            fillNoise(seeds, batch);
            List<Drawn> generated = generate(seeds.at("temperature", batch));
            int first = Math.max(0, from - batch * ROWS);
            int end = Math.min(ROWS, first + count - samples.size());
            samples.addAll(generated.subList(first, end));
        }
        return samples;
    }

    /** The noise that a sample of a seed is made from; samples are counted from 0. */
    float[] noise(int number, long seed) {
        fillNoise(new Seeds(seed), number / ROWS);
        float[] row = new float[generator.noiseSize()];
        System.arraycopy(noiseValues, number % ROWS * row.length, row, 0, row.length);
        return row;
    }

    /**
     * Samples of given noise.
     *
     * @param rows what {@link #noise} gives, or anything between
     * @param random where the chance of a temperature comes from
     */
    List<BinarySequence> of(List<float[]> rows, RandomGenerator random) {
        List<BinarySequence> samples = new ArrayList<>(rows.size());
        for (int from = 0; from < rows.size(); from += ROWS) {
            int count = Math.min(ROWS, rows.size() - from);
            for (int row = 0; row < count; row++) {
                float[] noiseOfRow = rows.get(from + row);
                System.arraycopy(noiseOfRow, 0, noiseValues, row * noiseOfRow.length, noiseOfRow.length);
            }
            samples.addAll(rows(generate(random).subList(0, count)));
        }
        return samples;
    }

    private void fillNoise(Seeds seeds, int batch) {
        RandomGenerator normal = seeds.at("sample", batch);
        for (int i = 0; i < noiseValues.length; i++) {
            noiseValues[i] = (float) (noiseScale * normal.nextGaussian());
        }
    }

    private static List<BinarySequence> rows(List<Drawn> samples) {
        return samples.stream().map(Drawn::row).collect(Collectors.toCollection(ArrayList::new));
    }

    private List<Drawn> generate(RandomGenerator random) {
        noisePointer.put(noiseValues, 0, noiseValues.length);
        INDArray generated = generator.generate(noise); // [ROWS, T, S]
        ((FloatPointer) generated.data().addressPointer()).get(logits, 0, logits.length);
        List<Drawn> samples = new ArrayList<>(ROWS);
        for (int row = 0; row < ROWS; row++) {
            int start = row * shape.cells();
            BinarySequence cells =
                    temperature > 0 ? chance(start, random) : BinarySequence.threshold(shape, logits, start, 0);
            samples.add(new Drawn(cells, sureness(start)));
        }
        return samples;
    }

    private double sureness(int start) {
        double sum = 0;
        for (int cell = start; cell < start + shape.cells(); cell++) {
            sum -= Math.log1p(Math.exp(-Math.abs(logits[cell])));
        }
        return sum;
    }

    private BinarySequence chance(int start, RandomGenerator random) {
        BitSet cells = new BitSet(shape.cells());
        for (int cell = 0; cell < shape.cells(); cell++) {
            // A logistic variable exceeds -x with the probability sigmoid(x).
            cells.set(cell, random.nextDouble() < 1 / (1 + Math.exp(-logits[start + cell] / temperature)));
        }
        return BinarySequence.of(shape, cells);
    }
}
