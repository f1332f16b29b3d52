package dev.etude.networks;

import dev.etude.spi.Trainable;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a DL4J graph forwards and backwards for errors that come from outside, and computes only the gradients that are
 * asked for. DL4J keeps parameters, gradients and vertices; the walk over the vertices is here.
 *
 * <p>A graph of {@link FastLayer}s alone allocates nothing once each size of batch has been seen. The public methods
 * are those that a critic or a generator is asked for, so a subclass adds only its name for {@link #forward}.
 */
class Network implements Trainable {
    private final ComputationGraph graph;
    private final INDArray parameters;
    private final INDArray gradient;
    private final long[] inputShape;
    private final long[] outputShape;
    private final InputForm inputForm;
    private final Kernels kernels;

    private final int[] order;
    private final int input;
    private final int[] outputs;
    private final int[][] sources;
    private final Vertex[] vertices;
    private final boolean[] parametersBefore;

    private final INDArray[] activations;
    private final INDArray[] epsilons;
    private final BatchArray[] epsilonSums;
    private final BatchArray output;
    private final BatchArray inputGradient;
    private final Workspaces workspaces = new Workspaces();
    private boolean allFast = true;

    /**
     * @param inputShape the shape of an input row
     * @param outputShape the shape of an output row
     */
    Network(ComputationGraphConfiguration configuration, long seed, long[] inputShape, long[] outputShape) {
        this.graph = build(configuration.clone(), seed);
        this.parameters = graph.params().reshape(1, graph.numParams());
        this.gradient = graph.getFlattenedGradients().reshape(1, graph.numParams());
        this.inputShape = inputShape.clone();
        this.outputShape = outputShape.clone();
        this.inputForm = InputForm.of(graph, inputShape);
        this.kernels = Kernels.of(parameters.dataType());
        this.order = graph.topologicalSortOrder();
        this.input = graph.getVertex(configuration.getNetworkInputs().get(0)).getVertexIndex();
        this.outputs = configuration.getNetworkOutputs().stream()
                .mapToInt(name -> graph.getVertex(name).getVertexIndex())
                .toArray();
        this.sources = new int[order.length][];
        this.vertices = new Vertex[order.length];
        this.parametersBefore = new boolean[order.length];
        this.activations = new INDArray[order.length];
        this.epsilons = new INDArray[order.length];
        this.epsilonSums = new BatchArray[order.length];
        this.output = new BatchArray(parameters.dataType());
        this.inputGradient = new BatchArray(parameters.dataType());
        for (int index : order) {
            epsilonSums[index] = new BatchArray(parameters.dataType());
            if (index != input) {
                connect(index);
            }
        }
    }

    /** The DL4J graph, for saving it as DL4J does. */
    ComputationGraph graph() {
        return graph;
    }

    /** How many rows are compared with each other: a multiple of the group of each layer that does so. */
    public int rowsTogether() {
        int rows = 1;
        for (Layer layer : graph.getLayers()) {
            if (layer.conf().getLayer() instanceof MinibatchDeviation deviation) {
                int before = rows;
                while (rows % deviation.getGroup() != 0) {
                    rows += before;
                }
            }
        }
        return rows;
    }

    @Override
    public INDArray parameters() {
        return parameters;
    }

    @Override
    public INDArray gradient() {
        return gradient;
    }

    /** [batch, inputShape] to [batch, outputShape]. */
    INDArray forward(INDArray batch) {
        requireShape("input", batch, inputShape);
        Runnable leave = allFast ? () -> {} : workspaces.enterForward();
        try {
            activations[input] = inputForm.apply(batch.castTo(parameters.dataType()));
            graph.setInput(0, activations[input]);
            for (int index : order) {
                if (index != input) {
                    activations[index] = vertices[index].forward(inputsOf(index));
                }
            }
            return sumOfOutputs(batch.size(0));
        } finally {
            leave.run();
        }
    }

    /** Adds to the gradient of the parameters. */
    @SuppressWarnings("try")
    public void accumulate(INDArray outputGradient) {
        try (MemoryWorkspace pass = allFast ? null : workspaces.enterBackward()) {
            backward(outputGradient, true);
        }
    }

    /** The gradient at the input, [batch, inputShape]. */
    @SuppressWarnings("try")
    public INDArray inputGradient(INDArray outputGradient) {
        try (MemoryWorkspace pass = allFast ? null : workspaces.enterBackward()) {
            backward(outputGradient, false);
            INDArray atInput = epsilons[input];
            if (allFast && hasShape(atInput, inputShape)) {
                return atInput;
            }
            INDArray result = inputGradient.of(withBatch(outputGradient.size(0), inputShape));
            kernels.copy(atInput, result);
            return result;
        }
    }

    @Override
    public void close() {
        workspaces.close();
        output.close();
        inputGradient.close();
        for (int index : order) {
            epsilonSums[index].close();
            if (index != input) {
                vertices[index].close();
            }
        }
        graph.close();
    }

    private void connect(int index) {
        GraphVertex vertex = graph.getVertices()[index];
        boolean fast = vertex instanceof LayerVertex layerVertex && layerVertex.getLayer() instanceof FastLayer
                && layerVertex.getLayerPreProcessor() == null;
        vertices[index] = fast ? new FastVertex((FastLayer) vertex.getLayer()) : new StockVertex(vertex, workspaces);
        allFast &= fast;
        sources[index] = Arrays.stream(vertex.getInputVertices()).mapToInt(VertexIndices::getVertexIndex).toArray();
        for (int source : sources[index]) {
            parametersBefore[index] |= parametersBefore[source] || graph.getVertices()[source].numParams() > 0;
        }
    }

    private INDArray[] inputsOf(int index) {
        INDArray[] inputs = new INDArray[sources[index].length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = activations[sources[index][i]];
        }
        return inputs;
    }

    private INDArray sumOfOutputs(long batch) {
        if (allFast && outputs.length == 1 && hasShape(activations[outputs[0]], outputShape)) {
            return activations[outputs[0]];
        }
        INDArray result = output.of(withBatch(batch, outputShape));
        for (int i = 0; i < outputs.length; i++) {
            INDArray activation = activations[outputs[i]];
            if (activation.length() != result.length()) {
                throw new IllegalArgumentException("output \"" + graph.getConfiguration().getNetworkOutputs().get(i)
                        + "\" has the shape " + Arrays.toString(activation.shape()) + ", not "
                        + Arrays.toString(result.shape()));
            }
            if (i == 0) {
                kernels.copy(activation, result);
            } else {
                kernels.add(activation, result);
            }
        }
        return result;
    }

    private void backward(INDArray outputGradient, boolean forParameters) {
        requireShape("gradient at the output", outputGradient, outputShape);
        Arrays.fill(epsilons, null);
        INDArray epsilon = outputGradient.castTo(parameters.dataType());
        for (int index : outputs) {
            addEpsilon(index, epsilon);
        }
        for (int i = order.length - 1; i >= 0; i--) {
            int index = order[i];
            if (index != input && epsilons[index] != null) {
                boolean wantInputs = !forParameters || parametersBefore[index];
                INDArray[] inputGradients = vertices[index].backward(epsilons[index], forParameters, wantInputs);
                for (int source = 0; wantInputs && source < sources[index].length; source++) {
                    addEpsilon(sources[index][source], inputGradients[source]);
                }
            }
        }
    }

    private void addEpsilon(int index, INDArray epsilon) {
        INDArray before = epsilons[index];
        if (before == null) {
            epsilons[index] = epsilon;
            return;
        }
        INDArray sum = epsilonSums[index].of(before.shape());
        if (sum != before) {
            kernels.copy(before, sum);
        }
        kernels.add(epsilon, sum);
        epsilons[index] = sum;
    }

    private static ComputationGraph build(ComputationGraphConfiguration configuration, long seed) {
        if (configuration.getNetworkInputs().size() != 1) {
            throw new IllegalArgumentException(
                    "a network has one input; this configuration has " + configuration.getNetworkInputs());
        }
        // DL4J takes a seed of 0 for none; and the seeds that people choose, 1 and 2, lie too close to each other.
        configuration.getDefaultConfiguration().setSeed(Math.max(1, new SplittableRandom(seed).nextLong() >>> 1));
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        graph.initGradientsView();
        for (Layer layer : graph.getLayers()) {
            var settings = layer.conf().getLayer();
            if (layer instanceof IOutputLayer) {
                throw new IllegalArgumentException("layer \"" + settings.getLayerName()
                        + "\" is an output layer with a loss; end in a dense layer, the loss belongs to training");
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
        if (!hasShape(array, rowShape)) {
            throw new IllegalArgumentException("the " + what + " has the shape " + Arrays.toString(array.shape())
                    + ", not [batch, " + Arrays.toString(rowShape).substring(1));
        }
    }

    private static boolean hasShape(INDArray array, long[] rowShape) {
        long[] shape = array.shape();
        return shape.length == rowShape.length + 1
                && Arrays.equals(shape, 1, shape.length, rowShape, 0, rowShape.length);
    }

    private static long[] withBatch(long batch, long[] rowShape) {
        long[] shape = new long[rowShape.length + 1];
        shape[0] = batch;
        System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
        return shape;
    }
}
