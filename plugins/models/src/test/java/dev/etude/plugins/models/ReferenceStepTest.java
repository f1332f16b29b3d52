package dev.etude.plugins.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.etude.config.Schedule;
import dev.etude.data.TrainingData;
import dev.etude.data.WindowSettings;
import dev.etude.spi.Augmentation;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Critic;
import dev.etude.spi.CriticModel;
import dev.etude.spi.Dataset;
import dev.etude.spi.Encoding;
import dev.etude.spi.Generator;
import dev.etude.spi.GeneratorModel;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Piece;
import dev.etude.spi.SequenceShape;
import dev.etude.training.GanTrainer;
import dev.etude.training.GradientPenalty;
import dev.etude.training.Objective;
import dev.etude.training.OptimizerSettings;
import dev.etude.training.OutputSettings;
import dev.etude.training.Seeds;
import dev.etude.training.TrainingSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The whole loss path against the same computation by PyTorch: a few steps of the game with small networks, every
 * number on the way. {@code src/test/python/reference_step.py} computes what is expected and says how to run it.
 * Networks that record what the trainer asks of them stand between it and the real ones.
 */
class ReferenceStepTest {
    private static final SequenceShape SHAPE = new SequenceShape(8, 6);
    private static final int BATCH = 8;
    private static final int FC_HIDDEN = 7;
    private static final float[] NO_RATES = new float[6];
    private static final String FIXTURE = "reference-step.json";

    /** Of the largest number of an array: what single precision costs. */
    private static final double TOLERANCE = 1e-5;

    /** Of the largest number: what a finite difference of this length is off the exact gradient of R1. */
    private static final double DIFFERENCE_TOLERANCE = 5e-3;

