package dev.etude.training;

import dev.etude.networks.TwoThreads;
import dev.etude.spi.Trainable;

/**
 * Moves a network's parameters along its gradient, in one pass over plain arrays. Its state is {@link #mean},
 * {@link #meanSquare} and the number of updates, and is saved with the network.
 */
final class Optimizer {
    /** So many parameters and what belongs to them stay in the processor's cache. */
    private static final int WINDOW = 4096;

    private final OptimizerSettings settings;
    private final HostArray parameters;
    private final HostArray gradient;
    private final float[] mean;
    private final float[] meanSquare;
    private long updates;

    Optimizer(OptimizerSettings settings, Trainable network) {
        this.settings = settings;
        this.parameters = new HostArray(network.parameters());
        this.gradient = new HostArray(network.gradient());
        parameters.pull();
        gradient.clear(0, gradient.values.length);
        this.mean = new float[parameters.values.length];
        this.meanSquare = new float[settings.method() == OptimizerSettings.Kind.SGD ? 0 : parameters.values.length];
    }

    /**
     * Makes one update with the network's gradient, which is zero then.
     *
     * @param progress how much of the training is done, 0 to 1
     * @param clip the parameters are clipped to [-clip, clip]; infinity for no clipping
     */
    void update(double progress, double clip) {
        updates++;
        int middle = parameters.middle();
        TwoThreads.run(
                () -> update(0, middle, progress, clip),
                () -> update(middle, parameters.values.length, progress, clip));
    }

    private void update(int from, int to, double progress, double clip) {
        double rate = settings.rate().at(progress);
        for (int start = from; start < to; start += WINDOW) {
            int end = Math.min(start + WINDOW, to);
            gradient.pull(start, end);
            gradient.clear(start, end);
            switch (settings.method()) {
                case ADAM -> adam(parameters.values, gradient.values, start, end, rate);
                case RMS_PROP -> rmsProp(parameters.values, gradient.values, start, end, rate);
                case SGD -> sgd(parameters.values, gradient.values, start, end, rate);
            }
            if (clip < Double.POSITIVE_INFINITY) {
                clip(parameters.values, start, end, (float) clip);
            }
            parameters.push(start, end);
        }
    }

    /** The parameters as of the last update; not to be changed. */
    float[] parameters() {
        return parameters.values;
    }

    /** Whether every parameter, and all that is remembered of gradients, is finite. */
    boolean isFinite() {
        return HostArray.areFinite(parameters.values) && HostArray.areFinite(mean) && HostArray.areFinite(meanSquare);
    }

    /** Adds this optimiser's and its network's state to a checkpoint. */
    void save(String name, Checkpoint checkpoint) {
        checkpoint.put(name + "/parameters", parameters.values);
        checkpoint.put(name + "/mean", mean);
        checkpoint.put(name + "/mean-square", meanSquare);
        checkpoint.putNumber(name + "/updates", updates);
    }

    /** Takes up this optimiser's and its network's state from a checkpoint. */
    void restore(String name, Checkpoint checkpoint) {
        checkpoint.copy(name + "/parameters", parameters.values);
        checkpoint.copy(name + "/mean", mean);
        checkpoint.copy(name + "/mean-square", meanSquare);
        updates = checkpoint.number(name + "/updates");
        parameters.push();
    }

    private void adam(float[] parameter, float[] gradient, int from, int to, double learningRate) {
        float beta1 = (float) settings.beta1();
        float beta2 = (float) settings.beta2();
        float rate = (float) (learningRate / (1 - Math.pow(settings.beta1(), updates)));
        float correction = (float) (1 / Math.sqrt(1 - Math.pow(settings.beta2(), updates)));
        float epsilon = (float) settings.epsilon();
        for (int i = from; i < to; i++) {
            mean[i] = beta1 * mean[i] + (1 - beta1) * gradient[i];
            meanSquare[i] = beta2 * meanSquare[i] + (1 - beta2) * gradient[i] * gradient[i];
            parameter[i] -= rate * mean[i] / ((float) Math.sqrt(meanSquare[i]) * correction + epsilon);
        }
    }

    private void rmsProp(float[] parameter, float[] gradient, int from, int to, double learningRate) {
        float beta2 = (float) settings.beta2();
        float rate = (float) learningRate;
        float epsilon = (float) settings.epsilon();
        for (int i = from; i < to; i++) {
            meanSquare[i] = beta2 * meanSquare[i] + (1 - beta2) * gradient[i] * gradient[i];
            parameter[i] -= rate * gradient[i] / ((float) Math.sqrt(meanSquare[i]) + epsilon);
        }
    }

    private void sgd(float[] parameter, float[] gradient, int from, int to, double learningRate) {
        float momentum = (float) settings.beta1();
        float rate = (float) learningRate;
        for (int i = from; i < to; i++) {
            mean[i] = momentum * mean[i] + gradient[i];
            parameter[i] -= rate * mean[i];
        }
    }

    private static void clip(float[] parameter, int from, int to, float limit) {
        for (int i = from; i < to; i++) {
            parameter[i] = Math.max(-limit, Math.min(limit, parameter[i]));
        }
    }
}
