package dev.etude.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Shows a critic how much rows differ (Karras et al. 2018): [batch, features] to [batch, features + 1]. Rows that
 * follow one another form groups; the number added to each row of a group is the standard deviation of each feature
 * within it, averaged over the features.
 *
 * <p>Where the groups do not divide a batch, the last one is shorter; a row by itself does not deviate. A critic with
 * this layer asks of training that a group hold rows of one kind, real or generated: {@code Critic.rowsTogether}.
 */
public final class MinibatchDeviation extends PlainSettings {
    private static final long serialVersionUID = 1;

    private int features;
    private int group;

    /** For JSON. */
    public MinibatchDeviation() {}

    private MinibatchDeviation(Builder builder) {
        super(builder);
        this.features = builder.features;
        this.group = builder.group;
    }

    /** Numbers a row has before. */
    public int getFeatures() {
        return features;
    }

    /** For JSON. */
    public void setFeatures(int features) {
        this.features = features;
    }

    /** Rows that are compared with each other. */
    public int getGroup() {
        return group;
    }

    /** For JSON. */
    public void setGroup(int group) {
        this.group = group;
    }

    @Override
    PlainLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new MinibatchDeviationLayer(conf, type);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.feedForward(features + 1L);
    }

    /** Takes the settings. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends NoParamLayer.Builder<Builder> {
        private final int features;
        private final int group;

        /**
         * @param features numbers a row, at least 1
         * @param group rows that are compared with each other, at least 2
         */
        public Builder(int features, int group) {
            if (features < 1 || group < 2) {
                throw new IllegalArgumentException("features must be at least 1 and group at least 2, were " + features
                        + " and " + group);
            }
            this.features = features;
            this.group = group;
        }

        @Override
        public MinibatchDeviation build() {
            return new MinibatchDeviation(this);
        }
    }
}
