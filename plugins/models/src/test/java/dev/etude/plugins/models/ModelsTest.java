package dev.etude.plugins.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.Critic;
import dev.etude.spi.CriticModel;
import dev.etude.spi.Generator;
import dev.etude.spi.GeneratorModel;
import dev.etude.spi.ModelContext;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.Trainable;
import dev.etude.spi.UserError;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The built-in models as training uses them. */
class ModelsTest {
    private static final SequenceShape SHAPE = new SequenceShape(16, 88);
    private static final FcGenerator FREE = new FcGenerator(100, 256, 128, 96, 4, 0, 0, 0, false);
    private static final FcGenerator PLAIN = new FcGenerator(100, 256, 128, 96, 4, 0, 0, 0, true);
    private static final FcGenerator WITHOUT_SLOTS = new FcGenerator(100, 256, 128, 96, 0, 0, 0, 0, false);
    private static final ConvCritic CONVOLUTION =
            new ConvCritic(32, 4, 2, 64, 128, true, 0, false, ConvCritic.Form.CONVOLUTION);

    static Stream<GeneratorModel> generators() {
        return Stream.of(new FcGenerator(), FREE, PLAIN, WITHOUT_SLOTS, new RandomStream(),
                new RandomStream(RandomStream.Rates.PER_SYMBOL));
    }

    static Stream<CriticModel> critics() {
        return Stream.of(new FcCritic(), new ConvCritic(), CONVOLUTION,
                new ConvCritic(8, 3, 3, 5, 6, false, 0, false, ConvCritic.Form.PRODUCT),
                new ConvCritic(8, 3, 3, 5, 6, true, 4, true, ConvCritic.Form.PRODUCT),
                new FcCritic(16, 8, 4, true));
    }

