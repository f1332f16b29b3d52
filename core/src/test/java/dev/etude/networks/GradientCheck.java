package dev.etude.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.Critic;
import dev.etude.spi.Generator;
import dev.etude.spi.SequenceShape;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares a network's gradients with central finite differences. For networks in double precision. */
final class GradientCheck {
    private static final double STEP = 1e-5;
    /** What the differences themselves are good for: the square of the step, and rounding over the step. */
    private static final double TOLERANCE = 1e-8;

    private GradientCheck() {}

    static void critic(Critic critic, SequenceShape shape) {
        shake(critic.parameters());
        for (int batch : new int[] {3, 5, 3}) {
            INDArray input = random(DataType.DOUBLE, batch, batch, shape.steps(), shape.symbols());
            INDArray weights = random(DataType.DOUBLE, 9, batch, 1);
            DoubleSupplier loss = () -> critic.score(input).mul(weights).sumNumber().doubleValue();
            critic.gradient().assign(0);
            critic.score(input);
            INDArray inputGradient = critic.inputGradient(weights).dup();
            assertEquals(0, critic.gradient().amaxNumber().doubleValue(),
                    "inputGradient touched the parameters' gradient");
            critic.accumulate(weights);
            INDArray once = critic.gradient().dup();
            assertTrue(once.amaxNumber().doubleValue() > 1e-3, "the check would pass for a gradient of nothing");
            critic.accumulate(weights);
            near(once.mul(2), critic.gradient(), 1e-12, "accumulated twice");
            near(inputGradient, critic.inputGradient(weights), 1e-12, "input gradient asked for again");
            near(once.mul(2), critic.gradient(), 1e-12, "inputGradient touched the parameters' gradient");
            near(differences(critic.parameters(), loss), once, TOLERANCE, "parameters");
            near(differences(input, loss), inputGradient, TOLERANCE, "input");
        }
    }

    static void generator(Generator generator, SequenceShape shape) {
        shake(generator.parameters());
        for (int batch : new int[] {2, 4, 2}) {
            INDArray noise = random(DataType.DOUBLE, batch, batch, generator.noiseSize());
            INDArray weights = random(DataType.DOUBLE, 9, batch, shape.steps(), shape.symbols());
            DoubleSupplier loss = () -> generator.generate(noise).mul(weights).sumNumber().doubleValue();
            generator.gradient().assign(1);
            generator.generate(noise);
            generator.accumulate(weights);
            near(differences(generator.parameters(), loss), generator.gradient().sub(1), TOLERANCE, "parameters");
        }
    }

    static INDArray random(DataType type, long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        INDArray array = Nd4j.create(type, shape);
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

    /** So that no bias is 0. */
    private static void shake(INDArray parameters) {
        parameters.addi(random(DataType.DOUBLE, 5, parameters.shape()).muli(.2));
    }

    private static INDArray differences(INDArray at, DoubleSupplier loss) {
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
