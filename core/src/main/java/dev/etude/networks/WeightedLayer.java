package dev.etude.networks;

import java.lang.ref.Reference;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the layers with weights share: weights [nOut, nIn] row-major, then bias [nOut], in DL4J's flat vectors (as its
 * {@code DenseLayer} has them), and the bridge to DL4J's containers.
 */
abstract class WeightedLayer<C extends FeedForwardLayer> extends BaseLayer<C> implements FastLayer {
    final transient Kernels kernels;
    final Nonlinearity nonlinearity;
    final int inputs;
    final int outputs;
    private final transient SpectralNorm spectralNorm;

    WeightedLayer(NeuralNetConfiguration conf, DataType dataType, boolean spectrallyNormalised) {
        super(conf, dataType);
        C settings = layerConf();
        if (settings.getIDropout() != null || settings.getWeightNoise() != null) {
            throw new IllegalArgumentException("layer \"" + settings.getLayerName() + "\": "
                    + settings.getClass().getSimpleName() + " has neither dropout nor weight noise;"
                    + " use DL4J's own layer for them");
        }
        this.kernels = Kernels.of(dataType);
        this.nonlinearity = Nonlinearity.of(settings.getActivationFn(), settings.getLayerName());
        this.inputs = Math.toIntExact(settings.getNIn());
        this.outputs = Math.toIntExact(settings.getNOut());
        this.spectralNorm = spectrallyNormalised ? new SpectralNorm(kernels, dataType, outputs, inputs) : null;
    }

    /** {@link #forward}, with the weights at {@link #weights}. */
    abstract INDArray activations(INDArray newInput);

    /** {@link #backward}, with the gradients at {@link #weightGradient} and {@link #biasGradient}. */
    abstract INDArray gradients(INDArray epsilon, boolean parameters, boolean atInput);

    /** Frees the memory of the layer itself. */
    abstract void freeOwn();

    @Override
    public final INDArray forward(INDArray newInput) {
        if (spectralNorm != null) {
            spectralNorm.follow(Kernels.address(paramsFlattened));
        }
        return activations(newInput);
    }

    @Override
    public final INDArray backward(INDArray epsilon, boolean parameters, boolean atInput) {
        if (spectralNorm == null || !parameters) {
            return gradients(epsilon, parameters, atInput);
        }
        spectralNorm.clearGradient();
        INDArray result = gradients(epsilon, true, atInput);
        spectralNorm.addGradient(Kernels.address(gradientsFlattened));
        return result;
    }

    @Override
    public final void free() {
        if (spectralNorm != null) {
            spectralNorm.free();
        }
        freeOwn();
    }

    @Override
    public final INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        input = Contiguous.of(input);
        return workspaceMgr.dup(ArrayType.ACTIVATIONS, forward(input), 'c');
    }

    @Override
    public final Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        gradientsFlattened.assign(0);
        INDArray contiguous = Contiguous.of(epsilon);
        INDArray atInput = backward(contiguous, true, true);
        Reference.reachabilityFence(contiguous);
        Gradient all = new DefaultGradient();
        gradientViews.forEach(all.gradientForVariable()::put);
        return new Pair<>(all, workspaceMgr.dup(ArrayType.ACTIVATION_GRAD, atInput, 'c'));
    }

    @Override
    public final boolean isPretrainLayer() {
        return false;
    }

    final long weights() {
        return spectralNorm == null ? Kernels.address(paramsFlattened) : spectralNorm.weights();
    }

    final long bias() {
        return kernels.plus(Kernels.address(paramsFlattened), (long) inputs * outputs);
    }

    final long weightGradient() {
        return spectralNorm == null ? Kernels.address(gradientsFlattened) : spectralNorm.gradient();
    }

    final long biasGradient() {
        return kernels.plus(Kernels.address(gradientsFlattened), (long) inputs * outputs);
    }

    /** The gradient before the activation function, [rows, nOut], of one after it; {@code delta} holds it if need be. */
    final long beforeActivation(INDArray epsilon, BatchArray slopes, BatchArray delta, int rows) {
        if (nonlinearity == Nonlinearity.IDENTITY) {
            return Kernels.address(epsilon);
        }
        long result = delta.at(rows, outputs);
        kernels.times(Kernels.address(epsilon), slopes.at(rows, outputs), result, rows * outputs);
        return result;
    }

    /** How many numbers a row of a batch has, which must be a multiple of {@code unit}. */
    final int rowLength(INDArray batch, int unit) {
        return Contiguous.rowLength(batch, unit, layerConf().getLayerName());
    }
}
