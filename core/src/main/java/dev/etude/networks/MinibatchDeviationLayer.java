package dev.etude.networks;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs {@link MinibatchDeviation}. The numbers are few: it works on plain arrays, in double precision. */
final class MinibatchDeviationLayer extends PlainLayer<MinibatchDeviation> {
    /** Keeps the slope finite where a feature is the same in all rows; a variance. */
    private static final double LEAST_VARIANCE = 1e-8;

    private final int features;
    private final int group;
    private final transient BatchArray activations;
    private final transient BatchArray inputGradient;
    private transient double[] values = {}; // [rows, features]
    private transient double[] slopes = {}; // [rows, features]: of the deviation, at each value of its group
    private transient double[] extended = {}; // [rows, features + 1]
    private final transient double[] mean; // [features]
    private final transient double[] scale; // [features]: variance, then deviation, then what makes differences slopes
    private final transient double[] own; // [features]: a row

    MinibatchDeviationLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        this.features = layerConf().getFeatures();
        this.group = layerConf().getGroup();
        this.activations = new BatchArray(type);
        this.inputGradient = new BatchArray(type);
        this.mean = new double[features];
        this.scale = new double[features];
        this.own = new double[features];
    }

    @Override
    public INDArray forward(INDArray input) {
        Contiguous.requireRowLength(input, features, layerConf().getLayerName());
        int rows = Math.toIntExact(input.size(0));
        if (values.length < rows * features) {
            values = new double[rows * features];
            slopes = new double[rows * features];
            extended = new double[rows * (features + 1)];
        }
        kernels.toDoubles(Kernels.address(input), values, rows * features);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * features, extended, row * (features + 1), features);
        }
        for (int from = 0; from < rows; from += group) {
            int to = Math.min(from + group, rows);
            double deviation = deviation(from, to);
            for (int row = from; row < to; row++) {
                extended[row * (features + 1) + features] = deviation;
            }
        }
        INDArray result = activations.of(rows, features + 1);
        kernels.fromDoubles(extended, Kernels.address(result), rows * (features + 1));
        return result;
    }

    @Override
    public INDArray backward(INDArray epsilon, boolean parameters, boolean input) {
        if (!input) {
            return null;
        }
        int rows = Math.toIntExact(epsilon.size(0));
        kernels.toDoubles(Kernels.address(epsilon), extended, rows * (features + 1));
        for (int from = 0; from < rows; from += group) {
            int to = Math.min(from + group, rows);
            double atDeviation = 0;
            for (int row = from; row < to; row++) {
                atDeviation += extended[row * (features + 1) + features];
            }
            for (int row = from; row < to; row++) {
                for (int feature = 0; feature < features; feature++) {
                    int at = row * features + feature;
                    values[at] = extended[row * (features + 1) + feature] + atDeviation * slopes[at];
                }
            }
        }
        INDArray result = inputGradient.of(rows, features);
        kernels.fromDoubles(values, Kernels.address(result), rows * features);
        return result;
    }

    @Override
    public void free() {
        activations.close();
        inputGradient.close();
    }

    /** The mean deviation of the rows of a group, whose slopes are kept. Row by row, so that the loops can be vectorised. */
    private double deviation(int from, int to) {
        double part = 1.0 / (to - from);
        Arrays.fill(mean, 0);
        Arrays.fill(scale, LEAST_VARIANCE);
        for (int row = from; row < to; row++) {
            System.arraycopy(values, row * features, own, 0, features);
            for (int feature = 0; feature < features; feature++) {
                mean[feature] += part * own[feature];
            }
        }
        for (int row = from; row < to; row++) {
            System.arraycopy(values, row * features, own, 0, features);
            for (int feature = 0; feature < features; feature++) {
                own[feature] -= mean[feature];
                scale[feature] += part * own[feature] * own[feature];
            }
            System.arraycopy(own, 0, slopes, row * features, features);
        }
        double ofFeature = 1.0 / features;
        for (int feature = 0; feature < features; feature++) {
            scale[feature] = Math.sqrt(scale[feature]);
        }
        double sum = 0;
        for (double deviation : scale) {
            sum += deviation * ofFeature;
        }
        for (int feature = 0; feature < features; feature++) {
            scale[feature] = part * ofFeature / scale[feature];
        }
        for (int row = from; row < to; row++) {
            System.arraycopy(slopes, row * features, own, 0, features);
            for (int feature = 0; feature < features; feature++) {
                own[feature] *= scale[feature];
            }
            System.arraycopy(own, 0, slopes, row * features, features);
        }
        return sum;
    }
}
