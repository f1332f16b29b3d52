package dev.etude.networks;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a DL4J graph forwards and backwards for errors that come from outside, and computes only the gradients that are
 * asked for. DL4J keeps parameters, gradients and vertices; the walk over the vertices is here.
 */
final class Network {
    private final ComputationGraph graph;
    private final INDArray parameters;
    private final INDArray gradient;
    private final int[] order;
    private final Vertex[] vertices;
    private final int[][] sources;
    private final boolean[] hasParametersBefore;
    private final int[] outputs;
    private final InputForm inputForm;
    private final long[] inputShape;
    private final long[] outputShape;
    private final BatchArray output;
    private final BatchArray inputGradient;
    private final Workspaces workspaces = new Workspaces();

    private final INDArray[] activations;
    private final INDArray[] epsilons;

    /**
     * @param inputShape the shape of an input row
     * @param outputShape the shape of an output row
     */
    Network(ComputationGraphConfiguration configuration, long seed, long[] inputShape, long[] outputShape) {
        if (configuration.getNetworkInputs().size() != 1) {
            throw new IllegalArgumentException(
                    "a network has one input; this configuration has " + configuration.getNetworkInputs());
        }
        this.graph = build(configuration.clone(), seed);
        this.parameters = graph.params().reshape(1, graph.numParams());
        this.gradient = graph.getFlattenedGradients().reshape(1, graph.numParams());
        this.order = graph.topologicalSortOrder();
        this.inputShape = inputShape.clone();
        this.outputShape = outputShape.clone();
        this.inputForm = InputForm.of(graph, inputShape);
        this.output = new BatchArray(parameters.dataType(), outputShape);
        this.inputGradient = new BatchArray(parameters.dataType(), inputShape);
        int count = order.length;
        this.vertices = new Vertex[count];
        this.sources = new int[count][];
        this.hasParametersBefore = new boolean[count];
        this.activations = new INDArray[count];
        this.epsilons = new INDArray[count];
        for (int index : order) {
            GraphVertex vertex = graph.getVertices()[index];
            if (!vertex.isInputVertex()) {
                sources[index] = Arrays.stream(vertex.getInputVertices()).mapToInt(VertexIndices::getVertexIndex).toArray();
                vertices[index] = new StockVertex(vertex, workspaces);
                for (int source : sources[index]) {
                    hasParametersBefore[index] |=
                            hasParametersBefore[source] || graph.getVertices()[source].numParams() > 0;
                }
            }
        }
        this.outputs = configuration.getNetworkOutputs().stream()
                .mapToInt(name -> graph.getVertex(name).getVertexIndex())
                .toArray();
    }

    INDArray parameters() {
        return parameters;
    }

    INDArray gradient() {
        return gradient;
    }

    /** [batch, inputShape] to [batch, outputShape]. */
    INDArray forward(INDArray input) {
        requireShape("input", input, inputShape);
        long batch = input.size(0);
        Runnable leave = workspaces.enterForward();
        try {
            INDArray formed = inputForm.apply(input.castTo(parameters.dataType()));
            graph.setInput(0, formed);
            for (int index : order) {
                activations[index] = vertices[index] == null ? formed : vertices[index].forward(inputsOf(index));
            }
            INDArray result = output.of(batch);
            for (int i = 0; i < outputs.length; i++) {
                INDArray activation = activations[outputs[i]];
                if (activation.length() != result.length()) {
                    throw new IllegalArgumentException("output \"" + graph.getConfiguration().getNetworkOutputs().get(i)
                            + "\" has the shape " + Arrays.toString(activation.shape()) + ", not "
                            + Arrays.toString(result.shape()));
                }
                INDArray shaped = activation.reshape('c', result.shape());
                if (i == 0) {
                    result.assign(shaped);
                } else {
                    result.addi(shaped);
                }
            }
            return result;
        } finally {
            leave.run();
        }
    }

    /** Adds to the gradient of the parameters. */
    @SuppressWarnings("try")
    void accumulate(INDArray outputGradient) {
        try (MemoryWorkspace pass = workspaces.enterBackward()) {
            backward(outputGradient, true);
        }
    }

    /** The gradient at the input, [batch, inputShape]. */
    @SuppressWarnings("try")
    INDArray inputGradient(INDArray outputGradient) {
        try (MemoryWorkspace pass = workspaces.enterBackward()) {
            INDArray atInput = backward(outputGradient, false);
            INDArray result = inputGradient.of(outputGradient.size(0));
            return result.assign(atInput.reshape('c', result.shape()));
        }
    }

    void close() {
        workspaces.close();
        output.close();
        inputGradient.close();
        graph.close();
    }

    private INDArray backward(INDArray outputGradient, boolean forParameters) {
        requireShape("gradient at the output", outputGradient, outputShape);
        Arrays.fill(epsilons, null);
        INDArray epsilon = outputGradient.castTo(parameters.dataType());
        for (int index : outputs) {
            add(index, epsilon.reshape('c', activations[index].shape()));
        }
        for (int i = order.length - 1; i >= 0; i--) {
            int index = order[i];
            if (vertices[index] != null && epsilons[index] != null) {
                boolean wantInputs = !forParameters || hasParametersBefore[index];
                INDArray[] inputGradients = vertices[index].backward(epsilons[index], forParameters, wantInputs);
                for (int source = 0; wantInputs && source < sources[index].length; source++) {
                    add(sources[index][source], inputGradients[source]);
                }
            }
        }
        return epsilons[order[0]];
    }

    private void add(int index, INDArray epsilon) {
        epsilons[index] = epsilons[index] == null ? epsilon : epsilons[index].add(epsilon);
    }

    private INDArray[] inputsOf(int index) {
        INDArray[] inputs = new INDArray[sources[index].length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = activations[sources[index][i]];
        }
        return inputs;
    }

    private static ComputationGraph build(ComputationGraphConfiguration configuration, long seed) {
        // DL4J takes a seed of 0 for none; and seeds that users choose, 1 and 2, lie too close to each other.
        configuration.getDefaultConfiguration().setSeed(Math.max(1, new SplittableRandom(seed).nextLong() >>> 1));
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        graph.initGradientsView();
        for (Layer layer : graph.getLayers()) {
            var settings = layer.conf().getLayer();
            if (layer instanceof IOutputLayer) {
                throw new IllegalArgumentException("layer \"" + settings.getLayerName()
                        + "\" is an output layer with a loss; end in a DenseLayer, the loss belongs to training");
            }
            if (settings.getIDropout() != null
                    || settings instanceof BaseLayer baseLayer && baseLayer.getWeightNoise() != null) {
                throw new IllegalArgumentException("layer \"" + settings.getLayerName()
                        + "\" has dropout or weight noise, which a run could not resume; take it out");
            }
        }
        return graph;
    }

    private static void requireShape(String what, INDArray array, long[] rowShape) {
        long[] shape = array.shape();
        if (shape.length != rowShape.length + 1 || !Arrays.equals(shape, 1, shape.length, rowShape, 0, rowShape.length)) {
            throw new IllegalArgumentException("the " + what + " has the shape " + Arrays.toString(shape)
                    + ", not [batch, " + Arrays.toString(rowShape).substring(1));
        }
    }
}
