package dev.etude.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.etude.config.Schedule;
import dev.etude.data.TrainingData;
import dev.etude.data.WindowSettings;
import dev.etude.networks.MinibatchDeviation;
import dev.etude.networks.Networks;
import dev.etude.networks.RowDense;
import dev.etude.spi.Augmentation;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Critic;
import dev.etude.spi.Dataset;
import dev.etude.spi.Encoding;
import dev.etude.spi.Generator;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Piece;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.UserError;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The game's arithmetic, with a critic and a generator so small that every gradient can be written down: the critic scores
 * half the sum of w x squared, the generator's logits are its parameters, whatever the noise.
 */
class GanTrainerTest {
    private static final SequenceShape SHAPE = new SequenceShape(2, 3);
    private static final double RATE = 0.01;
    private static final float[] WEIGHTS = {0.5f, -1f, 0.25f, 1.5f, -0.5f, 2f};
    private static final float[] LOGITS = {1f, -2f, 0.5f, -0.25f, 2f, -1f};

    @Test
    void relativisticCriticFollowsItsGradient() {
        QuadraticCritic critic = new QuadraticCritic();
        trainer(settings(0, 1), List.of(), new ConstantGenerator(), critic).step(0);

        // Every real row is the one window, every generated row is where the logits are above 0.
        float[] real = window();
        float[] fake = {1, 0, 1, 0, 1, 0};
        double slope = Objective.sigmoid(score(WEIGHTS, fake) - score(WEIGHTS, real));
        float[] expected = new float[WEIGHTS.length];
        for (int i = 0; i < expected.length; i++) {
            double gradient = slope * (fake[i] * fake[i] - real[i] * real[i]) / 2;
            expected[i] = (float) (WEIGHTS[i] - RATE * gradient);
        }
        assertArrayEquals(expected, critic.parameters().toFloatVector(), 1e-6f);
    }

    @Test
    void aParameterThatIsNoLongerFiniteIsFoundThoughNoLossTellsIt() {
        ConstantGenerator generator = new ConstantGenerator();
        generator.parameters().putScalar(1, Float.NaN);
        GanTrainer trainer = trainer(settings(0, 1), List.of(), generator, new QuadraticCritic());

        trainer.step(0);

        assertThrows(Divergence.class, () -> trainer.requireFinite(1));
        assertThrows(Divergence.class, () -> trainer.checkpoint(1));
    }

