package dev.etude.networks;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A vertex of the graph as {@link Network} runs it. Arrays that it returns are its own and valid until its next call.
 */
interface Vertex {
    /** The activations for these inputs; the inputs stay as they are until the backward calls are done. */
    INDArray forward(INDArray[] inputs);

    /**
     * Goes back through the last forward call; may be called several times for it.
     *
     * @param epsilon the gradient at the activations; not changed
     * @param parameters whether to add to the gradient of the parameters; if not, it stays as it is
     * @param inputs whether to compute the gradients at the inputs
     * @return the gradient at each input; null where {@code inputs} is false
     */
    INDArray[] backward(INDArray epsilon, boolean parameters, boolean inputs);

    /** Frees memory. */
    default void close() {}
}
