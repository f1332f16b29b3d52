package dev.etude.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.etude.spi.Critic;
import dev.etude.spi.CriticModel;
import dev.etude.spi.ModelContext;
import dev.etude.spi.SequenceShape;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What every {@link CriticModel} and its {@link Critic} keep to. */
public abstract class CriticModelContract extends ModelContract<CriticModel, Critic> {
    private static final float ON = 0.1f;

    /** For plugins outside this package. */
    protected CriticModelContract() {
        super(CriticModel.class);
    }

    @Test
    final void inputGradientIsThatOfFiniteDifferences() throws Exception {
        try (Critic critic = create(1)) {
            INDArray batch = input(critic, shape(), ROWS, 1);
            INDArray weights = weights(ROWS, 1);
            critic.score(batch);
            INDArray gradient = critic.inputGradient(weights);
            assertIsOutput(gradient, ROWS, shape().steps(), shape().symbols());
            FiniteDifferences.assertGradient(
                    batch, values(gradient), () -> FiniteDifferences.dot(critic.score(batch), weights));
        }
    }

    @Test
    final void inputGradientLeavesTheParametersGradientAlone() throws Exception {
        try (Critic critic = create(1)) {
            INDArray weights = weights(ROWS, 1);
            critic.score(input(critic, shape(), ROWS, 1));
            critic.accumulate(weights);
            float[] before = values(critic.gradient());
            critic.score(input(critic, shape(), ROWS, 2));
            critic.inputGradient(weights);
            assertArrayEquals(before, values(critic.gradient()),
                    "inputGradient changed the gradient of the parameters");
        }
    }

    @Test
    final void bothGradientsMayBeAskedForInAnyOrder() throws Exception {
        try (Critic one = create(1); Critic other = create(1)) {
            INDArray batch = input(one, shape(), ROWS, 1);
            INDArray weights = weights(ROWS, 1);
            one.score(batch);
            float[] inputFirst = values(one.inputGradient(weights));
            one.accumulate(weights);
            other.score(batch);
            other.accumulate(weights);
            float[] inputLast = values(other.inputGradient(weights));
            FiniteDifferences.assertClose(inputFirst, inputLast, "the input's gradient, asked for first and last");
            FiniteDifferences.assertClose(
                    values(one.gradient()), values(other.gradient()),
                    "the parameters' gradient, asked for last and first");
        }
    }

    @Override
    final Critic create(ModelContext context) throws Exception {
        return plugin().create(context);
    }

    @Override
    final boolean learns() {
        return true;
    }

    @Override
    final INDArray input(Critic critic, SequenceShape shape, int rows, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[] cells = new float[rows * shape.cells()];
        for (int cell = 0; cell < cells.length; cell++) {
            cells[cell] = random.nextFloat() < ON ? 1 : 0;
        }
        return Nd4j.createFromArray(cells).reshape('c', rows, shape.steps(), shape.symbols());
    }

    @Override
    final INDArray run(Critic critic, INDArray batch) {
        return critic.score(batch);
    }

    @Override
    final void accumulate(Critic critic, INDArray scoreGradient) {
        critic.accumulate(scoreGradient);
    }

    @Override
    final long[] outputShape(SequenceShape shape, int rows) {
        return new long[] {rows, 1};
    }
}
