package dev.etude.training;

import java.util.random.RandomGenerator;

/** Turns logits into the cells that the critic sees, and the gradient at the cells into one at the logits. */
final class Output {
    private final OutputSettings settings;

    Output(OutputSettings settings) {
        this.settings = settings;
    }

    /**
     * Cells of logits.
     *
     * @param logits unbounded
     * @param progress how much of the training is done, 0 to 1
     * @param cells takes as many cells as there are logits
     */
    void cells(float[] logits, double progress, RandomGenerator random, float[] cells) {
        if (settings.form() == OutputSettings.Form.SIGMOID) {
            for (int cell = 0; cell < logits.length; cell++) {
                cells[cell] = (float) Objective.sigmoid(settings.slope() * (logits[cell] - settings.margin()));
            }
            return;
        }
        float scale = (float) settings.noise().at(progress);
        float margin = (float) settings.margin();
        for (int cell = 0; cell < logits.length; cell++) {
            // A logistic variable exceeds -x with the probability sigmoid(x), so no logarithm is needed.
            cells[cell] = scale == 0
                    ? (logits[cell] > margin ? 1f : 0f)
                    : (random.nextFloat() < Objective.sigmoid((logits[cell] - margin) / scale) ? 1f : 0f);
        }
    }

    /** Multiplies the gradient at the cells by the slope there, which makes it one at the logits. */
    void backward(float[] logits, float[] gradient) {
        double slope = settings.slope();
        for (int cell = 0; cell < logits.length; cell++) {
            double probability = Objective.sigmoid(slope * (logits[cell] - settings.margin()));
            gradient[cell] *= (float) (slope * probability * (1 - probability));
        }
    }
}
