package dev.etude.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.Critic;
import dev.etude.spi.Generator;
import dev.etude.spi.ModelContext;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.SequenceShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Etude's own layers: against finite differences, against DL4J's, and what they allocate. */
class FastLayersTest {
    private static final SequenceShape SHAPE = new SequenceShape(7, 5);

    @ParameterizedTest
    @EnumSource(value = Activation.class, names = {"IDENTITY", "RELU", "TANH", "SIGMOID", "SWISH"})
    void denseLayersPassTheGradientCheck(Activation activation) {
        check(DataType.DOUBLE,
                new RowDense.Builder().nIn(5).nOut(4).activation(activation).build(),
                new RowDense.Builder().nIn(28).nOut(6).activation(activation).build(),
                new RowDense.Builder().nIn(6).nOut(1).activation(Activation.IDENTITY).build());
    }

    @ParameterizedTest
    @CsvSource({"4,2", "3,2", "2,2", "1,1", "5,1", "2,3", "7,4", "6,4", "7,1"})
    void timeConvolutionsPassTheGradientCheck(int kernel, int stride) {
        int windows = TimeConvolution.windows(7, kernel, stride);
        for (Activation activation : new Activation[] {Activation.SWISH, Activation.IDENTITY}) {
            check(DataType.DOUBLE,
                    new TimeConvolution.Builder(5, kernel, stride).nOut(3).activation(activation).build(),
                    new RowDense.Builder().nIn(windows * 3).nOut(1).activation(Activation.IDENTITY).build());
        }
    }

