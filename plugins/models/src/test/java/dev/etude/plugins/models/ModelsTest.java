package dev.etude.plugins.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.Critic;
import dev.etude.spi.CriticModel;
import dev.etude.spi.Generator;
import dev.etude.spi.GeneratorModel;
import dev.etude.spi.ModelContext;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.SequenceShape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The four models as training uses them. */
class ModelsTest {
    private static final SequenceShape SHAPE = new SequenceShape(16, 88);

    static ModelContext context(long seed) {
        float[] rates = new float[SHAPE.symbols()];
        Arrays.fill(rates, .05f);
        rates[39] = .3f;
        return new ModelContext(SHAPE, new PianoRollEncoding(1, 4, 120, false), rates, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -5})
    void equalSeedsGiveEqualNetworks(long seed) {
        for (CriticModel model : new CriticModel[] {new FcCritic(), new ConvCritic()}) {
            Nd4j.getRandom().setSeed(seed + 99);
            float[] first = parameters(model, seed);
            Nd4j.getRandom().nextDouble();
            assertArrayEquals(first, parameters(model, seed));
            assertNotEquals(Arrays.hashCode(first), Arrays.hashCode(parameters(model, seed + 1)));
        }
    }

    @Test
    void outputsHaveTheShapesOfTheirContracts() {
        for (GeneratorModel model : new GeneratorModel[] {new FcGenerator(), new RandomStream()}) {
            try (Generator generator = model.create(context(1))) {
                INDArray logits = generator.generate(normal(7, generator.noiseSize()));
                assertArrayEquals(new long[] {7, 16, 88}, logits.shape());
                for (CriticModel criticModel : new CriticModel[] {new FcCritic(), new ConvCritic()}) {
                    try (Critic critic = criticModel.create(context(1))) {
                        assertArrayEquals(new long[] {7, 1}, critic.score(logits).shape());
                        INDArray gradient = critic.inputGradient(Nd4j.ones(7, 1));
                        assertArrayEquals(new long[] {7, 16, 88}, gradient.shape());
                        generator.accumulate(gradient);
                        assertEquals(model.learns(), generator.gradient().length() > 0);
                    }
                }
            }
        }
    }

    @Test
    void theRandomStreamHasTheDensityOfTheData() {
        ModelContext context = context(1);
        for (RandomStream.Rates rates : RandomStream.Rates.values()) {
            try (Generator generator = new RandomStream(rates).create(context)) {
                INDArray on = generator.generate(normal(2000, generator.noiseSize())).gt(0).castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
                double overall = (.05 * 87 + .3) / 88;
                assertEquals(overall, on.meanNumber().doubleValue(), .001);
                double expected = rates == RandomStream.Rates.OVERALL ? overall : .3;
                assertEquals(expected, on.mean(0, 1).getDouble(39), .02);
            }
        }
    }

    private static float[] parameters(CriticModel model, long seed) {
        try (Critic critic = model.create(context(seed))) {
            float[] parameters = critic.parameters().toFloatVector();
            assertTrue(parameters.length > 10_000);
            return parameters;
        }
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