    @ParameterizedTest
    @MethodSource("generators")
    void generatorsKeepTheirContract(GeneratorModel model) {
        for (int steps : new int[] {16, 13, 1}) {
            try (Generator generator = model.create(context(new SequenceShape(steps, 88), 1))) {
                assertEquals(model.learns(), generator.parameters().length() > 0);
                assertArrayEquals(generator.parameters().shape(), generator.gradient().shape());
                for (int batch : new int[] {6, 12, 6, 1}) {
                    INDArray noise = normal(batch, generator.noiseSize());
                    INDArray logits = generator.generate(noise).dup();
                    assertArrayEquals(new long[] {batch, steps, 88}, logits.shape());
                    assertEquals(logits, generator.generate(noise), "the logits are a function of the noise");
                    generator.accumulate(logits);
                    if (model.learns()) {
                        INDArray once = generator.gradient().dup();
                        generator.accumulate(logits);
                        near(once.mul(2), generator.gradient(), 1e-5);
                        generator.gradient().assign(0);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("critics")
    void criticsKeepTheirContract(CriticModel model) {
        try (Critic critic = model.create(context(SHAPE, 1))) {
            for (int batch : new int[] {6, 12, 6, 1}) {
                INDArray input = normal(batch, SHAPE.cells()).reshape(batch, 16, 88);
                INDArray scores = critic.score(input).dup();
                assertArrayEquals(new long[] {batch, 1}, scores.shape());
                critic.gradient().assign(0);
                assertArrayEquals(new long[] {batch, 16, 88}, critic.inputGradient(scores).shape());
                assertEquals(0, critic.gradient().amaxNumber().doubleValue());
                critic.accumulate(scores);
                assertTrue(critic.gradient().amaxNumber().doubleValue() > 0);
                INDArray once = critic.gradient().dup();
                critic.accumulate(scores);
                near(once.mul(2), critic.gradient(), 1e-5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -5})
    void equalSeedsGiveEqualNetworks(long seed) {
        for (CriticModel model : new CriticModel[] {new FcCritic(), new ConvCritic(), CONVOLUTION}) {
            Nd4j.getRandom().setSeed(seed + 99);
            float[] first = parameters(model.create(context(SHAPE, seed)));
            Nd4j.rand(3, 3);
            assertArrayEquals(first, parameters(model.create(context(SHAPE, seed))));
            assertFalse(Arrays.equals(first, parameters(model.create(context(SHAPE, seed + 1)))));
        }
    }

    @Test
    void equalSeedsGiveEqualNetworksInAnotherJvm() {
        float[] critic = parameters(new ConvCritic().create(context(SHAPE, 1)));
        float[] generator = parameters(FREE.create(context(SHAPE, 1)));
        // What another one found.
        assertArrayEquals(new double[] {15.1826, -232.0849}, new double[] {sum(critic), sum(generator)}, 1e-2);
    }

    @Test
    void aNetworkIsItsParameters() {
        INDArray input = normal(5, SHAPE.cells()).reshape(5, 16, 88);
        INDArray noise = normal(5, 100);
        try (Critic first = new ConvCritic().create(context(SHAPE, 1));
                Critic second = new ConvCritic().create(context(SHAPE, 2));
                Generator third = new FcGenerator().create(context(SHAPE, 1));
                Generator fourth = new FcGenerator().create(context(SHAPE, 2))) {
            INDArray scores = first.score(input).dup();
            assertFalse(scores.equals(second.score(input)));
            second.parameters().assign(first.parameters());
            assertEquals(scores, second.score(input));
            fourth.parameters().assign(third.parameters());
            assertEquals(third.generate(noise), fourth.generate(noise));
        }
    }

    @Test
    void bothFormsOfTheConvCriticAreTheSame() {
        int weights = 32 * 88;
        try (Critic product = new ConvCritic().create(context(SHAPE, 1));
                Critic convolution = CONVOLUTION.create(context(SHAPE, 2))) {
            // DL4J's convolution has its bias before its weights.
            convolution.parameters().assign(biasFirst(product.parameters(), weights, 32));
            for (int batch : new int[] {8, 16}) {
                INDArray input = normal(batch, SHAPE.cells()).gt(1.6).castTo(DataType.FLOAT).reshape(batch, 16, 88);
                INDArray epsilon = normal(batch, 1);
                near(product.score(input), convolution.score(input), 1e-5);
                near(product.inputGradient(epsilon), convolution.inputGradient(epsilon), 1e-5);
                product.accumulate(epsilon);
                convolution.accumulate(epsilon);
                near(biasFirst(product.gradient(), weights, 32), convolution.gradient(), 1e-5);
            }
        }
    }

    @Test
    void initialWeightsAndBiasAreTheRecipes() {
        try (Generator generator = FREE.create(context(SHAPE, 1))) {
            float[] parameters = parameters(generator);
            assertEquals(100 * 256 + 256 + 256 * (4 * 96 + 16 * 32) + 4 * 96 + 16 * 32 + 128 * 88 + 88,
                    parameters.length);
            assertEquals(2.0 / 100, variance(parameters, 0, 25_600), .001);
            assertEquals(6.0 / 128, variance(parameters, parameters.length - 88 - 128 * 88, parameters.length - 88),
                    .004);
            assertEquals(Math.log(.3 / .7), parameters[parameters.length - 88 + 39], 1e-5);
            assertEquals(Math.log(.05 / .95), parameters[parameters.length - 1], 1e-5);
        }
        try (Critic critic = new ConvCritic().create(context(SHAPE, 1))) {
            float[] parameters = parameters(critic);
            assertEquals(88 * 32 + 32 + 128 * 64 + 64 + 448 * 128 + 128 + 129 + 33 + 65, parameters.length);
            assertEquals(2.0 / 88, variance(parameters, 0, 88 * 32), .003);
        }
    }

    @Test
    void whatACodeStandsForBeginsAsLargeAsFreeFeatures() {
        try (Generator generator = new FcGenerator().create(context(SHAPE, 1))) {
            float[] parameters = parameters(generator);
            int choices = 4 * 320 + 16 * 16;
            int codes = 100 * 256 + 256 + 256 * choices + choices;
            assertEquals(codes + 320 * 112 + 112 + 128 * 88 + 88, parameters.length);
            assertEquals(2, variance(parameters, codes, codes + 320 * 112), .1);
        }
    }

    @Test
    void stepsOfASlotShareItsFeatures() {
        // Without features of their own, all steps of a slot are alike, and a last slot is cut.
        GeneratorModel model = new FcGenerator(10, 20, 30, 30, 4, 0, 0, 0, false);
        try (Generator generator = model.create(context(new SequenceShape(6, 88), 1))) {
            float[][] logits = generator.generate(normal(1, 10)).reshape(6, 88).toFloatMatrix();
            for (int step = 0; step < 6; step++) {
                assertArrayEquals(logits[step / 4 * 4], logits[step]);
            }
            assertFalse(Arrays.equals(logits[0], logits[4]));
        }
    }

    @ParameterizedTest
    @MethodSource("critics")
    void aStepLeavesNothingBehind(CriticModel model) {
        boolean ownLayersOnly = !model.equals(CONVOLUTION);
        INDArray real = normal(96, SHAPE.cells()).gt(1.6).castTo(DataType.FLOAT).reshape(96, 16, 88);
        INDArray fakes = real.get(NDArrayIndex.interval(0, 48)).dup('c');
        INDArray four = normal(192, SHAPE.cells()).reshape(192, 16, 88);
        INDArray noise = normal(48, 100);
        INDArray one = normal(48, 1);
        INDArray two = normal(96, 1);
        INDArray fourOnes = normal(192, 1);
        try (Critic critic = model.create(context(SHAPE, 1));
                Generator generator = new FcGenerator().create(context(SHAPE, 1))) {
            long before = 0;
            for (int step = 0; step < 15; step++) {
                if (step == 5) {
                    before = Nd4j.getDeallocatorService().nextValue();
                }
                INDArray logits = generator.generate(noise);
                critic.score(real);
                critic.accumulate(two);
                critic.inputGradient(two);
                critic.score(four);
                critic.accumulate(fourOnes);
                critic.score(fakes);
                generator.accumulate(critic.inputGradient(one));
                assertTrue(Double.isFinite(logits.getDouble(0)));
            }
            if (ownLayersOnly) {
                // Asking counts itself.
                assertEquals(1, Nd4j.getDeallocatorService().nextValue() - before);
            }
        }
    }

    @Test
    void theRandomStreamHasTheDensityOfTheData() {
        for (RandomStream.Rates rates : RandomStream.Rates.values()) {
            try (Generator generator = new RandomStream(rates).create(context(SHAPE, 1))) {
                INDArray on = generator.generate(normal(2000, generator.noiseSize())).gt(0).castTo(DataType.FLOAT);
                double overall = (.05 * 87 + .3) / 88;
                assertEquals(overall, on.meanNumber().doubleValue(), .001);
                assertEquals(rates == RandomStream.Rates.OVERALL ? overall : .3, on.mean(0, 1).getDouble(39), .01);
            }
        }
    }

    @Test
    void aSymbolThatNeverSoundsNeverComes() {
        float[] rates = new float[88];
        ModelContext context = new ModelContext(SHAPE, new PianoRollEncoding(1, 4, 120, false), rates, 1);
        try (Generator generator = new RandomStream().create(context)) {
            assertEquals(0, generator.generate(normal(50,
                    generator.noiseSize())).gt(0).castTo(DataType.FLOAT).sumNumber().intValue());
        }
    }

    @Test
    void aKernelLongerThanTheRowIsNamed() {
        assertEquals("conv: timeKernel is 17, but a row has only 16 steps;"
                        + " lower critic.timeKernel, or raise window.steps",
                assertThrows(UserError.class, () ->
                        new ConvCritic(1, 17, 1, 4, 1, true, 0, false, ConvCritic.Form.PRODUCT)
                        .create(context(SHAPE, 1))).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0|1|1|1|channels: must be at least 1, was 0",
        "1|0|1|1|timeKernel: must be at least 1, was 0",
        "1|1|0|1|timeStride: must be at least 1, was 0"})
    void settingsOutOfRangeAreNamed(int channels, int timeKernel, int timeStride, int hidden, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () ->
                new ConvCritic(channels, timeKernel, timeStride, 4, hidden, true, 0, false, ConvCritic.Form.PRODUCT))
                        .getMessage());
    }

    @Test
    void deviationAndSpectralNormalisationThatCannotBeAreNamed() {
        assertEquals("deviationGroup: must be 0 or at least 2, was 1",
                assertThrows(IllegalArgumentException.class, () -> new FcCritic(4, 4, 1, false)).getMessage());
        assertEquals("spectralNormalisation: needs the form product",
                assertThrows(IllegalArgumentException.class, () ->
                        new ConvCritic(1, 1, 1, 1, 1, true, 0, true, ConvCritic.Form.CONVOLUTION)).getMessage());
    }

    @Test
    void aSpectrallyNormalisedCriticRemembersNothingButItsParameters() {
        INDArray input = normal(6, SHAPE.cells()).reshape(6, 16, 88);
        CriticModel model = new ConvCritic(8, 3, 3, 5, 6, true, 2, true, ConvCritic.Form.PRODUCT);
        try (Critic longUsed = model.create(context(SHAPE, 1)); Critic fresh = model.create(context(SHAPE, 2))) {
            for (int step = 0; step < 5; step++) {
                longUsed.score(input);
                longUsed.accumulate(normal(6, 1));
                longUsed.parameters().subi(longUsed.gradient().mul(.1));
            }
            fresh.parameters().assign(longUsed.parameters());
            assertEquals(longUsed.score(input).dup(), fresh.score(input));
            longUsed.gradient().assign(0);
            longUsed.accumulate(normal(6, 1));
            fresh.accumulate(normal(6, 1));
            assertEquals(longUsed.gradient(), fresh.gradient());
        }
    }

    @Test
    void aSpectrallyNormalisedCriticNeverRisesFasterThanItsLayersAllow() {
        // Each layer's weights stretch by at most 1, and swish's slope is at most 1.1.
        try (Critic critic = new FcCritic(64, 32, 0, true).create(context(SHAPE, 1))) {
            critic.parameters().muli(7);
            critic.score(normal(20, SHAPE.cells()).reshape(20, 16, 88));
            INDArray slopes = critic.inputGradient(Nd4j.ones(DataType.FLOAT, 20, 1)).reshape(20, SHAPE.cells());
            double steepest = slopes.norm2(1).maxNumber().doubleValue();
            assertTrue(steepest < 1.1 * 1.1 && steepest > .01, "slope " + steepest);
        }
    }

    @Test
    void slotFeaturesAreAmongTheFeatures() {
        assertEquals("slotFeatures: must be from 1 to features, 128, was 129",
                assertThrows(IllegalArgumentException.class,
                () -> new FcGenerator(100, 256, 128, 129, 4, 0, 0, 0, false)).getMessage());
    }

    private static ModelContext context(SequenceShape shape, long seed) {
        float[] rates = new float[shape.symbols()];
        Arrays.fill(rates, .05f);
        rates[39] = .3f;
        return new ModelContext(shape, new PianoRollEncoding(1, 4, 120, false), rates, seed);
    }

    private static float[] parameters(Trainable network) {
        return network.parameters().toFloatVector();
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private static double variance(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i] * values[i];
        }
        return sum / (to - from);
    }

    private static INDArray biasFirst(INDArray vector, int weights, int bias) {
        float[] from = vector.toFloatVector();
        float[] to = from.clone();
        System.arraycopy(from, 0, to, bias, weights);
        System.arraycopy(from, weights, to, 0, bias);
        return Nd4j.createFromArray(new float[][] {to});
    }

    private static void near(INDArray expected, INDArray actual, double tolerance) {
        double scale = Math.max(1, expected.amaxNumber().doubleValue());
        double difference = expected.sub(actual).amaxNumber().doubleValue();
        assertTrue(difference <= tolerance * scale, "off by " + difference + " of " + scale);
    }

    private static INDArray normal(int rows, int columns) {
        Random random = new Random(4);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.createFromArray(values).reshape(rows, columns);
    }
}
