package dev.etude.networks;

import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Any vertex of DL4J's. It computes all gradients at each call and writes the parameters' where {@link Network}
 * accumulates them, so what stood there is kept aside meanwhile.
 */
final class StockVertex implements Vertex {
    private final GraphVertex vertex;
    private final Workspaces workspaces;
    private final INDArray gradient;
    private final INDArray kept;
    private long[] shape;

    StockVertex(GraphVertex vertex, Workspaces workspaces) {
        this.vertex = vertex;
        this.workspaces = workspaces;
        this.gradient = vertex.numParams() == 0 ? null : vertex.getGradientsViewArray();
        this.kept = gradient == null ? null : gradient.ulike();
    }

    @Override
    @SuppressWarnings("try")
    public INDArray forward(INDArray[] inputs) {
        try (MemoryWorkspace own = workspaces.enterVertex()) {
            vertex.clear();
            for (int i = 0; i < inputs.length; i++) {
                vertex.setInput(i, inputs[i], workspaces.forwardManager());
            }
            INDArray activations = vertex.doForward(true, workspaces.forwardManager());
            shape = activations.shape();
            return activations;
        }
    }

    @Override
    @SuppressWarnings("try")
    public INDArray[] backward(INDArray epsilon, boolean parameters, boolean inputs) {
        if (gradient != null) {
            kept.assign(gradient);
        }
        // DL4J's activations may write into the epsilon.
        vertex.setEpsilon(epsilon.dup('c').reshape('c', shape));
        INDArray[] inputGradients;
        try (MemoryWorkspace own = workspaces.enterVertex()) {
            inputGradients = vertex.doBackward(false, workspaces.backwardManager()).getSecond();
        }
        if (gradient != null) {
            if (parameters) {
                gradient.addi(kept);
            } else {
                gradient.assign(kept);
            }
        }
        return inputGradients;
    }
}
