package dev.etude.spi;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Turns noise into logits. What turns logits into notes (a threshold, a sigmoid, a straight-through estimate) belongs
 * to training, so that sampling and rendering threshold the same logits at 0.
 */
public interface Generator extends Trainable {
    /** How many numbers of noise a row needs. */
    int noiseSize();

    /**
     * Runs the network.
     *
     * @param noise [batch, noiseSize], independent standard normals
     * @return logits [batch, steps, symbols], unbounded; a cell is on where its logit is greater than 0
     */
    INDArray generate(INDArray noise);

    /**
     * Adds to the gradient of the parameters. Belongs to the last {@link #generate}, and may be called once for it.
     *
     * @param logitGradient the loss's gradient at the logits, [batch, steps, symbols]; summed over the batch, not
     *     averaged
     */
    void accumulate(INDArray logitGradient);
}
