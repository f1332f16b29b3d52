package dev.etude.testkit;

import dev.etude.spi.Critic;
import dev.etude.spi.CriticModel;
import dev.etude.spi.Doc;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Plugin;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A critic with at most one fault: the score is v * tanh(w x + b); its parameters are w, b and v. */
@Plugin("broken")
@Doc("For tests of the kit")
public record BrokenCritic(@Doc("what is wrong") Fault fault) implements CriticModel {
    /** What is wrong, and which tests must notice. */
    public enum Fault {
        NONE,
        SEED_IGNORED("equalSeedsGiveEqualNetworks"),
        SEED_OF_ITS_OWN("equalSeedsGiveEqualNetworks", "bothGradientsMayBeAskedForInAnyOrder"),
        SCORES_ARE_A_VECTOR("givesOutputsOfTheRightShape", "buildsOrPlainlyRefusesOtherShapes"),
        CHANGES_THE_BATCH("givesTheSameOutputAgain", "equalSeedsGiveEqualNetworks", "parametersAreALiveView",
                "gradientIsThatOfFiniteDifferences", "bothGradientsMayBeAskedForInAnyOrder"),
        PARAMETERS_ARE_A_COPY("parametersAreALiveView", "gradientIsThatOfFiniteDifferences"),
        GRADIENT_IS_A_COPY("gradientIsALiveViewAndStartsAtZero"),
        GRADIENT_IS_AVERAGED("gradientIsThatOfFiniteDifferences"),
        GRADIENT_OF_V_IS_MISSING("gradientIsThatOfFiniteDifferences"),
        GRADIENT_IS_OVERWRITTEN("gradientsAddUpUntilZeroed"),
        INPUT_GRADIENT_FORGETS_TANH("inputGradientIsThatOfFiniteDifferences"),
        INPUT_GRADIENT_ACCUMULATES("inputGradientLeavesTheParametersGradientAlone");

        final String[] failures;

        Fault(String... failures) {
            this.failures = failures;
        }
    }

    public BrokenCritic() {
        this(Fault.NONE);
    }

    @Override
    public Critic create(ModelContext context) {
        long seed = switch (fault) {
            case SEED_IGNORED -> 1;
            case SEED_OF_ITS_OWN -> System.nanoTime();
            default -> context.seed();
        };
        return new TanhCritic(fault, context.shape().cells(), seed);
    }

    private static final class TanhCritic implements Critic {
        private final Fault fault;
        private final int cells;
        private final INDArray parameters;
        private final INDArray gradient;
        private INDArray batch;

        TanhCritic(Fault fault, int cells, long seed) {
            this.fault = fault;
            this.cells = cells;
            Random random = new Random(seed);
            float[] values = new float[cells + 2];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (3 * random.nextGaussian() / Math.sqrt(cells));
            }
            values[cells + 1] = (float) random.nextGaussian();
            this.parameters = Nd4j.createFromArray(values).reshape(1, values.length);
            this.gradient = Nd4j.createFromArray(new float[values.length]).reshape(1, values.length);
        }

        @Override
        public INDArray score(INDArray batch) {
            this.batch = batch;
            int rows = (int) batch.size(0);
            float[] scores = new float[rows];
            for (int row = 0; row < rows; row++) {
                scores[row] = v() * tanh(row);
            }
            if (fault == Fault.CHANGES_THE_BATCH) {
                batch.muli(0.5);
            }
            INDArray result = Nd4j.createFromArray(scores);
            return fault == Fault.SCORES_ARE_A_VECTOR ? result : result.reshape(rows, 1);
        }

        @Override
        public INDArray inputGradient(INDArray scoreGradient) {
            float[] result = new float[(int) batch.length()];
            for (int row = 0; row < batch.size(0); row++) {
                float tanh = tanh(row);
                float slope = fault == Fault.INPUT_GRADIENT_FORGETS_TANH ? 1 : 1 - tanh * tanh;
                for (int cell = 0; cell < cells; cell++) {
                    result[row * cells + cell] = scoreGradient.getFloat(row) * v() * slope * parameters.getFloat(cell);
                }
            }
            if (fault == Fault.INPUT_GRADIENT_ACCUMULATES) {
                accumulate(scoreGradient);
            }
            return Nd4j.createFromArray(result).reshape('c', batch.shape());
        }

        @Override
        public void accumulate(INDArray scoreGradient) {
            float[] sum = fault == Fault.GRADIENT_IS_OVERWRITTEN ? new float[cells + 2] : gradient.toFloatVector();
            float[] x = batch.ravel().toFloatVector();
            for (int row = 0; row < batch.size(0); row++) {
                float atScore = scoreGradient.getFloat(row) / (fault == Fault.GRADIENT_IS_AVERAGED ? batch.size(0) : 1);
                float tanh = tanh(row);
                for (int cell = 0; cell < cells; cell++) {
                    sum[cell] += atScore * v() * (1 - tanh * tanh) * x[row * cells + cell];
                }
                sum[cells] += atScore * v() * (1 - tanh * tanh);
                sum[cells + 1] += fault == Fault.GRADIENT_OF_V_IS_MISSING ? 0 : atScore * tanh;
            }
            gradient.assign(Nd4j.createFromArray(sum).reshape(1, sum.length));
        }

        @Override
        public INDArray parameters() {
            return fault == Fault.PARAMETERS_ARE_A_COPY ? parameters.dup() : parameters;
        }

        @Override
        public INDArray gradient() {
            return fault == Fault.GRADIENT_IS_A_COPY ? gradient.dup() : gradient;
        }

        private float v() {
            return parameters.getFloat(cells + 1);
        }

        private float tanh(int row) {
            float[] w = parameters.toFloatVector();
            float[] x = batch.ravel().toFloatVector();
            double sum = w[cells];
            for (int cell = 0; cell < cells; cell++) {
                sum += w[cell] * x[row * cells + cell];
            }
            return (float) Math.tanh(sum);
        }
    }
}
