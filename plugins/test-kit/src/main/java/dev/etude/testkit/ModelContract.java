package dev.etude.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.etude.spi.Encoding;
import dev.etude.spi.ModelContext;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.Trainable;
import dev.etude.spi.UserError;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What generators and critics have in common: a network of parameters and gradients, built from a seed.
 *
 * @param <M> the interface of the model
 * @param <N> the interface of its networks
 */
public abstract class ModelContract<M, N extends Trainable> extends PluginContract<M> {
    static final int ROWS = 3;
    private static final float SYMBOL_RATE = 0.05f;

    ModelContract(Class<M> door) {
        super(door);
    }

    /** The shape of a row that the model is built for. */
    protected SequenceShape shape() {
        return new SequenceShape(16, encoding().symbols());
    }

    /** What the row's symbols mean. */
    protected Encoding encoding() {
        return Examples.KEYS;
    }

    abstract N create(ModelContext context) throws Exception;

    abstract boolean learns() throws Exception;

    /** Something to run the network on, another for each seed. */
    abstract INDArray input(N network, SequenceShape shape, int rows, long seed);

    abstract INDArray run(N network, INDArray input);

    abstract void accumulate(N network, INDArray outputGradient);

    abstract long[] outputShape(SequenceShape shape, int rows);

    @Test
    final void givesOutputsOfTheRightShape() throws Exception {
        try (N network = create(1)) {
            for (int rows : new int[] {1, 4, 2}) {
                assertIsOutput(run(network, input(network, shape(), rows, rows)), shape(), rows);
            }
        }
    }

    @Test
    final void buildsOrPlainlyRefusesOtherShapes() throws Exception {
        buildsOrRefuses(new SequenceShape(7, Examples.LETTERS.symbols()), Examples.LETTERS);
        buildsOrRefuses(new SequenceShape(1, Examples.KEYS.symbols()), Examples.KEYS);
        buildsOrRefuses(new SequenceShape(32, Examples.KEYS_WITH_ONSETS.symbols()), Examples.KEYS_WITH_ONSETS);
    }

    @Test
    final void equalSeedsGiveEqualNetworks() throws Exception {
        try (N one = create(5); N same = create(5); N other = create(6)) {
            INDArray input = input(one, shape(), ROWS, 1);
            assertArrayEquals(values(one.parameters()), values(same.parameters()), "parameters of equal seeds");
            assertArrayEquals(values(run(one, input)), values(run(same, input)), "outputs of equal seeds");
            assertFalse(
                    learns() && Arrays.equals(values(one.parameters()), values(other.parameters())),
                    "another seed gave the same parameters");
        }
    }

    @Test
    final void givesTheSameOutputAgain() throws Exception {
        try (N network = create(1)) {
            INDArray input = input(network, shape(), ROWS, 1);
            float[] inputBefore = values(input);
            float[] first = values(run(network, input));
            run(network, input(network, shape(), 2 * ROWS, 2));
            assertArrayEquals(first, values(run(network, input)), "the output of the same rows");
            assertArrayEquals(inputBefore, values(input), "the input was changed");
        }
    }

    @Test
    final void dependsOnItsInput() throws Exception {
        try (N network = create(1)) {
            float[] first = values(run(network, input(network, shape(), ROWS, 1)));
            assertFalse(
                    Arrays.equals(first, values(run(network, input(network, shape(), ROWS, 2)))),
                    "two inputs, one output");
        }
    }

    @Test
    final void parametersAreALiveView() throws Exception {
        assumeLearns();
        try (N network = create(1); N other = create(2)) {
            INDArray input = input(network, shape(), ROWS, 1);
            float[] before = values(run(network, input));
            float[] otherBefore = values(run(other, input));
            INDArray parameters = network.parameters();
            INDArray copy = parameters.dup();
            assertIsVector(parameters);
            parameters.assign(other.parameters());
            assertArrayEquals(otherBefore, values(run(network, input)),
                    "with the parameters of another network written in");
            parameters.assign(copy);
            assertArrayEquals(before, values(run(network, input)), "with its own parameters restored");
            assertSame(parameters, network.parameters(), "parameters() must be the same array at each call");
            copy.close();
        }
    }

