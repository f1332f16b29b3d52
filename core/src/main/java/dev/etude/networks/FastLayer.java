package dev.etude.networks;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer of Etude's own: it computes only the gradients that are asked for, and allocates nothing once it has seen
 * each size of batch. To DL4J's containers it is a layer as any other.
 *
 * <p>Arrays that it returns are its own and valid until its next call. Inputs and epsilons are contiguous and
 * row-major, [batch, whatever], and not changed.
 */
interface FastLayer {
    /** The activations. The input is needed until the backward calls are done. */
    INDArray forward(INDArray input);

    /**
     * Goes back through the last forward call.
     *
     * @param epsilon the gradient at the activations
     * @param parameters whether to add to the gradient of the parameters; if not, it is left as it is
     * @param input whether to compute the gradient at the input
     * @return the gradient at the input, or null
     */
    INDArray backward(INDArray epsilon, boolean parameters, boolean input);

    /** Frees memory. */
    void free();
}
