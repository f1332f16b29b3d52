package dev.etude.training;

import dev.etude.benchmarks.Workbench;
import dev.etude.data.TrainingData;

/**
 * What a training step has to do with data, and no more: a batch drawn and augmented, another one augmented, and
 * gradients mapped back. It lies in this package because the augmenter is nobody else's.
 */
final class BatchData {
    private final TrainingData data;
    private final Seeds seeds;
    private final Augmenter augmenter;
    private final int batch;
    private final int rowCells;
    private final float[] real; // [B, T, S]
    private final float[] generated; // [B, T, S]
    private final float[] gradient; // [B, T, S]

    BatchData(Workbench bench) {
        this.data = bench.data();
        this.seeds = bench.seeds();
        this.batch = bench.experiment().training().batch();
        this.rowCells = data.shape().cells();
        this.augmenter = new Augmenter(bench.experiment().augmentation(), data.shape(), data.encoding(), batch);
        this.real = new float[batch * rowCells];
        this.generated = new float[batch * rowCells];
        this.gradient = new float[batch * rowCells];
        for (int row = 0; row < batch; row++) {
            data.draw(seeds.at("generated", row), generated, row * rowCells);
        }
    }

    /** A step's whole work with data; returns the real rows. */
    float[] step(long step) {
        draw(step);
        augmenter.apply(real, 0, batch, seeds.at("augmentation-real", step));
        augmenter.apply(generated, 0, batch, seeds.at("augmentation-generated", step));
        augmenter.backward(gradient, batch);
        return real;
    }

    /** Draws a batch; returns it. */
    float[] draw(long step) {
        var choice = seeds.at("data", step);
        for (int row = 0; row < batch; row++) {
            data.draw(choice, real, row * rowCells);
        }
        return real;
    }

    /** Augments the rows that were drawn, again and again; returns them. */
    float[] augment(long step) {
        augmenter.apply(real, 0, batch, seeds.at("augmentation-real", step));
        return real;
    }
}