    @Test
    final void gradientIsALiveViewAndStartsAtZero() throws Exception {
        assumeLearns();
        try (N network = create(1)) {
            INDArray gradient = network.gradient();
            assertIsVector(gradient);
            assertEquals(network.parameters().length(), gradient.length(), "one gradient for each parameter");
            assertEquals(0, gradient.norm1Number().doubleValue(), "the gradient of a new network");
            INDArray output = run(network, input(network, shape(), ROWS, 1));
            accumulate(network, weights(output.shape()));
            assertTrue(gradient.norm1Number().doubleValue() > 0, "no gradient was accumulated");
            assertSame(gradient, network.gradient(), "gradient() must be the same array at each call");
        }
    }

    @Test
    final void gradientIsThatOfFiniteDifferences() throws Exception {
        assumeLearns();
        try (N network = create(1)) {
            INDArray input = input(network, shape(), ROWS, 1);
            INDArray weights = weights(outputShape(shape(), ROWS));
            run(network, input);
            accumulate(network, weights);
            FiniteDifferences.assertGradient(
                    network.parameters(), values(network.gradient()),
                    () -> FiniteDifferences.dot(run(network, input), weights));
        }
    }

    @Test
    final void gradientsAddUpUntilZeroed() throws Exception {
        assumeLearns();
        try (N network = create(1)) {
            INDArray weights = weights(outputShape(shape(), ROWS));
            float[] first = gradient(network, 1, weights);
            network.gradient().assign(0);
            float[] second = gradient(network, 2, weights);
            float[] both = gradient(network, 1, weights);
            FiniteDifferences.assertClose(FiniteDifferences.sum(first, second), both, "the sum of two gradients");
        }
    }

    N create(long seed) throws Exception {
        return create(context(shape(), encoding(), seed));
    }

    void assumeLearns() throws Exception {
        assumeTrue(learns(), "does not apply: this model has nothing to learn");
    }

    static INDArray weights(long... shape) {
        return FiniteDifferences.normals(shape, 99);
    }

    static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    static void assertIsOutput(INDArray output, long... shape) {
        assertArrayEquals(shape, output.shape(), "the output's shape");
        assertEquals(DataType.FLOAT, output.dataType(), "the output's type");
        assertEquals('c', output.ordering(), "the output's order");
        for (float value : values(output)) {
            assertTrue(Float.isFinite(value), "an output is " + value);
        }
    }

    private void assertIsOutput(INDArray output, SequenceShape shape, int rows) {
        assertIsOutput(output, outputShape(shape, rows));
    }

    private float[] gradient(N network, long inputSeed, INDArray weights) {
        run(network, input(network, shape(), ROWS, inputSeed));
        accumulate(network, weights);
        return values(network.gradient());
    }

    private void buildsOrRefuses(SequenceShape shape, Encoding encoding) throws Exception {
        try (N network = create(context(shape, encoding, 1))) {
            assertIsOutput(run(network, input(network, shape, ROWS, 1)), shape, ROWS);
        } catch (UserError refusal) {
            assertPlain(refusal);
        }
    }

    private static ModelContext context(SequenceShape shape, Encoding encoding, long seed) {
        float[] rates = new float[shape.symbols()];
        Random random = new Random(0);
        for (int symbol = 0; symbol < rates.length; symbol++) {
            rates[symbol] = 2 * SYMBOL_RATE * random.nextFloat();
        }
        return new ModelContext(shape, encoding, rates, seed);
    }

    private static void assertIsVector(INDArray array) {
        assertArrayEquals(new long[] {1, array.length()}, array.shape(), "a vector [1, n]");
        assertEquals(DataType.FLOAT, array.dataType(), "the vector's type");
    }
}
