package dev.etude.networks;

import java.lang.ref.Reference;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the layers without weights share: the bridge to DL4J's containers. */
abstract class PlainLayer<C extends Layer> extends AbstractLayer<C> implements FastLayer {
    final transient Kernels kernels;

    PlainLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        this.kernels = Kernels.of(type);
    }

    @Override
    public final INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        input = Contiguous.of(input);
        return workspaceMgr.dup(ArrayType.ACTIVATIONS, forward(input), 'c');
    }

    @Override
    public final Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        INDArray contiguous = Contiguous.of(epsilon);
        INDArray atInput = backward(contiguous, false, true);
        Reference.reachabilityFence(contiguous);
        return new Pair<>(new DefaultGradient(), workspaceMgr.dup(ArrayType.ACTIVATION_GRAD, atInput, 'c'));
    }

    @Override
    public final boolean isPretrainLayer() {
        return false;
    }

    @Override
    public final void clearNoiseWeightParams() {
        // There are no weights.
    }

    /** How many numbers a row of a batch has, which must be a multiple of {@code unit}. */
    final int rowLength(INDArray batch, int unit) {
        return Contiguous.rowLength(batch, unit, layerConf().getLayerName());
    }
}
