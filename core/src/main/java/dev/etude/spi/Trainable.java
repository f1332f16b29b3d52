package dev.etude.spi;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network as its trainer sees it: a vector of parameters and a vector of their gradients. Optimisers, moving
 * averages, clipping and checkpoints work on these alone, so a network need know nothing of them.
 *
 * <p>Used by one thread at a time. Arrays are FLOAT and row-major. An array that a method returns belongs to the
 * network and is valid until its next call.
 */
public interface Trainable extends AutoCloseable {
    /**
     * All parameters, [1, n]: a live view, the same array at each call. What is written here is what the network uses.
     */
    INDArray parameters();

    /** The gradient accumulated since it was last zeroed, [1, n]: a live view, the same array at each call. */
    INDArray gradient();

    /** Frees native memory. The network is not used afterwards. */
    @Override
    default void close() {}
}
