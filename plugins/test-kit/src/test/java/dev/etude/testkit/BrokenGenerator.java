package dev.etude.testkit;

import dev.etude.spi.Doc;
import dev.etude.spi.Generator;
import dev.etude.spi.GeneratorModel;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Plugin;
import dev.etude.spi.SequenceShape;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A generator with at most one fault: each logit is a weight times the row's noise, plus a bias. */
@Plugin("broken")
@Doc("For tests of the kit")
public record BrokenGenerator(@Doc("what is wrong") Fault fault, @Doc("whether it learns") boolean learns)
        implements GeneratorModel {
    /** What is wrong, and which tests must notice. */
    public enum Fault {
        NONE,
        NO_NOISE("takesSomeNoise", "dependsOnItsInput", "givesOutputsOfTheRightShape", "equalSeedsGiveEqualNetworks",
                "givesTheSameOutputAgain", "parametersAreALiveView", "gradientIsALiveViewAndStartsAtZero",
                "gradientIsThatOfFiniteDifferences", "gradientsAddUpUntilZeroed", "buildsOrPlainlyRefusesOtherShapes"),
        IGNORES_THE_NOISE("dependsOnItsInput", "gradientIsThatOfFiniteDifferences"),
        ONE_ROW_ONLY("givesOutputsOfTheRightShape", "buildsOrPlainlyRefusesOtherShapes",
                "gradientIsThatOfFiniteDifferences"),
        COUNTS_CALLS("givesTheSameOutputAgain", "parametersAreALiveView", "gradientIsThatOfFiniteDifferences"),
        GRADIENT_HAS_THE_WRONG_SIGN("gradientIsThatOfFiniteDifferences"),
        GRADIENT_STARTS_AT_ONE("gradientIsALiveViewAndStartsAtZero", "gradientIsThatOfFiniteDifferences",
                "gradientsAddUpUntilZeroed"),
        NOT_A_NUMBER("givesOutputsOfTheRightShape", "buildsOrPlainlyRefusesOtherShapes",
                "gradientIsThatOfFiniteDifferences"),
        FAILS_WITHOUT_PIANO_KEYS("buildsOrPlainlyRefusesOtherShapes");

        final String[] failures;

        Fault(String... failures) {
            this.failures = failures;
        }
    }

    public BrokenGenerator() {
        this(Fault.NONE, true);
    }

    @Override
    public Generator create(ModelContext context) {
        if (fault == Fault.FAILS_WITHOUT_PIANO_KEYS && context.encoding() == Examples.LETTERS) {
            throw new ClassCastException("letters are no piano keys");
        }
        return new LinearGenerator(fault, context.shape(), context.seed());
    }

    private static final class LinearGenerator implements Generator {
        private final Fault fault;
        private final SequenceShape shape;
        private final int cells;
        private final INDArray parameters;
        private final INDArray gradient;
        private INDArray noise;
        private int calls;

        LinearGenerator(Fault fault, SequenceShape shape, long seed) {
            this.fault = fault;
            this.shape = shape;
            this.cells = shape.cells();
            Random random = new Random(seed);
            float[] values = new float[2 * cells];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            float[] zeros = new float[2 * cells];
            this.parameters = Nd4j.createFromArray(values).reshape(1, values.length);
            this.gradient = Nd4j.createFromArray(zeros).reshape(1, values.length);
            if (fault == Fault.GRADIENT_STARTS_AT_ONE) {
                gradient.assign(1);
            }
        }

        @Override
        public int noiseSize() {
            return fault == Fault.NO_NOISE ? 0 : 1;
        }

        @Override
        public INDArray generate(INDArray noise) {
            this.noise = noise;
            int rows = fault == Fault.ONE_ROW_ONLY ? 1 : (int) noise.size(0);
            float[] p = parameters.toFloatVector();
            float[] logits = new float[rows * cells];
            for (int i = 0; i < logits.length; i++) {
                float z = fault == Fault.IGNORES_THE_NOISE ? 0 : noise.getFloat(i / cells, 0);
                logits[i] = p[i % cells] * z + p[cells + i % cells];
            }
            if (fault == Fault.COUNTS_CALLS) {
                logits[0] += calls++;
            }
            if (fault == Fault.NOT_A_NUMBER) {
                logits[1] = Float.NaN;
            }
            return Nd4j.createFromArray(logits).reshape('c', rows, shape.steps(), shape.symbols());
        }

        @Override
        public void accumulate(INDArray logitGradient) {
            float[] sum = gradient.toFloatVector();
            float[] atLogits = logitGradient.ravel().toFloatVector();
            float sign = fault == Fault.GRADIENT_HAS_THE_WRONG_SIGN ? -1 : 1;
            for (int i = 0; i < atLogits.length; i++) {
                sum[i % cells] += sign * atLogits[i] * noise.getFloat(i / cells, 0);
                sum[cells + i % cells] += sign * atLogits[i];
            }
            gradient.assign(Nd4j.createFromArray(sum).reshape(1, sum.length));
        }

        @Override
        public INDArray parameters() {
            return parameters;
        }

        @Override
        public INDArray gradient() {
            return gradient;
        }
    }
}
