package dev.etude.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A convolution along time, without padding: [batch, steps, channels] to [batch, (steps - kernel) / stride + 1, nOut].
 * Each row of the batch may have any shape; its length must be a multiple of the channels.
 *
 * <p>Activations: identity, relu, tanh, sigmoid, swish. Weights lie in memory as [nOut, kernel, channels].
 */
public final class TimeConvolution extends WeightedSettings {
    private static final long serialVersionUID = 1;

    private boolean spectrallyNormalised;
    private int kernel;
    private int stride;

    /** For JSON. */
    public TimeConvolution() {}

    private TimeConvolution(Builder builder) {
        super(builder);
        this.kernel = builder.kernel;
        this.stride = builder.stride;
        this.spectrallyNormalised = builder.spectrallyNormalised;
    }

    /** Whether the weights are divided by their spectral norm. */
    public boolean isSpectrallyNormalised() {
        return spectrallyNormalised;
    }

    /** For JSON. */
    public void setSpectrallyNormalised(boolean spectrallyNormalised) {
        this.spectrallyNormalised = spectrallyNormalised;
    }

    /** The number of steps that one kernel covers. */
    public int getKernel() {
        return kernel;
    }

    /** For JSON. */
    public void setKernel(int kernel) {
        this.kernel = kernel;
    }

    /** The number of steps from one window to the next. */
    public int getStride() {
        return stride;
    }

    /** For JSON. */
    public void setStride(int stride) {
        this.stride = stride;
    }

    /** The number of windows in a number of steps, of which there are at least {@code kernel}. */
    public static int windows(int steps, int kernel, int stride) {
        return (steps - kernel) / stride + 1;
    }

    @Override
    WeightedLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new TimeConvolutionLayer(conf, type);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        long steps = input.arrayElementsPerExample() / (nIn / kernel);
        return InputType.recurrent(nOut, windows(Math.toIntExact(steps), kernel, stride), FORMAT);
    }

    /** Takes the settings; {@code nIn} follows from channels and kernel. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends FeedForwardLayer.Builder<Builder> {
        private final int kernel;
        private final int stride;
        private boolean spectrallyNormalised;

        /**
         * @param channels numbers a step of the input, at least 1
         * @param kernel steps that the kernel covers, at least 1
         * @param stride steps from one window to the next, at least 1
         */
        public Builder(int channels, int kernel, int stride) {
            if (channels < 1 || kernel < 1 || stride < 1) {
                throw new IllegalArgumentException("channels, kernel and stride must be at least 1, were " + channels
                        + ", " + kernel + " and " + stride);
            }
            this.kernel = kernel;
            this.stride = stride;
            nIn((long) channels * kernel);
        }

        /** Whether to divide the weights, a matrix of [nOut, nIn], by their spectral norm; false at first. */
        public Builder spectrallyNormalised(boolean newSpectrallyNormalised) {
            this.spectrallyNormalised = newSpectrallyNormalised;
            return this;
        }

        @Override
        public TimeConvolution build() {
            return new TimeConvolution(this);
        }
    }
}
