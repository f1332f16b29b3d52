package dev.etude.training;

import dev.etude.networks.FloatFunctions;
import dev.etude.networks.TwoThreads;
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
     * @param cells takes as many cells as the constructor was told, from {@code offset} on
     */
    void cells(float[] logits, double progress, RandomGenerator random, float[] cells, int offset) {
        float margin = (float) settings.margin();
        float noise = (float) settings.noise().at(progress);
        int count = probabilities.length;
        if (settings.form() == OutputSettings.Form.SIGMOID) {
            sigmoid(logits, settings.slope());
            System.arraycopy(probabilities, 0, cells, offset, count);
        } else if (noise == 0) {
            for (int cell = 0; cell < count; cell++) {
                cells[offset + cell] = logits[cell] > margin ? 1 : 0;
            }
        } else {
            // A logistic variable exceeds -x with the probability sigmoid(x), so no logarithm is needed.
            sigmoid(logits, 1 / noise);
            for (int cell = 0; cell < count; cell += 2) {
                // 32 bits for each of two cells are finer than a float's probability.
                long bits = random.nextLong();
                cells[offset + cell] = (bits >>> 32) * 0x1p-32f < probabilities[cell] ? 1 : 0;
                if (cell + 1 < count) {
                    cells[offset + cell + 1] = (bits & 0xFFFFFFFFL) * 0x1p-32f < probabilities[cell + 1] ? 1 : 0;
                }
            }
        }
    }

    /** Multiplies the gradient at the cells by the slope there, which makes it one at the logits. */
    void backward(float[] logits, float[] gradient) {
        float slope = (float) settings.slope();
        sigmoid(logits, slope);
        for (int cell = 0; cell < gradient.length; cell++) {
            gradient[cell] *= slope * probabilities[cell] * (1 - probabilities[cell]);
        }
    }

    private void sigmoid(float[] logits, double scale) {
        float margin = (float) settings.margin();
        int middle = probabilities.length / 2;
        TwoThreads.run(
                () -> FloatFunctions.sigmoid(logits, margin, (float) scale, probabilities, 0, middle),
                () -> FloatFunctions.sigmoid(logits, margin, (float) scale, probabilities, middle, probabilities.length));
    }
}
