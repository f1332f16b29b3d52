package dev.etude.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs {@link TimeMean}: the product with a row of equal shares, and back again. */
final class TimeMeanLayer extends PlainLayer<TimeMean> {
    private final int channels;
    private final transient BatchArray means;
    private final transient BatchArray inputGradient;
    private final transient BatchArray shares;
    private transient INDArray batch;
    private transient int steps;

    TimeMeanLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        this.channels = layerConf().getChannels();
        this.means = new BatchArray(type);
        this.inputGradient = new BatchArray(type);
        this.shares = new BatchArray(type);
    }

    @Override
    public INDArray forward(INDArray input) {
        batch = input;
        int newSteps = rowLength(input, channels) / channels;
        if (newSteps != steps) {
            steps = newSteps;
            shares.of(1, steps).assign(1.0 / steps);
        }
        INDArray result = means.of(input.size(0), channels);
        long from = Kernels.address(input);
        long to = Kernels.address(result);
        for (long row = 0; row < input.size(0); row++) {
            kernels.multiply(false, false, 1, channels, steps, shares.at(1, steps), steps,
                    kernels.plus(from, row * steps * channels), channels,
                    0, kernels.plus(to, row * channels), channels);
        }
        return result;
    }

    @Override
    public INDArray backward(INDArray epsilon, boolean parameters, boolean input) {
        if (!input) {
            return null;
        }
        INDArray result = inputGradient.of(batch.shape());
        long from = Kernels.address(epsilon);
        long to = Kernels.address(result);
        for (long row = 0; row < batch.size(0); row++) {
            kernels.multiply(false, false, steps, channels, 1, shares.at(1, steps), 1,
                    kernels.plus(from, row * channels), channels,
                    0, kernels.plus(to, row * steps * channels), channels);
        }
        return result;
    }

    @Override
    public void free() {
        means.close();
        inputGradient.close();
        shares.close();
    }
}
