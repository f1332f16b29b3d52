package dev.etude.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.data.TrainingData;
import dev.etude.data.WindowIndex;
import dev.etude.data.WindowSettings;
import dev.etude.run.DrawSettings.Judge;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Critic;
import dev.etude.spi.Dataset;
import dev.etude.spi.Encoding;
import dev.etude.spi.Generator;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Piece;
import dev.etude.spi.SequenceShape;
import dev.etude.training.RowScores;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a critic that likes full rows chooses of a generator whose cells are the signs of its noise. */
class SelectionTest {
    private static final SequenceShape SHAPE = new SequenceShape(2, 5);
    private static final Encoding LETTERS = new Letters();

    @Test
    void theBetterHalfIsTheHalfThatTheCriticLikes() {
        Selection.Chosen chosen = selection(new Signs(SHAPE, 0), 0.5, false, data(LETTERS, SHAPE, 0)).draw(400, 7);

        List<BinarySequence> all = new Sampler(new Signs(SHAPE, 0), SHAPE).draw(chosen.drawn(), 7);
        int[] full = all.stream().limit(Selection.JUDGED_FIRST).mapToInt(BinarySequence::onCells).sorted().toArray();
        int enough = full[full.length / 2];
        List<BinarySequence> good = all.stream().filter(row -> row.onCells() >= enough).toList();
        assertEquals(good, chosen.samples(), "in the order of the draws");
        assertEquals(400, chosen.samples().size());
        assertEquals(0, chosen.repeats());
        for (int sample = 0; sample < 400; sample++) {
            assertEquals(all.get(chosen.numbers().get(sample)), chosen.samples().get(sample));
        }
    }

    /** Logits are the noise: how far from 0 the least sure ones lie decides. */
    @ParameterizedTest
    @EnumSource(Judge.class)
    void theBetterHalfIsTheOneThatTheJudgeNames(Judge judge) {
        Signs generator = new Signs(SHAPE, 0);
        Sampler sampler = new Sampler(generator, SHAPE);
        TrainingData data = data(LETTERS, SHAPE, 0);
        Selection.Chosen all = selection(generator, judge, 1, false, data).draw(400, 7);
        Selection.Chosen better = selection(generator, judge, 0.5, false, data).draw(400, 7);

        assertEquals(judge != Judge.GENERATOR, mean(better) > mean(all) + .5, "full: the critic's liking");
        assertEquals(judge != Judge.CRITIC, sureness(sampler, better) > sureness(sampler, all) + .1, "sure");
    }

    @Test
    void aSmallerShareIsBetter() {
        double half = mean(selection(new Signs(SHAPE, 0), 0.5, false, data(LETTERS, SHAPE, 0)).draw(200, 1));
        double tenth = mean(selection(new Signs(SHAPE, 0), 0.1, false, data(LETTERS, SHAPE, 0)).draw(200, 1));
        double all = mean(selection(new Signs(SHAPE, 0), 1, false, data(LETTERS, SHAPE, 0)).draw(200, 1));

        // A sum of 10 fair coins: 5 on average; above its median, 6.2; above its ninth tenth, 8.1.
        assertEquals(5, all, 0.4);
        assertTrue(half > all + 0.7 && half < 6.8, "half: " + half);
        assertTrue(tenth > half + 1, "tenth: " + tenth);
    }

    @Test
    void theFirstOfManyAreTheFew() {
        TrainingData data = data(LETTERS, SHAPE, 0);
        List<BinarySequence> many = selection(new Signs(SHAPE, 0), 0.5, true, data).draw(150, 3).samples();
        List<BinarySequence> few = selection(new Signs(SHAPE, 0), 0.5, true, data).draw(10, 3).samples();

        assertEquals(few, many.subList(0, 10));
    }

    @Test
    void repeatsAndCopiesAreLeftOutAndCounted() {
        TrainingData data = data(LETTERS, new SequenceShape(12, 5), 0x7ef7_d9fb_6eff_7bdL);
        Selection.Chosen chosen = selection(new Signs(SHAPE, 0), 0.5, true, data).draw(250, 5);

        Set<BinarySequence> different = new HashSet<>(chosen.samples());
        WindowIndex training = new WindowIndex(data.training(), SHAPE, LETTERS, data.looped());
        assertEquals(chosen.samples().size(), different.size());
        assertTrue(different.stream().noneMatch(training::contains));
        assertTrue(chosen.copies() > 0, "copies");
        assertTrue(chosen.repeats() > 0, "repeats");
        List<BinarySequence> all = new Sampler(new Signs(SHAPE, 0), SHAPE).draw(chosen.drawn(), 5);
        long good = all.stream().filter(row -> row.onCells() >= 5).count();
        assertEquals(good, chosen.samples().size() + chosen.repeats() + chosen.copies());
    }

    @Test
    void aGeneratorThatRepeatsItselfIsGivenUpOn() {
        // Five of the cells are always off, which leaves 32 rows; 16 of them have three cells or more.
        Selection.Chosen chosen = selection(new Signs(SHAPE, 5), 0.5, true, data(LETTERS, SHAPE, 0)).draw(100, 2);

        assertTrue(chosen.samples().size() >= 16 && chosen.samples().size() <= 26, "kept " + chosen.samples().size());
        assertTrue(chosen.drawn() >= Selection.JUDGED_FIRST && chosen.drawn() < 2_000, "drew " + chosen.drawn());
    }

