package dev.etude.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs {@link TimeMean}: a row at a time is folded, its later half added to its earlier one, until one step is left; on the
 * way back a step is doubled until it is a row.
 */
final class TimeMeanLayer extends PlainLayer<TimeMean> {
    private final int channels;
    private final transient BatchArray means;
    private final transient BatchArray inputGradient;
    private transient Object row;
    private transient Object half;
    private transient INDArray batch;
    private transient int steps;

    TimeMeanLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        this.channels = layerConf().getChannels();
        this.means = new BatchArray(type);
        this.inputGradient = new BatchArray(type);
    }

    @Override
    public INDArray forward(INDArray input) {
        batch = input;
        reserve(rowLength(input, channels) / channels);
        INDArray result = means.of(input.size(0), channels);
        long from = Kernels.address(input);
        long to = Kernels.address(result);
        for (long number = 0; number < input.size(0); number++) {
            kernels.read(kernels.plus(from, number * steps * channels), row, steps * channels);
            for (int left = steps; left > 1; left -= left / 2) {
                int length = left / 2 * channels;
                System.arraycopy(row, left * channels - length, half, 0, length);
                kernels.add(row, half, length);
            }
            kernels.scale(row, 1.0 / steps, channels);
            kernels.write(row, kernels.plus(to, number * channels), channels);
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
        for (long number = 0; number < batch.size(0); number++) {
            kernels.read(kernels.plus(from, number * channels), row, channels);
            kernels.scale(row, 1.0 / steps, channels);
            for (int done = 1; done < steps; done *= 2) {
                System.arraycopy(row, 0, row, done * channels, Math.min(done, steps - done) * channels);
            }
            kernels.write(row, kernels.plus(to, number * steps * channels), steps * channels);
        }
        return result;
    }

    @Override
    public void free() {
        means.close();
        inputGradient.close();
    }

    private void reserve(int newSteps) {
        if (newSteps != steps) {
            steps = newSteps;
            row = kernels.array(steps * channels);
            half = kernels.array(steps * channels);
        }
    }
}
