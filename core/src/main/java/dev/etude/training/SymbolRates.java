package dev.etude.training;

import dev.etude.data.TrainingData;
import dev.etude.spi.Augmentation;
import dev.etude.spi.SequenceShape;
import java.util.List;
import java.util.random.RandomGenerator;

/** How often each symbol is on in the rows that the critic sees as real. */
public final class SymbolRates {
    private static final int ROWS = 2000;

    private SymbolRates() {}

    /**
     * Estimates the rates from a number of augmented rows.
     *
     * @return a share between 0 and 1 for each symbol
     */
    public static float[] of(TrainingData data, List<Augmentation> augmentations, Seeds seeds) {
        SequenceShape shape = data.shape();
        RandomGenerator random = seeds.at("symbol-rates", 0);
        Augmenter augmenter = new Augmenter(augmentations, shape, data.encoding(), 1);
        float[] row = new float[shape.cells()];
        float[] rates = new float[shape.symbols()];
        for (int drawn = 0; drawn < ROWS; drawn++) {
            data.draw(random).copyTo(row, 0);
            augmenter.apply(row, 0, 1, random);
            for (int first = 0; first < row.length; first += rates.length) {
                for (int symbol = 0; symbol < rates.length; symbol++) {
                    rates[symbol] += row[first + symbol];
                }
            }
        }
        for (int symbol = 0; symbol < rates.length; symbol++) {
            rates[symbol] /= (float) ROWS * shape.steps();
        }
        return rates;
    }
}