    static Stream<String> cases() throws IOException {
        List<String> names = new ArrayList<>();
        fixture().fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsAreThoseOfTheReference(String name) throws IOException {
        JsonNode expected = fixture().get(name);
        ModelContext context = new ModelContext(SHAPE, new Letters(), NO_RATES, 1);
        try (RecordingCritic critic = new RecordingCritic(
                        critic(name, expected.get("group").asInt()).create(context), name.startsWith("fc"));
                RecordingGenerator generator = new RecordingGenerator(
                        generator(name).create(context), expected.get("noise"))) {
            set(critic.parameters(), expected.get("critic"));
            critic.fromReference();
            set(generator.parameters(), expected.get("generator"));
            GanTrainer trainer = new GanTrainer(settings(expected.get("margin").asDouble()), data(expected.get("pieces")),
                    List.of(new LossyTransposition(), new CircularShift()), generator, critic, new Seeds(13));
            JsonNode steps = expected.get("steps");
            for (int step = 0; step < steps.size(); step++) {
                critic.forget();
                compare(steps.get(step), trainer.step(step), trainer, critic, generator);
            }
        }
    }

    private static void compare(JsonNode step, GanTrainer.Losses losses, GanTrainer trainer, RecordingCritic critic,
            RecordingGenerator generator) {
        near(step, "logits", generator.logits);
        assertArrayEquals(cells(step.get("rows").asText()), critic.batches.get(0), "rows");
        near(step, "scores", critic.scores.get(0));
        assertEquals(step.get("criticLoss").asDouble(), losses.critic(), TOLERANCE);
        near(step, "lossGradient", critic.gradients.get(0));
        if (step.has("penalty")) {
            assertEquals(step.get("penalty").asDouble(), losses.penalty(), TOLERANCE);
            float[] found = critic.gradients.get(1).clone();
            for (int i = 0; i < found.length; i++) {
                found[i] -= critic.gradients.get(0)[i];
            }
            near(step, "penaltyGradient", found);
            if (critic.rowsTogether() == 1) {
                near(step, "exactPenaltyGradient", found, DIFFERENCE_TOLERANCE);
            }
        } else {
            assertEquals(1, critic.gradients.size());
        }
        near(step, "critic", critic.asReference(critic.parameters()));
        near(step, "scoresAfter", critic.scores.get(critic.scores.size() - 1));
        assertEquals(step.get("generatorLoss").asDouble(), losses.generator(), TOLERANCE);
        near(step, "logitGradient", generator.logitGradient);
        near(step, "generatorGradient", generator.gradient);
        near(step, "generator", generator.parameters().toFloatVector());
        near(step, "average", trainer.averageParameters());
    }

    private static CriticModel critic(String name, int group) {
        return name.startsWith("conv")
                ? new ConvCritic(4, 4, 2, 5, 6, true, group, false, ConvCritic.Form.PRODUCT)
                : new FcCritic(FC_HIDDEN, 5, group, false);
    }

    private static GeneratorModel generator(String name) {
        return name.contains("codes")
                ? new FcGenerator(5, 8, 6, 4, 4, 5, .4, .3, false)
                : new FcGenerator(5, 8, 6, 4, 4, 0, 0, 0, false);
    }

    private static TrainingSettings settings(double margin) {
        OptimizerSettings adam =
                new OptimizerSettings(OptimizerSettings.Kind.ADAM, Schedule.constant(1e-3), 0.5, 0.99, 1e-3);
        return new TrainingSettings(10, BATCH, Objective.RELATIVISTIC, 0, 0.01, 1, adam, adam,
                new GradientPenalty(new Schedule(1, 0.15, Schedule.Shape.GEOMETRIC, 0, 0.8), 2, 0.1),
                new OutputSettings(OutputSettings.Form.BINARY, 0.3, Schedule.linear(0.5, 3), margin),
                new Schedule(1, 0.5, Schedule.Shape.LINEAR, 0, 0.2),
                true, 0.999);
    }

    private static TrainingData data(JsonNode pieces) {
        List<Piece> all = new ArrayList<>();
        for (JsonNode piece : pieces) {
            BitSet cells = new BitSet();
            String text = piece.asText();
            IntStream.range(0, text.length()).filter(cell -> text.charAt(cell) == '1').forEach(cells::set);
            all.add(new Piece("piece " + all.size(), BinarySequence.of(SHAPE, cells)));
        }
        return new TrainingData(new Dataset(all, new Letters(), List.of()),
                new WindowSettings(SHAPE.steps(), SHAPE.steps(), false, 0));
    }

    private static void near(JsonNode step, String what, float[] actual) {
        near(step, what, actual, TOLERANCE);
    }

    private static void near(JsonNode step, String what, float[] actual, double tolerance) {
        JsonNode expected = step.get(what);
        assertEquals(expected.size(), actual.length, what);
        double scale = 0;
        double difference = 0;
        for (int i = 0; i < actual.length; i++) {
            scale = Math.max(scale, Math.abs(expected.get(i).asDouble()));
            difference = Math.max(difference, Math.abs(expected.get(i).asDouble() - actual[i]));
        }
        assertTrue(difference <= tolerance * scale, what + ": off by " + difference + " of " + scale);
    }

    private static float[] cells(String text) {
        float[] cells = new float[text.length()];
        for (int cell = 0; cell < cells.length; cell++) {
            cells[cell] = text.charAt(cell) - '0';
        }
        return cells;
    }

    private static void set(INDArray parameters, JsonNode values) {
        assertEquals(values.size(), parameters.length());
        for (int i = 0; i < values.size(); i++) {
            parameters.putScalar(i, values.get(i).asDouble());
        }
    }

    private static JsonNode fixture() throws IOException {
        try (InputStream in = ReferenceStepTest.class.getResourceAsStream(FIXTURE)) {
            return new ObjectMapper().readTree(in);
        }
    }

    /** Symbols that mean nothing. */
    private static final class Letters implements Encoding {
        @Override
        public int symbols() {
            return SHAPE.symbols();
        }

        @Override
        public String meaning() {
            return "letters";
        }
    }

    /** Up or down by up to two symbols; what passes the edge is lost. */
    private static final class LossyTransposition implements Augmentation {
        @Override
        public void draw(float[] cells, SequenceShape shape, Encoding encoding,
                RandomGenerator random, int[] source) {
            int up = random.nextInt(5) - 2;
            for (int cell = 0; cell < source.length; cell++) {
                int from = cell % shape.symbols() - up;
                source[cell] = from < 0 || from >= shape.symbols() ? -1 : cell - up;
            }
        }
    }

    /** A step earlier or later; what passes the end comes round again. */
    private static final class CircularShift implements Augmentation {
        @Override
        public void draw(float[] cells, SequenceShape shape, Encoding encoding,
                RandomGenerator random, int[] source) {
            int later = random.nextInt(3) - 1;
            for (int cell = 0; cell < source.length; cell++) {
                source[cell] = Math.floorMod(cell - later * shape.symbols(), source.length);
            }
        }
    }

    /**
     * Passes everything on to a critic, and keeps it. The first matrix of a fully connected critic lies in memory as
     * [cells, units], the reference's as [units, cells].
     */
    private static final class RecordingCritic implements Critic {
        private final Critic critic;
        private final boolean transposed;
        private final List<float[]> batches = new ArrayList<>();
        private final List<float[]> scores = new ArrayList<>();
        private final List<float[]> gradients = new ArrayList<>();

        RecordingCritic(Critic critic, boolean transposed) {
            this.critic = critic;
            this.transposed = transposed;
        }

        /** Lays out parameters that were set as the reference has them. */
        void fromReference() {
            float[] theirs = parameters().toFloatVector();
            for (int i = 0; i < theirs.length; i++) {
                parameters().putScalar(own(i), theirs[i]);
            }
        }

        float[] asReference(INDArray vector) {
            float[] theirs = new float[Math.toIntExact(vector.length())];
            for (int i = 0; i < theirs.length; i++) {
                theirs[i] = vector.getFloat(0, own(i));
            }
            return theirs;
        }

        /** Where a number lies that the reference has at a place. */
        private int own(int place) {
            int cells = SHAPE.cells();
            return transposed && place < cells * FC_HIDDEN ? place % cells * FC_HIDDEN + place / cells : place;
        }

        void forget() {
            batches.clear();
            scores.clear();
            gradients.clear();
        }

        @Override
        public INDArray score(INDArray batch) {
            batches.add(batch.ravel().toFloatVector());
            INDArray scored = critic.score(batch);
            scores.add(scored.ravel().toFloatVector());
            return scored;
        }

        @Override
        public int rowsTogether() {
            return critic.rowsTogether();
        }

        @Override
        public INDArray inputGradient(INDArray scoreGradient) {
            return critic.inputGradient(scoreGradient);
        }

        @Override
        public void accumulate(INDArray scoreGradient) {
            critic.accumulate(scoreGradient);
            gradients.add(asReference(gradient()));
        }

        @Override
        public INDArray parameters() {
            return critic.parameters();
        }

        @Override
        public INDArray gradient() {
            return critic.gradient();
        }

        @Override
        public void close() {
            critic.close();
        }
    }

    /** Passes everything on to a generator, and keeps it; but the noise is the reference's. */
    private static final class RecordingGenerator implements Generator {
        private final Generator generator;
        private final JsonNode noise;
        private int drawn;
        private float[] logits;
        private float[] logitGradient;
        private float[] gradient;

        RecordingGenerator(Generator generator, JsonNode noise) {
            this.generator = generator;
            this.noise = noise;
        }

        @Override
        public int noiseSize() {
            return generator.noiseSize();
        }

        @Override
        public INDArray generate(INDArray unused) {
            assertArrayEquals(new long[] {BATCH, noiseSize()}, unused.shape());
            INDArray given = Nd4j.create(unused.dataType(), unused.shape());
            set(given, noise.get(drawn++));
            INDArray generated = generator.generate(given);
            logits = generated.ravel().toFloatVector();
            return generated;
        }

        @Override
        public void accumulate(INDArray newLogitGradient) {
            logitGradient = newLogitGradient.ravel().toFloatVector();
            generator.accumulate(newLogitGradient);
            gradient = gradient().toFloatVector();
        }

        @Override
        public INDArray parameters() {
            return generator.parameters();
        }

        @Override
        public INDArray gradient() {
            return generator.gradient();
        }

        @Override
        public void close() {
            generator.close();
        }
    }
}
