package dev.etude.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.Critic;
import dev.etude.spi.SequenceShape;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares a network's gradients with central finite differences. For networks in double precision. */
final class GradientCheck {
    private static final double STEP = 1e-5;
    /** What the differences themselves are good for: the square of the step, and rounding over the step. */
    private static final double TOLERANCE = 1e-7;

    private GradientCheck() {}

    static void critic(Critic critic, SequenceShape shape) {
        for (int batch : new int[] {3, 6, 2, 3}) {
            INDArray input = random(batch, batch, shape.steps(), shape.symbols());
            INDArray weights = random(9, batch, 1);
            critic.gradient().assign(0);
            critic.score(input);
            INDArray inputGradient = critic.inputGradient(weights).dup();
            assertEquals(0, critic.gradient().amaxNumber().doubleValue(), "inputGradient touched the parameters' gradient");
            critic.accumulate(weights);
            INDArray once = critic.gradient().dup();
            critic.accumulate(weights);
            near(once.mul(2), critic.gradient(), 1e-12, "accumulated twice");
            near(differences(critic.parameters(), () -> loss(critic, input, weights)), once, TOLERANCE, "parameters");
            near(differences(input, () -> loss(critic, input, weights)).reshape(inputGradient.shape()), inputGradient,
                    TOLERANCE, "input");
        }
    }

    static INDArray random(long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        INDArray array = Nd4j.create(DataType.DOUBLE, shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextDouble() - .5);
        }
        return array;
    }

    static void near(INDArray expected, INDArray actual, double tolerance, String what) {
        double scale = Math.max(1, expected.amaxNumber().doubleValue());
        double difference = expected.sub(actual).amaxNumber().doubleValue();
        assertTrue(difference <= tolerance * scale, what + ": off by " + difference + " of " + scale);
    }

    private static double loss(Critic critic, INDArray input, INDArray weights) {
        return critic.score(input).mul(weights).sumNumber().doubleValue();
    }

    private static INDArray differences(INDArray at, java.util.function.DoubleSupplier loss) {
        INDArray differences = at.ulike();
        for (long i = 0; i < at.length(); i++) {
            double value = at.getDouble(i);
            at.putScalar(i, value + STEP);
            double above = loss.getAsDouble();
            at.putScalar(i, value - STEP);
            double below = loss.getAsDouble();
            at.putScalar(i, value);
            differences.putScalar(i, (above - below) / (2 * STEP));
        }
        return differences;
    }
}
