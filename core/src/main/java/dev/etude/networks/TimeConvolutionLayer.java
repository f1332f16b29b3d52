package dev.etude.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs {@link TimeConvolution} without copying windows together (im2col).
 *
 * <p>Take the input as blocks of {@code stride} steps. A window begins where a block does, and covers so many blocks
 * that the convolution is a sum over them: of the matrix of all blocks, moved by 0, 1, 2… blocks, times that part of
 * the weights. These products run across the rows of the batch, so the last windows of each row reach into the next
 * one; they are left out when the activation function is applied, and their deltas stay 0.
 */
final class TimeConvolutionLayer extends WeightedLayer<TimeConvolution> {
    private final int kernel;
    private final int stride;
    private final int channels;
    private final transient BatchArray padded;
    private final transient BatchArray sums;
    private final transient BatchArray activations;
    private final transient BatchArray slopes;
    private final transient BatchArray delta;
    private final transient BatchArray paddedGradient;
    private final transient BatchArray inputGradient;
    private transient INDArray batch;
    private transient int rows;
    private transient int steps;
    private transient int blocks;
    private transient int windows;

    TimeConvolutionLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type, ((TimeConvolution) conf.getLayer()).isSpectrallyNormalised());
        this.kernel = layerConf().getKernel();
        this.stride = layerConf().getStride();
        this.channels = inputs / kernel;
        this.padded = new BatchArray(type);
        this.sums = new BatchArray(type);
        this.activations = new BatchArray(type);
        this.slopes = new BatchArray(type);
        this.delta = new BatchArray(type);
        this.paddedGradient = new BatchArray(type);
        this.inputGradient = new BatchArray(type);
    }

    @Override
    INDArray activations(INDArray input) {
        batch = input;
        rows = Math.toIntExact(input.size(0));
        steps = rowLength(input, channels) / channels;
        if (steps < kernel) {
            throw new IllegalArgumentException("layer \"" + layerConf().getLayerName() + "\" has a kernel of " + kernel
                    + " steps, and its input only " + steps);
        }
        blocks = (steps + stride - 1) / stride;
        windows = TimeConvolution.windows(steps, kernel, stride);
        long from = wholeBlocks();
        long to = sums.at(rows, blocks, outputs);
        for (int part = 0; part * stride < kernel; part++) {
            kernels.multiply(false, true, rows * blocks - part, outputs, width(part),
                    kernels.plus(from, (long) part * stride * channels), stride * channels, weights(part), inputs,
                    part == 0 ? 0 : 1, to, outputs);
        }
        INDArray result = activations.of(rows, windows, outputs);
        kernels.activate(nonlinearity, rows, windows, outputs, to, blocks * outputs, bias(),
                Kernels.address(result), slopes.at(rows, windows, outputs));
        return result;
    }

    @Override
    INDArray gradients(INDArray epsilon, boolean parameters, boolean input) {
        long deltas = deltas(epsilon);
        if (parameters) {
            long from = wholeBlocks();
            for (int part = 0; part * stride < kernel; part++) {
                kernels.multiply(true, false, outputs, width(part), rows * blocks - part, deltas, outputs,
                        kernels.plus(from, (long) part * stride * channels), stride * channels,
                        1, kernels.plus(weightGradient(), (long) part * stride * channels), inputs);
            }
            kernels.addColumnSums(deltas, rows * blocks, outputs, biasGradient());
        }
        return input ? inputGradient(deltas) : null;
    }

    @Override
    void freeOwn() {
        for (BatchArray array : new BatchArray[] {
            padded, sums, activations, slopes, delta, paddedGradient, inputGradient
        }) {
            array.close();
        }
    }

    /** The input as [rows, blocks, stride * channels]; a last block that is not full is filled up with zeros. */
    private long wholeBlocks() {
        long input = Kernels.address(batch);
        if (steps % stride == 0) {
            return input;
        }
        long whole = padded.at(rows, blocks, stride * channels);
        for (int row = 0; row < rows; row++) {
            kernels.copy(kernels.plus(input, (long) row * steps * channels),
                    kernels.plus(whole, (long) row * blocks * stride * channels), steps * channels);
        }
        return whole;
    }

    /** The gradient at the sums, [rows, blocks, outputs], 0 where there is no window. */
    private long deltas(INDArray epsilon) {
        long from = Kernels.address(epsilon);
        long to = delta.at(rows, blocks, outputs);
        long slope = slopes.at(rows, windows, outputs);
        int length = windows * outputs;
        for (int row = 0; row < rows; row++) {
            long source = kernels.plus(from, (long) row * length);
            long target = kernels.plus(to, (long) row * blocks * outputs);
            if (nonlinearity == Nonlinearity.IDENTITY) {
                kernels.copy(source, target, length);
            } else {
                kernels.times(source, kernels.plus(slope, (long) row * length), target, length);
            }
        }
        return to;
    }

    private INDArray inputGradient(long deltas) {
        INDArray result = inputGradient.of(batch.shape());
        boolean whole = steps % stride == 0;
        long to = whole ? Kernels.address(result) : paddedGradient.at(rows, blocks, stride * channels);
        // Steps that no window covers are never written: they stay 0 from the beginning.
        for (int part = 0; part * stride < kernel; part++) {
            kernels.multiply(false, false, rows * blocks - part, width(part), outputs, deltas, outputs,
                    weights(part), inputs, part == 0 ? 0 : 1,
                    kernels.plus(to, (long) part * stride * channels), stride * channels);
        }
        for (int row = 0; !whole && row < rows; row++) {
            kernels.copy(kernels.plus(to, (long) row * blocks * stride * channels),
                    kernels.plus(Kernels.address(result), (long) row * steps * channels), steps * channels);
        }
        return result;
    }

    /** How many numbers of a block a part of the kernel covers. */
    private int width(int part) {
        return Math.min(stride, kernel - part * stride) * channels;
    }

    private long weights(int part) {
        return kernels.plus(weights(), (long) part * stride * channels);
    }
}
