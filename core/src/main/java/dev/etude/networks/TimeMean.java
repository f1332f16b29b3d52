package dev.etude.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.nd4j.linalg.api.buffer.DataType;

/** The mean over the steps: [batch, steps, channels] to [batch, channels]. */
public final class TimeMean extends PlainSettings {
    private static final long serialVersionUID = 1;

    private int channels;

    /** For JSON. */
    public TimeMean() {}

    private TimeMean(Builder builder) {
        super(builder);
        this.channels = builder.channels;
    }

    /** Numbers a step. */
    public int getChannels() {
        return channels;
    }

    /** For JSON. */
    public void setChannels(int channels) {
        this.channels = channels;
    }

    @Override
    PlainLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new TimeMeanLayer(conf, type);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.feedForward(channels);
    }

    /** Takes the settings. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends NoParamLayer.Builder<Builder> {
        private final int channels;

        /** @param channels numbers a step, at least 1 */
        public Builder(int channels) {
            if (channels < 1) {
                throw new IllegalArgumentException("channels must be at least 1, were " + channels);
            }
            this.channels = channels;
        }

        @Override
        public TimeMean build() {
            return new TimeMean(this);
        }
    }
}