    @Test
    void transposedPianoRowsAreTheSameRow() {
        SequenceShape keys = new SequenceShape(1, 88);
        PianoRollEncoding encoding = new PianoRollEncoding(1, 4, 120, false);
        TrainingData data = data(encoding, keys, 0b1001);
        Selection.Chosen chosen =
                new Selection(new Sampler(new OneOfTwo(keys), keys), Optional.empty(), Judge.CRITIC, 0.5, true, data)
                        .draw(50, 1);

        // Of thirds (in the training data) and fourths on any key, one fourth is left.
        assertEquals(1, chosen.samples().size());
        assertTrue(chosen.copies() > 100 && chosen.repeats() > 100);
    }

    @Test
    void parametersOfAnotherCriticAreRefused() {
        RowScores scores = new RowScores(new Fullness(SHAPE), List.of(), SHAPE, LETTERS);

        assertThrows(IllegalArgumentException.class, () -> scores.use(new float[3]));
    }

    @Test
    void aRowIsScoredByItselfWhateverStandsBesideIt() {
        RowScores scores = new RowScores(new Fullness(SHAPE), List.of(), SHAPE, LETTERS);
        List<BinarySequence> rows = new Sampler(new Signs(SHAPE, 0), SHAPE).draw(RowScores.BLOCK, 4);

        double[] judged = scores.score(rows, new SplittableRandom(1));

        for (int row = 0; row < rows.size(); row++) {
            assertEquals(rows.get(row).onCells(), judged[row]);
        }
    }

    private static Selection selection(Generator generator, double share, boolean unique, TrainingData data) {
        return selection(generator, Judge.CRITIC, share, unique, data);
    }

    private static Selection selection(
            Generator generator, Judge judge, double share, boolean unique, TrainingData data) {
        Sampler sampler = new Sampler(generator, SHAPE);
        RowScores scores = new RowScores(new Fullness(SHAPE), List.of(), SHAPE, LETTERS);
        return new Selection(sampler, Optional.of(scores), judge, share, unique, data);
    }

    private static double sureness(Sampler sampler, Selection.Chosen chosen) {
        List<Sampler.Drawn> drawn = sampler.draw(0, chosen.drawn(), 7);
        return chosen.numbers().stream().mapToDouble(number -> drawn.get(number).sureness()).average().orElseThrow();
    }

    private static double mean(Selection.Chosen chosen) {
        return chosen.samples().stream().mapToInt(BinarySequence::onCells).average().orElseThrow();
    }

    private static TrainingData data(Encoding encoding, SequenceShape piece, long cells) {
        BinarySequence only = BinarySequence.of(piece, BitSet.valueOf(new long[] {cells}));
        Dataset dataset = new Dataset(List.of(new Piece("piece", only)), encoding, List.of());
        return new TrainingData(dataset, new WindowSettings(Math.min(SHAPE.steps(), piece.steps()), 1, false, 0));
    }

    private record Letters() implements Encoding {
        @Override
        public int symbols() {
            return SHAPE.symbols();
        }

        @Override
        public String meaning() {
            return "letters";
        }
    }

    /** Logits are the noise itself; the first few are always off. */
    private static final class Signs extends WithoutParameters implements Generator {
        private final SequenceShape shape;
        private final int off;

        Signs(SequenceShape shape, int off) {
            this.shape = shape;
            this.off = off;
        }

        @Override
        public int noiseSize() {
            return shape.cells();
        }

        @Override
        public INDArray generate(INDArray noise) {
            INDArray logits = noise.dup();
            for (int cell = 0; cell < off; cell++) {
                logits.putColumn(cell, Nd4j.ones(DataType.FLOAT, noise.size(0)).neg());
            }
            return logits.reshape('c', noise.size(0), shape.steps(), shape.symbols());
        }

        @Override
        public void accumulate(INDArray logitGradient) {
            // There is nothing to learn.
        }
    }

    /** A third or a fourth, on one of four keys. */
    private static final class OneOfTwo extends WithoutParameters implements Generator {
        private final SequenceShape shape;

        OneOfTwo(SequenceShape shape) {
            this.shape = shape;
        }

        @Override
        public int noiseSize() {
            return 3;
        }

        @Override
        public INDArray generate(INDArray noise) {
            INDArray logits = Nd4j.ones(DataType.FLOAT, noise.size(0), 1, shape.symbols()).neg();
            for (int row = 0; row < noise.size(0); row++) {
                int key = (noise.getFloat(row, 0) > 0 ? 40 : 20) + (noise.getFloat(row, 1) > 0 ? 5 : 0);
                logits.putScalar(row, 0, key, 1);
                logits.putScalar(row, 0, key + (noise.getFloat(row, 2) > 0 ? 3 : 5), 1);
            }
            return logits;
        }

        @Override
        public void accumulate(INDArray logitGradient) {
            // There is nothing to learn.
        }
    }

    /** Scores a row by how many of its cells are on. */
    private static final class Fullness extends WithoutParameters implements Critic {
        private final SequenceShape shape;

        Fullness(SequenceShape shape) {
            this.shape = shape;
        }

        @Override
        public INDArray score(INDArray batch) {
            return batch.reshape('c', batch.size(0), shape.cells()).sum(true, 1);
        }

        @Override
        public INDArray inputGradient(INDArray scoreGradient) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void accumulate(INDArray scoreGradient) {
            throw new UnsupportedOperationException();
        }
    }

    private abstract static class WithoutParameters {
        private final INDArray none = Nd4j.create(DataType.FLOAT, 1, 0);

        public INDArray parameters() {
            return none;
        }

        public INDArray gradient() {
            return none;
        }

        public void close() {
            // There is nothing to free.
        }
    }
}
