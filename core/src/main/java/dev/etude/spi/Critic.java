package dev.etude.spi;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Tells real sequences from generated ones by a score: the higher, the more real. */
public interface Critic extends Trainable {
    /**
     * Scores rows.
     *
     * @param batch [batch, steps, symbols], cells of 0 and 1 or between; not changed, and valid until the backward
     *     calls that belong to it are done
     * @return [batch, 1], unbounded
     */
    INDArray score(INDArray batch);

    /**
     * How many rows belong together. A critic may compare rows of a batch with each other: in groups of so many rows
     * that follow one another, the last of which may be shorter. Training sees to it that a group holds rows of one
     * kind, real or generated, so its batch must be a multiple of this.
     *
     * @return at least 1; 1 if each row is scored by itself
     */
    default int rowsTogether() {
        return 1;
    }

    /**
     * The gradient at the input of the last scored batch; the parameters' is neither computed nor changed.
     *
     * @param scoreGradient the loss's gradient at the scores, [batch, 1]
     * @return [batch, steps, symbols]
     */
    INDArray inputGradient(INDArray scoreGradient);

    /**
     * Adds to the gradient of the parameters, for the last scored batch.
     *
     * @param scoreGradient the loss's gradient at the scores, [batch, 1]; summed over the batch, not averaged
     */
    void accumulate(INDArray scoreGradient);
}
