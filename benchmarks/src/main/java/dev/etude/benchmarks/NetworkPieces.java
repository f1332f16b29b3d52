package dev.etude.benchmarks;

import dev.etude.spi.Critic;
import dev.etude.spi.Generator;
import dev.etude.training.GanTrainer;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a step asks of the networks of the shipped config, piece by piece, and the whole step. The critic gets as many
 * rows as in a step, where half of them are generated; here all are real.
 */
public class NetworkPieces extends Pieces {
    @Param({"conv", "fc"})
    String critics;

    private Critic critic;
    private Generator generator;
    private GanTrainer trainer;
    private INDArray rows; // [2B, T, S]
    private INDArray scoreGradient; // [2B, 1]
    private INDArray noise; // [B, Z]
    private INDArray logitGradient; // [B, T, S]
    private long step;

    @Setup
    public void create() throws IOException {
        Workbench bench = Workbench.of(Workbench.SHIPPED, List.of("critic=" + critics));
        critic = bench.critic();
        generator = bench.generator();
        trainer = bench.trainer();
        step = bench.middle();
        int batch = bench.experiment().training().batch();
        int steps = bench.data().shape().steps();
        int symbols = bench.data().shape().symbols();
        RandomGenerator random = bench.seeds().at("benchmark", 0);
        float[] cells = new float[2 * batch * steps * symbols];
        for (int row = 0; row < 2 * batch; row++) {
            bench.data().draw(random, cells, row * steps * symbols);
        }
        rows = Nd4j.createFromArray(cells).reshape('c', 2L * batch, steps, symbols);
        noise = normals(random, batch * generator.noiseSize()).reshape('c', batch, generator.noiseSize());
        scoreGradient = normals(random, 2 * batch).reshape('c', 2L * batch, 1);
        logitGradient = normals(random, batch * steps * symbols).reshape('c', batch, steps, symbols);
    }

    @TearDown
    public void close() {
        critic.close();
        generator.close();
    }

    @Benchmark
    public INDArray criticScore() {
        return critic.score(rows);
    }

    @Benchmark
    public INDArray criticScoreAndAccumulate() {
        INDArray scores = critic.score(rows);
        critic.accumulate(scoreGradient);
        return scores;
    }

    @Benchmark
    public INDArray criticScoreAndInputGradient() {
        critic.score(rows);
        return critic.inputGradient(scoreGradient);
    }

    @Benchmark
    public INDArray generatorGenerate() {
        return generator.generate(noise);
    }

    @Benchmark
    public INDArray generatorGenerateAndAccumulate() {
        INDArray logits = generator.generate(noise);
        generator.accumulate(logitGradient);
        return logits;
    }

    /** The whole step, of which each fourth has the penalty too. */
    @Benchmark
    public GanTrainer.Losses wholeStep() {
        return trainer.step(step++);
    }

    private static INDArray normals(RandomGenerator random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.createFromArray(values);
    }
}
