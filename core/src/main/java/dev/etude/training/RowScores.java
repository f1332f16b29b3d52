package dev.etude.training;

import dev.etude.spi.Augmentation;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Critic;
import dev.etude.spi.Encoding;
import dev.etude.spi.SequenceShape;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How real rows seem to a trained critic. A critic that learned on augmented rows is asked about several random
 * augmentations of each row, and the mean of the scores counts: its opinion of the music, not of where it happens to lie.
 *
 * <p>Rows are scored in blocks, in another order at each pass, since a critic may compare the rows of a batch. For one
 * thread.
 */
public final class RowScores {
    /** How many rows are scored together. */
    public static final int BLOCK = 64;

    private static final int PASSES = 8;

    private final Critic critic;
    private final Augmenter augmenter;
    private final int rowCells;
    private final int passes;
    private final HostArray batch; // [BLOCK, T, S]
    private final float[] scores = new float[BLOCK];

    /**
     * @param critic a critic without parameters yet, see {@link #use}
     * @param augmentations what generated rows went through when the critic learned; empty if they went through none
     * @param shape the rows' shape
     * @param encoding what their symbols mean
     */
    public RowScores(Critic critic, List<Augmentation> augmentations, SequenceShape shape, Encoding encoding) {
        this.critic = critic;
        this.augmenter = new Augmenter(augmentations, shape, encoding, BLOCK);
        this.rowCells = shape.cells();
        this.passes = augmentations.isEmpty() && critic.rowsTogether() == 1 ? 1 : PASSES;
        this.batch = HostArray.zeros(BLOCK, shape.steps(), shape.symbols());
    }

    /**
     * Puts the parameters of a trained critic in.
     *
     * @throws IllegalArgumentException if there are more or fewer of them than this critic has
     */
    public void use(float[] parameters) {
        HostArray own = new HostArray(critic.parameters());
        if (parameters.length != own.values.length) {
            throw new IllegalArgumentException("the checkpoint's critic has " + parameters.length
                    + " parameters where this config's has " + own.values.length);
        }
        System.arraycopy(parameters, 0, own.values, 0, parameters.length);
        own.push();
    }

    /**
     * Scores a block of rows.
     *
     * @param rows as many as {@link #BLOCK}
     * @param random where the augmentations come from
     * @return a score a row, the higher the more real; comparable within one critic only
     */
    public double[] score(List<BinarySequence> rows, RandomGenerator random) {
        if (rows.size() != BLOCK) {
            throw new IllegalArgumentException("a block has " + BLOCK + " rows, not " + rows.size());
        }
        double[] means = new double[BLOCK];
        int[] order = new int[BLOCK];
        Arrays.setAll(order, row -> row);
        for (int pass = 0; pass < passes; pass++) {
            shuffle(order, random);
            for (int place = 0; place < BLOCK; place++) {
                rows.get(order[place]).copyTo(batch.values, place * rowCells);
            }
            augmenter.apply(batch.values, 0, BLOCK, random);
            batch.push();
            HostArray.pull(critic.score(batch.array()), scores); // [BLOCK]
            for (int place = 0; place < BLOCK; place++) {
                means[order[place]] += scores[place] / passes;
            }
        }
        return means;
    }

    private static void shuffle(int[] values, RandomGenerator random) {
        for (int last = values.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int value = values[last];
            values[last] = values[other];
            values[other] = value;
        }
    }
}
