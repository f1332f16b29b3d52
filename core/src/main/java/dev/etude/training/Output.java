package dev.etude.training;

import dev.etude.networks.FloatFunctions;
import java.util.random.RandomGenerator;

/** Turns logits into the cells that the critic sees, and the gradient at the cells into one at the logits. */
final class Output {
    private final OutputSettings settings;
    private final float[] probabilities;

    /** @param cells how many there are in a batch */
    Output(OutputSettings settings, int cells) {
        this.settings = settings;
        this.probabilities = new float[cells];
    }

    /**
     * Cells of logits.
     *
     * @param logits unbounded
     * @param progress how much of the training is done, 0 to 1
     * @param cells takes as many cells as there are logits
     */
    void cells(float[] logits, double progress, RandomGenerator random, float[] cells) {
        float margin = (float) settings.margin();
        float noise = (float) settings.noise().at(progress);
        if (settings.form() == OutputSettings.Form.SIGMOID) {
            FloatFunctions.sigmoid(logits, margin, (float) settings.slope(), cells, cells.length);
        } else if (noise == 0) {
            for (int cell = 0; cell < cells.length; cell++) {
                cells[cell] = logits[cell] > margin ? 1 : 0;
            }
        } else {
            // A logistic variable exceeds -x with the probability sigmoid(x), so no logarithm is needed.
            FloatFunctions.sigmoid(logits, margin, 1 / noise, probabilities, cells.length);
            for (int cell = 0; cell < cells.length; cell += 2) {
                // 32 bits for each of two cells are finer than a float's probability.
                long bits = random.nextLong();
                cells[cell] = (bits >>> 32) * 0x1p-32f < probabilities[cell] ? 1 : 0;
                if (cell + 1 < cells.length) {
                    cells[cell + 1] = (bits & 0xFFFFFFFFL) * 0x1p-32f < probabilities[cell + 1] ? 1 : 0;
                }
            }
        }
    }

    /** Multiplies the gradient at the cells by the slope there, which makes it one at the logits. */
    void backward(float[] logits, float[] gradient) {
        float slope = (float) settings.slope();
        FloatFunctions.sigmoid(logits, (float) settings.margin(), slope, probabilities, gradient.length);
        for (int cell = 0; cell < gradient.length; cell++) {
            gradient[cell] *= slope * probabilities[cell] * (1 - probabilities[cell]);
        }
    }
}