    @Test
    void meansOverTimePassTheGradientCheck() {
        check(DataType.DOUBLE,
                new TimeMean.Builder(5).build(),
                new RowDense.Builder().nIn(5).nOut(1).activation(Activation.TANH).build());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 8})
    void minibatchDeviationPassesTheGradientCheck(int group) {
        check(DataType.DOUBLE,
                new RowDense.Builder().nIn(35).nOut(4).activation(Activation.TANH).build(),
                new MinibatchDeviation.Builder(4, group).build(),
                new RowDense.Builder().nIn(5).nOut(1).activation(Activation.TANH).build());
    }

    @Test
    void deviationIsThatOfEachGroup() {
        try (Critic critic = Networks.critic(
                list(DataType.FLOAT,
                        new MinibatchDeviation.Builder(2, 2).build(),
                        new RowDense.Builder().nIn(3).nOut(1).activation(Activation.IDENTITY).build()),
                context(new SequenceShape(1, 2)))) {
            critic.parameters().assign(Nd4j.createFromArray(new float[][] {{0, 0, 1, 0}}));
            float[] scores = critic.score(Nd4j.createFromArray(new float[][][] {
                {{1, 7}}, {{5, 7}}, {{0, 4}}, {{8, 0}}, {{9, 9}}})).toFloatVector();
            // Standard deviations of 2 and 0; of 4 and 2; and a row by itself.
            assertArrayEquals(new float[] {1, 1, 3, 3, 0}, scores, 2e-4f);
            assertEquals(2, critic.rowsTogether());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Activation.class, names = {"IDENTITY", "TANH", "SWISH"})
    void spectrallyNormalisedLayersPassTheGradientCheck(Activation activation) {
        check(DataType.DOUBLE,
                new RowDense.Builder().nIn(5).nOut(4).activation(activation).spectrallyNormalised(true).build(),
                new TimeConvolution.Builder(4, 3, 2).nOut(6).activation(activation).spectrallyNormalised(true).build(),
                new RowDense.Builder().nIn(6).nOut(9).activation(activation).spectrallyNormalised(true).build(),
                new RowDense.Builder().nIn(27).nOut(1).activation(Activation.IDENTITY)
                        .spectrallyNormalised(true).build());
    }

    @Test
    void weightsAreDividedByWhatTheyStretchMost() {
        try (Critic critic = Networks.critic(
                list(DataType.FLOAT,
                        new RowDense.Builder().nIn(2).nOut(2).activation(Activation.IDENTITY)
                                .spectrallyNormalised(true).build(),
                        new RowDense.Builder().nIn(2).nOut(1).activation(Activation.IDENTITY).build()),
                context(new SequenceShape(1, 2)))) {
            INDArray row = Nd4j.createFromArray(new float[][][] {{{1, 1}}});
            // The singular values of [[3, 0], [4, 5]] are the roots of 45 and of 5.
            critic.parameters().assign(Nd4j.createFromArray(new float[][] {{3, 0, 4, 5, .5f, 0, 1, 0, 0}}));
            assertEquals(3 / Math.sqrt(45) + .5, critic.score(row).getDouble(0), 1e-6);
            critic.parameters().putScalar(0, 0);
            critic.parameters().putScalar(4, 0);
            critic.parameters().putScalar(7, 1);
            assertEquals(9 / Math.sqrt(41), critic.score(row).getDouble(0), 1e-6, "after the weights have changed");
            critic.parameters().assign(0);
            assertEquals(0, critic.score(row).getDouble(0), "weights of nothing but zeros");
        }
    }

    @Test
    void branchesThatAreSummedPassTheGradientCheck() {
        ModelContext context = context(SHAPE);
        try (Critic critic = Networks.critic(branches(DataType.DOUBLE, false), context)) {
            GradientCheck.critic(critic, SHAPE);
        }
        try (Critic critic = Networks.critic(branches(DataType.DOUBLE, true), context)) {
            GradientCheck.critic(critic, SHAPE);
        }
    }

    @ParameterizedTest
    @CsvSource({"4,3,5,2", "7,2,3,0", "1,4,4,3"})
    void chosenCodesPassTheGradientCheck(int slots, int codes, int features, int restOfAStep) {
        int slotSteps = (6 + slots) / slots;
        for (Activation activation : new Activation[] {Activation.TANH, Activation.IDENTITY}) {
            MultiLayerConfiguration configuration = list(DataType.DOUBLE,
                    new RowDense.Builder().nIn(3).nOut(slots * codes + 7 * restOfAStep)
                            .activation(Activation.IDENTITY).build(),
                    new SlotCodes.Builder(slots, codes, features).activation(activation).build(),
                    new SlotDense.Builder(7, slotSteps, features, restOfAStep).nOut(5).activation(Activation.IDENTITY)
                            .build());
            try (Generator generator = Networks.generator(configuration, 3, context(SHAPE))) {
                GradientCheck.generator(generator, SHAPE);
            }
        }
    }

    /** The features are the shares themselves here, so that the entropies can be computed from what comes out. */
    @ParameterizedTest
    @CsvSource({".7,.7", ".9,.2", "0,.5"})
    void codesAreRewardedByTheirEntropies(double balance, double sureness) {
        MultiLayerConfiguration configuration = list(DataType.DOUBLE,
                new RowDense.Builder().nIn(3).nOut(35).activation(Activation.IDENTITY).build(),
                new SlotCodes.Builder(7, 5, 5).activation(Activation.IDENTITY).reward(balance, sureness).build());
        try (Generator generator = Networks.generator(configuration, 3, context(SHAPE))) {
            INDArray parameters = generator.parameters();
            long end = parameters.length();
            parameters.get(NDArrayIndex.point(0), NDArrayIndex.interval(end - 30, end - 5))
                    .assign(Nd4j.eye(5).castTo(DataType.DOUBLE).reshape(25));
            parameters.get(NDArrayIndex.point(0), NDArrayIndex.interval(end - 5, end)).assign(0);
            INDArray noise = GradientCheck.random(DataType.DOUBLE, 3, 4, 3).muli(6);
            INDArray weights = GradientCheck.random(DataType.DOUBLE, 9, 4, 7, 5);
            generator.gradient().assign(0);
            INDArray before = generator.generate(noise).dup();
            assertEquals(28, before.sumNumber().doubleValue(), 1e-9, "the shares of a slot sum to 1");
            generator.accumulate(weights);
            for (long at = 0; at < end - 30; at += 3) {
                double value = parameters.getDouble(at);
                parameters.putScalar(at, value + 1e-5);
                double above = loss(generator.generate(noise), weights, balance, sureness);
                parameters.putScalar(at, value - 1e-5);
                double below = loss(generator.generate(noise), weights, balance, sureness);
                parameters.putScalar(at, value);
                assertEquals((above - below) / 2e-5, generator.gradient().getDouble(at), 1e-8, "parameter " + at);
            }
        }
    }

    private static double loss(INDArray shares, INDArray weights, double balance, double sureness) {
        double loss = shares.mul(weights).sumNumber().doubleValue();
        for (double mean : shares.reshape(28, 5).mean(0).toDoubleVector()) {
            loss += balance * mean * Math.log(mean);
        }
        for (double share : shares.reshape(140).toDoubleVector()) {
            loss -= sureness * share * Math.log(share) / 28;
        }
        return loss;
    }

    @ParameterizedTest
    @CsvSource({"2,3,2,TANH", "3,4,0,IDENTITY", "7,2,1,SWISH", "9,2,3,IDENTITY", "1,2,2,SIGMOID"})
    void slotsAndStepsPassTheGradientCheck(int slotSteps, int slotFeatures, int stepFeatures, Activation activation) {
        int packed = SlotDense.inputLength(7, slotSteps, slotFeatures, stepFeatures);
        MultiLayerConfiguration configuration = list(DataType.DOUBLE,
                new RowDense.Builder().nIn(3).nOut(packed).activation(Activation.TANH).build(),
                new SlotDense.Builder(7, slotSteps, slotFeatures, stepFeatures).nOut(5).activation(activation).build());
        try (Generator generator = Networks.generator(configuration, 3, context(SHAPE))) {
            GradientCheck.generator(generator, SHAPE);
        }
    }

    /** What a slot's steps share is computed once, and is what it would be at each of them. */
    @ParameterizedTest
    @CsvSource({"2,3,2", "3,4,0", "7,2,1", "9,2,3", "1,2,2"})
    void slotsAreADenseLayerAtEachOfTheirSteps(int slotSteps, int slotFeatures, int stepFeatures) {
        int slotLength = (7 + slotSteps - 1) / slotSteps * slotFeatures;
        int packed = slotLength + 7 * stepFeatures;
        int features = slotFeatures + stepFeatures;
        ModelContext packedContext = context(new SequenceShape(1, packed));
        ModelContext spreadContext = context(new SequenceShape(7, features));
        try (Critic slots = Networks.critic(list(DataType.DOUBLE,
                        new SlotDense.Builder(7, slotSteps, slotFeatures, stepFeatures).nOut(5).activation(Activation.TANH)
                                .build(),
                        new RowDense.Builder().nIn(35).nOut(1).activation(Activation.IDENTITY).build()), packedContext);
                Critic steps = Networks.critic(list(DataType.DOUBLE,
                        new RowDense.Builder().nIn(features).nOut(5).activation(Activation.TANH).build(),
                        new RowDense.Builder().nIn(35).nOut(1).activation(Activation.IDENTITY).build()), spreadContext)) {
            slots.parameters().assign(steps.parameters());
            INDArray input = GradientCheck.random(DataType.DOUBLE, 1, 4, 1, packed);
            INDArray spread = Nd4j.create(DataType.DOUBLE, 4, 7, features);
            for (int row = 0; row < 4; row++) {
                for (int step = 0; step < 7; step++) {
                    for (int feature = 0; feature < features; feature++) {
                        int at = feature < slotFeatures
                                ? step / slotSteps * slotFeatures + feature
                                : slotLength + step * stepFeatures + feature - slotFeatures;
                        spread.putScalar(new int[] {row, step, feature}, input.getDouble(row, 0, at));
                    }
                }
            }
            INDArray weights = GradientCheck.random(DataType.DOUBLE, 2, 4, 1);
            GradientCheck.near(slots.score(input), steps.score(spread), 1e-12, "scores");
            slots.inputGradient(weights); // leaves what a later call needs
            slots.accumulate(weights);
            steps.accumulate(weights);
            GradientCheck.near(slots.gradient(), steps.gradient(), 1e-12, "gradient");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Activation.class, names = {"IDENTITY", "RELU", "TANH", "SIGMOID", "SWISH"})
    void denseLayersEqualDl4js(Activation activation) {
        SequenceShape shape = new SequenceShape(16, 88);
        equal(shape,
                list(DataType.FLOAT,
                        new RowDense.Builder().nIn(16 * 88).nOut(64).activation(activation).build(),
                        new RowDense.Builder().nIn(64).nOut(1).activation(Activation.IDENTITY).build()),
                list(DataType.FLOAT,
                        new DenseLayer.Builder().nIn(16 * 88).nOut(64).activation(activation).build(),
                        new DenseLayer.Builder().nIn(64).nOut(1).activation(Activation.IDENTITY).build()));
    }

    @ParameterizedTest
    @EnumSource(value = Activation.class, names = {"IDENTITY", "TANH", "SWISH"})
    void denseLayersOverRollsPassTheGradientCheck(Activation activation) {
        check(DataType.DOUBLE,
                new RollDense.Builder().nIn(35).nOut(4).activation(activation).build(),
                new RowDense.Builder().nIn(4).nOut(1).activation(Activation.IDENTITY).build());
    }

    /** A row with many cells on, or with another number than 0 and 1, is none; what comes after it is none either. */
    @ParameterizedTest
    @ValueSource(strings = {"rrrrrrr", "rrrrddd", "ddddrrr", "rdrdrrr", "e", "reer", "rrfrr"})
    void rollsCountAsAnyOtherRowsDo(String kinds) {
        SequenceShape shape = new SequenceShape(16, 88);
        int cells = shape.cells();
        try (Critic rolls = Networks.critic(list(DataType.FLOAT,
                        new RollDense.Builder().nIn(cells).nOut(64).activation(Activation.SWISH).build(),
                        new RowDense.Builder().nIn(64).nOut(1).activation(Activation.IDENTITY).build()), context(shape));
                Critic rows = Networks.critic(list(DataType.FLOAT,
                        new RowDense.Builder().nIn(cells).nOut(64).activation(Activation.SWISH).build(),
                        new RowDense.Builder().nIn(64).nOut(1).activation(Activation.IDENTITY).build()), context(shape))) {
            rows.parameters().assign(transposed(rolls.parameters(), cells, 64));
            INDArray batch = Nd4j.create(DataType.FLOAT, kinds.length(), 16, 88);
            SplittableRandom random = new SplittableRandom(3);
            for (int row = 0; row < kinds.length(); row++) {
                double share = switch (kinds.charAt(row)) {
                    case 'r' -> .04; // a roll
                    case 'f' -> .5; // full
                    case 'e' -> 0; // empty
                    default -> 1; // dense
                };
                for (int cell = 0; cell < cells; cell++) {
                    double value = share == 1 ? random.nextDouble() : random.nextDouble() < share ? 1 : 0;
                    batch.putScalar(new int[] {row, cell / 88, cell % 88}, value);
                }
            }
            INDArray weights = GradientCheck.random(DataType.FLOAT, 2, kinds.length(), 1);
            for (int time = 1; time <= 2; time++) {
                GradientCheck.near(rows.score(batch), rolls.score(batch), 1e-5, "scores");
                GradientCheck.near(rows.inputGradient(weights), rolls.inputGradient(weights), 1e-5, "input");
                rows.accumulate(weights);
                rolls.accumulate(weights);
                GradientCheck.near(rows.gradient(), transposed(rolls.gradient(), cells, 64), 1e-5, "gradient");
            }
        }
    }

    @Test
    void aDenseLayerAStepEqualsAConvolutionOverAllSymbols() {
        // Their vectors of parameters begin with weights and bias, and with bias and weights.
        SequenceShape shape = new SequenceShape(16, 88);
        equal(shape,
                list(DataType.FLOAT,
                        new RowDense.Builder().nIn(88).nOut(32).activation(Activation.SWISH).build(),
                        new TimeConvolution.Builder(32, 4, 2).nOut(64).activation(Activation.SWISH).build(),
                        new RowDense.Builder().nIn(7 * 64).nOut(1).activation(Activation.IDENTITY).build()),
                list(DataType.FLOAT,
                        new ConvolutionLayer.Builder(1, 88).nIn(1).nOut(32).activation(Activation.SWISH)
                                .dataFormat(CNN2DFormat.NHWC).build(),
                        new TimeConvolution.Builder(32, 4, 2).nOut(64).activation(Activation.SWISH).build(),
                        new RowDense.Builder().nIn(7 * 64).nOut(1).activation(Activation.IDENTITY).build()),
                new int[][] {{32 * 88, 32}});
    }

    @ParameterizedTest
    @CsvSource({"4,2", "3,2", "1,1", "2,3"})
    void timeConvolutionsEqualDl4js(int kernel, int stride) {
        // DL4J's takes channels before steps; so to it, a row has 6 steps of 16 symbols.
        try (Critic own = Networks.critic(
                        list(DataType.FLOAT,
                                new TimeConvolution.Builder(6, kernel, stride).nOut(5).activation(Activation.SWISH)
                                        .build(),
                                new TimeMean.Builder(5).build(),
                                new RowDense.Builder().nIn(5).nOut(1).activation(Activation.IDENTITY).build()),
                        context(new SequenceShape(16, 6)));
                Critic dl4j = Networks.critic(
                        list(DataType.FLOAT,
                                new Convolution1DLayer.Builder(kernel, stride).nIn(6).nOut(5)
                                        .activation(Activation.SWISH).build(),
                                new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
                                new DenseLayer.Builder().nIn(5).nOut(1).activation(Activation.IDENTITY).build()),
                        context(new SequenceShape(6, 16)))) {
            dl4j.parameters().assign(asDl4js(own.parameters(), kernel));
            INDArray input = GradientCheck.random(DataType.FLOAT, 1, 8, 16, 6);
            INDArray weights = GradientCheck.random(DataType.FLOAT, 2, 8, 1);
            GradientCheck.near(own.score(input), dl4j.score(input.permute(0, 2, 1).dup('c')), 1e-6, "scores");
            GradientCheck.near(own.inputGradient(weights), dl4j.inputGradient(weights).permute(0, 2, 1), 1e-6, "input");
            own.accumulate(weights);
            dl4j.accumulate(weights);
            GradientCheck.near(asDl4js(own.gradient(), kernel), dl4j.gradient(), 1e-6, "gradient");
        }
    }

    @Test
    void aSavedNetworkLoads(@TempDir Path folder) throws IOException {
        Network network = new Network(branches(DataType.FLOAT, false), 3, new long[] {7, 5}, new long[] {1});
        INDArray input = GradientCheck.random(DataType.FLOAT, 1, 4, 7, 5);
        Path file = folder.resolve("critic.zip");
        ModelSerializer.writeModel(network.graph(), file.toFile(), false);
        ComputationGraph restored = ModelSerializer.restoreComputationGraph(file.toFile());
        INDArray[] outputs = restored.output(input);
        assertEquals(3, outputs.length);
        GradientCheck.near(network.forward(input), outputs[0].add(outputs[1]).add(outputs[2]), 1e-6, "scores");
        network.close();
    }

    @Test
    void nothingIsAllocatedOnceEachBatchSizeHasBeenSeen() {
        ModelContext context = context(SHAPE);
        try (Critic critic = Networks.critic(branches(DataType.FLOAT, false), context)) {
            INDArray small = GradientCheck.random(DataType.FLOAT, 1, 4, 7, 5);
            INDArray large = GradientCheck.random(DataType.FLOAT, 1, 8, 7, 5);
            INDArray ofSmall = GradientCheck.random(DataType.FLOAT, 2, 4, 1);
            INDArray ofLarge = GradientCheck.random(DataType.FLOAT, 2, 8, 1);
            long before = 0;
            for (int step = 0; step < 110; step++) {
                if (step == 10) {
                    before = Nd4j.getDeallocatorService().nextValue();
                }
                critic.score(large);
                critic.accumulate(ofLarge);
                critic.score(small);
                critic.inputGradient(ofSmall);
                critic.accumulate(ofSmall);
            }
            // Asking counts itself.
            assertEquals(1, Nd4j.getDeallocatorService().nextValue() - before);
        }
    }

    /** A product large enough is divided among two threads, by rows or by columns: neither may take the other's. */
    @ParameterizedTest
    @CsvSource({"40,300", "300,40"})
    void whatIsDividedEqualsWhatIsNot(int rows, int units) {
        try (Critic critic = Networks.critic(
                list(DataType.DOUBLE,
                        new TimeConvolution.Builder(5, 2, 1).nOut(units).activation(Activation.TANH).build(),
                        new RowDense.Builder().nIn(6 * units).nOut(units).activation(Activation.SWISH).build(),
                        new RowDense.Builder().nIn(units).nOut(1).activation(Activation.IDENTITY).build()),
                context(SHAPE))) {
            INDArray batch = GradientCheck.random(DataType.DOUBLE, 1, rows, 7, 5);
            INDArray weights = GradientCheck.random(DataType.DOUBLE, 2, rows, 1);
            INDArray scores = critic.score(batch).dup();
            critic.accumulate(weights);
            INDArray slopes = critic.inputGradient(weights).dup();
            INDArray gradient = critic.gradient().dup();
            critic.gradient().assign(0);
            for (int row = 0; row < rows; row++) {
                INDArrayIndex only = NDArrayIndex.interval(row, row + 1);
                INDArray weight = weights.get(only, NDArrayIndex.all()).reshape(1, 1);
                GradientCheck.near(scores.get(only, NDArrayIndex.all()).reshape(1, 1),
                        critic.score(batch.get(only, NDArrayIndex.all(), NDArrayIndex.all()).dup('c')), 1e-12, "score");
                GradientCheck.near(slopes.get(only, NDArrayIndex.all(), NDArrayIndex.all()),
                        critic.inputGradient(weight), 1e-12, "slope");
                critic.accumulate(weight);
            }
            GradientCheck.near(critic.gradient(), gradient, 1e-12, "gradient");
        }
    }

    @Test
    void sizesThatDoNotFitAreNamed() {
        try (Critic critic = Networks.critic(
                list(DataType.FLOAT, new RowDense.Builder().name("first").nIn(6).nOut(1)
                        .activation(Activation.IDENTITY).build()),
                context(SHAPE))) {
            IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class,
                    () -> critic.score(Nd4j.create(DataType.FLOAT, 2, 7, 5)));
            assertEquals("layer \"first\" takes rows of 6 numbers, and rows of [7, 5] do not divide into them",
                    thrown.getMessage());
        }
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> Networks.critic(
                list(DataType.FLOAT, new RowDense.Builder().name("first").nIn(5).nOut(1)
                        .activation(Activation.CUBE).build()),
                context(SHAPE)));
        assertTrue(thrown.getMessage().startsWith("layer \"first\": the activation cube is none of"),
                thrown.getMessage());
    }

    /** The shape of the conv critic with local heads; {@code mixed} puts DL4J's own layers between Etude's. */
    private static ComputationGraphConfiguration branches(DataType type, boolean mixed) {
        return new NeuralNetConfiguration.Builder().dataType(type).graphBuilder()
                .addInputs("batch")
                .addLayer("steps", new RowDense.Builder().nIn(5).nOut(4).activation(Activation.SWISH).build(), "batch")
                .addLayer("windows", new TimeConvolution.Builder(4, 4, 2).nOut(6).activation(Activation.SWISH).build(),
                        "steps")
                .addLayer("hidden", new RowDense.Builder().nIn(12).nOut(3).activation(Activation.SWISH)
                        .spectrallyNormalised(true).build(), "windows")
                .addLayer("deviation", new MinibatchDeviation.Builder(3, 2).build(), "hidden")
                .addLayer("score", mixed
                        ? new DenseLayer.Builder().nIn(4).nOut(1).activation(Activation.IDENTITY).build()
                        : new RowDense.Builder().nIn(4).nOut(1).activation(Activation.IDENTITY).build(), "deviation")
                .addLayer("step-mean", new TimeMean.Builder(4).build(), "steps")
                .addLayer("step-score", new RowDense.Builder().nIn(4).nOut(1).activation(Activation.IDENTITY).build(),
                        "step-mean")
                .addLayer("window-mean", new TimeMean.Builder(6).build(), "windows")
                .addLayer("window-score", mixed
                        ? new DenseLayer.Builder().nIn(6).nOut(1).activation(Activation.IDENTITY).build()
                        : new RowDense.Builder().nIn(6).nOut(1).activation(Activation.IDENTITY).build(), "window-mean")
                .setOutputs("score", "step-score", "window-score")
                .build();
    }

    private static void equal(SequenceShape shape, MultiLayerConfiguration own, MultiLayerConfiguration dl4j,
            int[]... swaps) {
        ModelContext context = context(shape);
        try (Critic first = Networks.critic(own, context); Critic second = Networks.critic(dl4j, context)) {
            second.parameters().assign(swapped(first.parameters(), swaps));
            for (int batch : new int[] {48, 96, 48}) {
                INDArray input = GradientCheck.random(DataType.FLOAT, batch, batch, shape.steps(), shape.symbols());
                INDArray weights = GradientCheck.random(DataType.FLOAT, 9, batch, 1);
                GradientCheck.near(first.score(input), second.score(input), 1e-5, "scores");
                GradientCheck.near(first.inputGradient(weights), second.inputGradient(weights), 1e-5, "input gradient");
                first.accumulate(weights);
                second.accumulate(weights);
                GradientCheck.near(swapped(first.gradient(), swaps), second.gradient(), 1e-5, "gradient");
            }
        }
    }

    /** Swaps two neighbouring parts of a vector, from its beginning. */
    private static INDArray swapped(INDArray vector, int[]... swaps) {
        float[] from = vector.toFloatVector();
        float[] to = from.clone();
        for (int[] swap : swaps) {
            System.arraycopy(from, 0, to, swap[1], swap[0]);
            System.arraycopy(from, swap[0], to, 0, swap[1]);
        }
        return Nd4j.createFromArray(new float[][] {to});
    }

    /** Bias before weights, and [kernel, 6 channels, 5] instead of [5, kernel, 6 channels]; what follows stays. */
    private static INDArray asDl4js(INDArray vector, int kernel) {
        float[] from = vector.toFloatVector();
        float[] to = from.clone();
        System.arraycopy(from, 5 * 6 * kernel, to, 0, 5);
        for (int output = 0; output < 5; output++) {
            for (int step = 0; step < kernel; step++) {
                for (int channel = 0; channel < 6; channel++) {
                    to[5 + (step * 6 + channel) * 5 + output] = from[(output * kernel + step) * 6 + channel];
                }
            }
        }
        return Nd4j.createFromArray(new float[][] {to});
    }

    /** A vector of parameters or gradients whose first matrix, [rows, columns], lies there as [columns, rows]. */
    private static INDArray transposed(INDArray vector, int rows, int columns) {
        float[] from = vector.toFloatVector();
        float[] to = from.clone();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                to[column * rows + row] = from[row * columns + column];
            }
        }
        return Nd4j.createFromArray(new float[][] {to});
    }

    private static void check(DataType type, Layer... layers) {
        try (Critic critic = Networks.critic(list(type, layers), context(SHAPE))) {
            GradientCheck.critic(critic, SHAPE);
        }
    }

    private static MultiLayerConfiguration list(DataType type, Layer... layers) {
        return new NeuralNetConfiguration.Builder().dataType(type).list(layers).build();
    }

    private static ModelContext context(SequenceShape shape) {
        return new ModelContext(shape, new PianoRollEncoding(1, 4, 120, false), new float[shape.symbols()], 7);
    }
}
