package dev.etude.plugins.models;

import dev.etude.spi.Doc;
import dev.etude.spi.Generator;
import dev.etude.spi.GeneratorModel;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Plugin;
import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The random stream, what everything that learns is compared with: each cell is on by itself, as often as in the data.
 */
@Plugin("random")
@Doc("Random notes, as many as in the data; learns nothing and needs no critic")
public record RandomStream(
        @Doc("overall: every symbol is as likely as the average one; per-symbol: each as often as in the data")
                Rates rates)
        implements GeneratorModel {
    /** Whose share of the data's cells a symbol gets. */
    public enum Rates {
        /** Every symbol the same. */
        OVERALL,
        /** Each symbol its own. */
        PER_SYMBOL
    }

    public RandomStream {
        Objects.requireNonNull(rates, "rates");
    }

    public RandomStream() {
        this(Rates.OVERALL);
    }

    @Override
    public boolean learns() {
        return false;
    }

    @Override
    public Generator create(ModelContext context) {
        float[] rates = context.symbolRates().clone();
        if (this.rates == Rates.OVERALL) {
            double sum = 0;
            for (float rate : rates) {
                sum += rate;
            }
            Arrays.fill(rates, (float) (sum / rates.length));
        }
        return new ThresholdedNoise(context, rates);
    }

    /** A cell's logit is its noise minus the threshold that a standard normal exceeds at the symbol's rate. */
    private static final class ThresholdedNoise implements Generator {
        /** Keeps the thresholds of symbols that are never or always on finite; a billionth is as good as never. */
        private static final double LEAST_RATE = 1e-9;

        private final ModelContext context;
        private final INDArray thresholds;
        private final INDArray none = Nd4j.create(DataType.FLOAT, 1, 0);

        ThresholdedNoise(ModelContext context, float[] rates) {
            this.context = context;
            NormalDistribution normal = new NormalDistribution();
            float[] cells = new float[context.shape().cells()];
            for (int cell = 0; cell < cells.length; cell++) {
                double rate = Math.max(LEAST_RATE, Math.min(1 - LEAST_RATE, rates[cell % rates.length]));
                cells[cell] = (float) normal.inverseCumulativeProbability(1 - rate);
            }
            this.thresholds = Nd4j.createFromArray(cells);
        }

        @Override
        public int noiseSize() {
            return context.shape().cells();
        }

        @Override
        public INDArray generate(INDArray noise) {
            return noise.subRowVector(thresholds)
                    .reshape('c', noise.size(0), context.shape().steps(), context.shape().symbols());
        }

        @Override
        public void accumulate(INDArray logitGradient) {
            // There is nothing to learn.
        }

        @Override
        public INDArray parameters() {
            return none;
        }

        @Override
        public INDArray gradient() {
            return none;
        }
    }
}
