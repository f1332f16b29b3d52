package dev.etude.networks;

import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Any vertex of DL4J's. It computes all gradients at each call and writes the parameters' where {@link Network}
 * accumulates them, so what stood there is kept aside meanwhile.
 */
final class StockVertex implements Vertex {
    private final GraphVertex vertex;
    private final Workspaces workspaces;
    private final INDArray gradient;
    private final INDArray kept;
    private final INDArray statistics;
    private long[] shape;

    StockVertex(GraphVertex vertex, Workspaces workspaces) {
        this.vertex = vertex;
        this.workspaces = workspaces;
        this.gradient = vertex.numParams() == 0 ? null : vertex.getGradientsViewArray();
        this.kept = gradient == null ? null : gradient.ulike();
        this.statistics = statistics(vertex);
    }

    @Override
    @SuppressWarnings("try")
    public INDArray forward(INDArray[] inputs) {
        TwoThreads.letBlasDivide(true);
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
        TwoThreads.letBlasDivide(true);
        if (gradient != null) {
            kept.assign(gradient);
        }
        // DL4J's activations may write into the epsilon.
        vertex.setEpsilon(epsilon.dup('c').reshape('c', shape));
        INDArray[] inputGradients;
        try (MemoryWorkspace own = workspaces.enterVertex()) {
            inputGradients = vertex.doBackward(false, workspaces.backwardManager()).getSecond();
        }
        if (statistics != null) {
            statistics.assign(0);
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

    /**
     * Batch normalisation hands out the moves of its running mean and variance as if they were gradients, for DL4J's
     * own updater to subtract. An optimiser would make nonsense of them, and nothing here uses what they move.
     */
    private static INDArray statistics(GraphVertex vertex) {
        if (vertex instanceof LayerVertex layer
                && layer.getLayer().conf().getLayer() instanceof BatchNormalization normalisation) {
            INDArray all = vertex.getGradientsViewArray();
            long end = all.length();
            return all.reshape(end).get(NDArrayIndex.interval(end - 2 * normalisation.getNOut(), end));
        }
        return null;
    }
}
