package dev.etude.run;

import dev.etude.data.TrainingData;
import dev.etude.data.WindowIndex;
import dev.etude.spi.BinarySequence;
import dev.etude.training.RowScores;
import dev.etude.training.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses among what a generator draws: the share that the critic, the generator itself or both think better of, no
 * sample twice, and none that is exactly a window of the training pieces. Of piano keys, transposed samples are the
 * same and transposed windows are copies.
 *
 * <p>What is good enough is what the best of the seed's first 512 samples reach. After that, each sample is judged by
 * itself in the order in which they are drawn, so the first n chosen of a seed are the same however many are asked for.
 */
final class Selection {
    /** How many samples of a seed decide what is good enough. */
    static final int JUDGED_FIRST = 8 * RowScores.BLOCK;

    /** How many times as many samples are drawn as would do if all were different. */
    private static final int PATIENCE = 4;

    private final Sampler sampler;
    private final Optional<RowScores> critic;
    private final DrawSettings.Judge judge;
    private final double share;
    private final Optional<WindowIndex> training;
    private final TrainingData data;

    /**
     * @param sampler draws the samples
     * @param critic scores them; without one, all are good enough
     * @param judge whose opinion counts
     * @param share how many are good enough, above 0, up to 1
     * @param unique whether to leave out repeats and copies
     * @param data what the samples may not be copies of
     */
    Selection(
            Sampler sampler,
            Optional<RowScores> critic,
            DrawSettings.Judge judge,
            double share,
            boolean unique,
            TrainingData data) {
        this.sampler = sampler;
        this.judge = judge;
        this.critic = share < 1 ? critic : Optional.empty();
        this.share = this.critic.isPresent() ? share : 1;
        this.training = unique ? Optional.of(WindowIndex.ofTraining(data.reference(), data.shape())) : Optional.empty();
        this.data = data;
    }

    /**
     * What was chosen.
     *
     * @param samples in the order in which they were drawn
     * @param numbers which samples of the seed they are, counted from 0
     * @param drawn how many samples were looked at
     * @param repeats how many were good enough, but had been chosen before
     * @param copies how many were good enough, but windows of the training pieces
     */
    record Chosen(List<BinarySequence> samples, List<Integer> numbers, int drawn, int repeats, int copies) {}

    /** Draws until enough are chosen, or there is no hope: fewer than {@code count} are chosen then, possibly none. */
    Chosen draw(int count, long seed) {
        Chosen chosen = new Chosen(new ArrayList<>(), new ArrayList<>(), 0, 0, 0);
        Set<BitSet> seen = new HashSet<>();
        List<Block> first = critic.isPresent() ? blocks(JUDGED_FIRST, seed) : List.of();
        double enough = threshold(first);
        long most = JUDGED_FIRST + PATIENCE * (long) Math.ceil(count / share);
        for (int block = 0; chosen.samples.size() < count && chosen.drawn < most; block++) {
            Block next = block < first.size() ? first.get(block) : block(block, seed);
            for (int row = 0; row < RowScores.BLOCK && chosen.samples.size() < count; row++) {
                chosen = consider(next.rows.get(row), next.scores[row] >= enough, chosen, seen);
            }
        }
        return chosen;
    }

    private Chosen consider(BinarySequence row, boolean good, Chosen before, Set<BitSet> seen) {
        int repeats = before.repeats;
        int copies = before.copies;
        if (good && training.isPresent() && training.get().contains(row)) {
            copies++;
        } else if (good && training.isPresent() && !seen.add(WindowIndex.upToTransposition(row, data.encoding()))) {
            repeats++;
        } else if (good) {
            before.samples.add(row);
            before.numbers.add(before.drawn);
        }
        return new Chosen(before.samples, before.numbers, before.drawn + 1, repeats, copies);
    }

    /** The score that the best share of the first samples reach. */
    private double threshold(List<Block> first) {
        double[] scores = first.stream().flatMapToDouble(block -> Arrays.stream(block.scores)).sorted().toArray();
        if (scores.length == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return scores[scores.length - Math.max(1, (int) Math.round(share * scores.length))];
    }

    private record Block(List<BinarySequence> rows, double[] scores) {}

    private List<Block> blocks(int rows, long seed) {
        List<Block> blocks = new ArrayList<>();
        for (int block = 0; block < rows / RowScores.BLOCK; block++) {
            blocks.add(block(block, seed));
        }
        return blocks;
    }

    private Block block(int number, long seed) {
        List<Sampler.Drawn> drawn = sampler.draw(number * RowScores.BLOCK, RowScores.BLOCK, seed);
        List<BinarySequence> rows = drawn.stream().map(Sampler.Drawn::row).toList();
        double[] scores = new double[RowScores.BLOCK];
        if (critic.isPresent() && judge != DrawSettings.Judge.GENERATOR) {
            scores = critic.get().score(rows, new Seeds(seed).at("selection", number));
        }
        for (int row = 0; row < scores.length && judge != DrawSettings.Judge.CRITIC; row++) {
            scores[row] += drawn.get(row).sureness();
        }
        return new Block(rows, scores);
    }
}