    @Test
    void penaltyIsR1OnRealAndGeneratedRows() {
        double weight = 0.7;
        int every = 4;
        QuadraticCritic without = new QuadraticCritic();
        trainer(settings(0, every), List.of(), new ConstantGenerator(), without).step(0);
        QuadraticCritic with = new QuadraticCritic();
        trainer(settings(weight, every), List.of(), new ConstantGenerator(), with).step(0);

        // v = w x, so R1 is weight / 2 times the sum of both means of w w x x, and its slope at w is weight w x x, both summed.
        float[] real = window();
        float[] fake = {1, 0, 1, 0, 1, 0};
        float[] expected = new float[WEIGHTS.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) (RATE * every * weight * WEIGHTS[i] * (real[i] * real[i] + fake[i] * fake[i]));
        }
        float[] difference =
                without.parameters().sub(with.parameters()).toFloatVector();
        assertArrayEquals(expected, difference, 1e-5f);
    }

    @Test
    void generatorFollowsTheGradientThroughTheStraightOutput() {
        QuadraticCritic critic = new QuadraticCritic();
        ConstantGenerator generator = new ConstantGenerator();
        trainer(settings(0, 1), List.of(), generator, critic).step(0);

        float[] weights = critic.parameters().toFloatVector(); // the generator's turn comes after the critic's
        float[] fake = {1, 0, 1, 0, 1, 0};
        double realScore = score(WEIGHTS, window()); // kept from the critic's turn
        double slope = -Objective.sigmoid(realScore - score(weights, fake));
        float[] expected = new float[LOGITS.length];
        for (int i = 0; i < expected.length; i++) {
            double probability = Objective.sigmoid(0.3 * LOGITS[i]);
            double straight = 0.3 * probability * (1 - probability);
            expected[i] = (float) (LOGITS[i] - RATE * slope * weights[i] * fake[i] * straight);
        }
        assertArrayEquals(expected, generator.parameters().toFloatVector(), 1e-6f);
    }

    @Test
    void gradientComesBackThroughTheAugmentation() {
        // Symbols move up by one, the highest falls off: the critic's slope at symbol s belongs to the generator's symbol s - 1.
        Augmentation up = (cells, shape, encoding, random, source) -> {
            for (int cell = 0; cell < source.length; cell++) {
                source[cell] = cell % shape.symbols() == 0 ? -1 : cell - 1;
            }
        };
        QuadraticCritic critic = new QuadraticCritic();
        ConstantGenerator generator = new ConstantGenerator();
        trainer(settings(0, 1), List.of(up), generator, critic).step(0);

        float[] moved = new float[LOGITS.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = generator.parameters().getFloat(0, i) - LOGITS[i];
        }
        // On cells are 0, 2 and 4; 0 moves to 1, 2 falls off, 4 moves to 5: only 0 and 4 can have learned.
        for (int cell : new int[] {1, 2, 3, 5}) {
            assertEquals(0, moved[cell], 0, "cell " + cell);
        }
        assertEquals(Math.signum(WEIGHTS[1]), Math.signum(moved[0]));
        assertEquals(Math.signum(WEIGHTS[5]), Math.signum(moved[4]));
    }

    @Test
    void wassersteinClipsTheCritic() {
        TrainingSettings plain = settings(0, 1);
        TrainingSettings clipped = new TrainingSettings(
                plain.steps(), plain.batch(), Objective.WASSERSTEIN, 0, 0.3, 1, plain.criticOptimizer(),
                plain.generatorOptimizer(), plain.gradientPenalty(), plain.output(), plain.topRows(), true, 0);
        QuadraticCritic critic = new QuadraticCritic();
        trainer(clipped, List.of(), new ConstantGenerator(), critic).step(0);

        for (float weight : critic.parameters().toFloatVector()) {
            assertEquals(0.275, Math.abs(weight), 0.0251);
        }
    }

    @Test
    void aCheckpointGoesOnBitForBit() {
        QuadraticCritic critic = new QuadraticCritic();
        ConstantGenerator generator = new ConstantGenerator();
        GanTrainer undisturbed = trainer(adam(), List.of(), generator, critic);
        for (int step = 0; step < 5; step++) {
            undisturbed.step(step);
        }
        Checkpoint checkpoint = undisturbed.checkpoint(5);
        for (int step = 5; step < 10; step++) {
            undisturbed.step(step);
        }

        QuadraticCritic otherCritic = new QuadraticCritic();
        ConstantGenerator otherGenerator = new ConstantGenerator();
        GanTrainer resumed = trainer(adam(), List.of(), otherGenerator, otherCritic);
        resumed.restore(checkpoint);
        for (int step = 5; step < 10; step++) {
            resumed.step(step);
        }

        assertArrayEquals(critic.parameters().toFloatVector(), otherCritic.parameters().toFloatVector(), 0);
        assertArrayEquals(generator.parameters().toFloatVector(), otherGenerator.parameters().toFloatVector(), 0);
        assertArrayEquals(undisturbed.averageParameters(), resumed.averageParameters(), 0);
        assertFalse(Arrays.equals(checkpoint.array("critic/parameters"), critic.parameters().toFloatVector()));
    }

    @Test
    void aBatchThatMixesTheKindsOfRowsInAGroupIsRefused() {
        var layers = new NeuralNetConfiguration.Builder().list(
                new MinibatchDeviation.Builder(SHAPE.cells(), 3).build(),
                new RowDense.Builder().nIn(SHAPE.cells() + 1).nOut(1).activation(Activation.IDENTITY).build());
        ModelContext context = new ModelContext(SHAPE, data().encoding(), new float[SHAPE.symbols()], 1);
        try (Critic critic = Networks.critic(layers.build(), context)) {
            assertEquals("training.batch: 2 is not a multiple of 3, the number of rows that the critic compares with"
                            + " each other; set it to 3, or let the critic compare another number",
                    assertThrows(UserError.class,
                            () -> trainer(adam(), List.of(), new ConstantGenerator(), critic)).getMessage());
        }
    }

    @Test
    void aNumberThatIsNotFiniteEndsTheGame() {
        QuadraticCritic critic = new QuadraticCritic();
        critic.parameters().assign(Float.NaN);
        GanTrainer trainer = trainer(settings(0, 1), List.of(), new ConstantGenerator(), critic);

        Divergence divergence = assertThrows(Divergence.class, () -> trainer.step(0));

        assertEquals(true, divergence.getMessage().contains("step 0"), divergence.getMessage());
    }

    private static GanTrainer trainer(
            TrainingSettings settings, List<Augmentation> augmentations, Generator generator, Critic critic) {
        return new GanTrainer(settings, data(), augmentations, generator, critic, new Seeds(1));
    }

    /** Plain steps down the gradient, no noise, no average. */
    private static TrainingSettings settings(double penalty, int every) {
        OptimizerSettings sgd = new OptimizerSettings(OptimizerSettings.Kind.SGD, Schedule.constant(RATE), 0, 0, 1e-8);
        return settings(sgd, penalty, every);
    }

    private static TrainingSettings adam() {
        return settings(new OptimizerSettings(), 0.5, 2);
    }

    private static TrainingSettings settings(OptimizerSettings optimizer, double penalty, int every) {
        return new TrainingSettings(
                100,
                2,
                Objective.RELATIVISTIC,
                0,
                0.01,
                1,
                optimizer,
                optimizer,
                new GradientPenalty(Schedule.constant(penalty), every, 0.1),
                new OutputSettings(OutputSettings.Form.BINARY, 0.3, Schedule.constant(0), 0),
                Schedule.constant(1),
                true,
                0);
    }

    private static float[] window() {
        return new float[] {0, 1, 1, 0, 0, 1};
    }

    private static double score(float[] weights, float[] cells) {
        double score = 0;
        for (int i = 0; i < cells.length; i++) {
            score += weights[i] * cells[i] * cells[i] / 2;
        }
        return score;
    }

    private static TrainingData data() {
        Encoding encoding = new Encoding() {
            @Override
            public int symbols() {
                return SHAPE.symbols();
            }

            @Override
            public String meaning() {
                return "letters";
            }
        };
        BitSet cells = new BitSet();
        float[] window = window();
        for (int i = 0; i < window.length; i++) {
            cells.set(i, window[i] > 0);
        }
        Piece piece = new Piece("piece", BinarySequence.of(SHAPE, cells));
        return new TrainingData(
                new Dataset(List.of(piece), encoding, List.of()), new WindowSettings(SHAPE.steps(), 1, true, 0));
    }

    private static final class QuadraticCritic implements Critic {
        private final INDArray parameters = Nd4j.createFromArray(new float[][] {WEIGHTS.clone()});
        private final INDArray gradient = Nd4j.zeros(DataType.FLOAT, 1, WEIGHTS.length);
        private INDArray rows;

        @Override
        public INDArray parameters() {
            return parameters;
        }

        @Override
        public INDArray gradient() {
            return gradient;
        }

        @Override
        public INDArray score(INDArray batch) {
            rows = batch.reshape(batch.size(0), SHAPE.cells()).dup();
            return rows.mul(rows).mulRowVector(parameters).sum(true, 1).div(2);
        }

        @Override
        public INDArray inputGradient(INDArray scoreGradient) {
            return rows.mulRowVector(parameters)
                    .mulColumnVector(scoreGradient)
                    .reshape(rows.size(0), SHAPE.steps(), SHAPE.symbols());
        }

        @Override
        public void accumulate(INDArray scoreGradient) {
            gradient.addi(rows.mul(rows).div(2).mulColumnVector(scoreGradient).sum(true, 0));
        }
    }

    private static final class ConstantGenerator implements Generator {
        private final INDArray parameters = Nd4j.createFromArray(new float[][] {LOGITS.clone()});
        private final INDArray gradient = Nd4j.zeros(DataType.FLOAT, 1, LOGITS.length);

        @Override
        public INDArray parameters() {
            return parameters;
        }

        @Override
        public INDArray gradient() {
            return gradient;
        }

        @Override
        public int noiseSize() {
            return 1;
        }

        @Override
        public INDArray generate(INDArray noise) {
            return Nd4j.tile(parameters, (int) noise.size(0), 1)
                    .reshape(noise.size(0), SHAPE.steps(), SHAPE.symbols())
                    .dup('c');
        }

        @Override
        public void accumulate(INDArray logitGradient) {
            gradient.addi(logitGradient.reshape(logitGradient.size(0), SHAPE.cells()).sum(true, 0));
        }
    }
}
