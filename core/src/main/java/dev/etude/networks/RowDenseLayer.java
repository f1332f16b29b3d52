package dev.etude.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs {@link RowDense}: one matrix product each for activations, weight gradient and input gradient. */
final class RowDenseLayer extends WeightedLayer<RowDense> {
    private final transient BatchArray activations;
    private final transient BatchArray slopes;
    private final transient BatchArray delta;
    private final transient BatchArray inputGradient;
    private transient INDArray batch;
    private transient int rows;

    RowDenseLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type, ((RowDense) conf.getLayer()).isSpectrallyNormalised());
        this.activations = new BatchArray(type);
        this.slopes = new BatchArray(type);
        this.delta = new BatchArray(type);
        this.inputGradient = new BatchArray(type);
    }

    @Override
    INDArray activations(INDArray input) {
        int rowsEach = rowLength(input, inputs) / inputs;
        batch = input;
        rows = Math.toIntExact(input.size(0) * rowsEach);
        INDArray result = rowsEach == 1
                ? activations.of(input.size(0), outputs)
                : activations.of(input.size(0), rowsEach, outputs);
        long sums = Kernels.address(result);
        kernels.multiply(false, true, rows, outputs, inputs, Kernels.address(input), inputs, weights(), inputs,
                0, sums, outputs);
        kernels.activate(nonlinearity, 1, rows, outputs, sums, 0, bias(), sums, slopes.at(rows, outputs));
        return result;
    }

    @Override
    INDArray gradients(INDArray epsilon, boolean parameters, boolean input) {
        long deltas = beforeActivation(epsilon, slopes, delta, rows);
        if (parameters) {
            kernels.multiply(true, false, outputs, inputs, rows, deltas, outputs, Kernels.address(batch), inputs,
                    1, weightGradient(), inputs);
            kernels.addColumnSums(deltas, rows, outputs, biasGradient());
        }
        if (!input) {
            return null;
        }
        INDArray result = inputGradient.of(batch.shape());
        kernels.multiply(false, false, rows, inputs, outputs, deltas, outputs, weights(), inputs,
                0, Kernels.address(result), inputs);
        return result;
    }

    @Override
    void freeOwn() {
        activations.close();
        slopes.close();
        delta.close();
        inputGradient.close();
    }
}
