package dev.etude.networks;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer of Etude's own as a vertex. */
final class FastVertex implements Vertex {
    private final FastLayer layer;
    // The layer works on their memory, so they must not be collected meanwhile.
    private INDArray input;
    private INDArray epsilon;

    FastVertex(FastLayer layer) {
        this.layer = layer;
    }

    @Override
    public INDArray forward(INDArray[] inputs) {
        input = Contiguous.of(inputs[0]);
        return layer.forward(input);
    }

    @Override
    public INDArray[] backward(INDArray atActivations, boolean parameters, boolean inputs) {
        epsilon = Contiguous.of(atActivations);
        return new INDArray[] {layer.backward(epsilon, parameters, inputs)};
    }

    @Override
    public void close() {
        layer.free();
    }
}
