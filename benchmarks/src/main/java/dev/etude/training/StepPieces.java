package dev.etude.training;

import dev.etude.benchmarks.Pieces;
import dev.etude.benchmarks.Workbench;
import dev.etude.spi.Generator;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a step of the shipped config does besides the networks: batches drawn and augmented, and the generator's update,
 * the larger of both. It lies in this package because the optimiser is nobody else's.
 */
public class StepPieces extends Pieces {
    private BatchData batches;
    private Generator generator;
    private Optimizer optimizer;
    private long step;

    @Setup
    public void create() throws IOException {
        Workbench bench = Workbench.of(Workbench.SHIPPED, List.of());
        batches = new BatchData(bench);
        generator = bench.generator();
        optimizer = new Optimizer(bench.experiment().training().generatorOptimizer(), generator);
        generator.gradient().assign(1e-3);
    }

    @TearDown
    public void close() {
        generator.close();
    }

    @Benchmark
    public float[] drawBatch() {
        return batches.draw(step++);
    }

    @Benchmark
    public float[] augmentBatch() {
        return batches.augment(step++);
    }

    /** A batch drawn and augmented, another one augmented, and gradients mapped back. */
    @Benchmark
    public float[] allDataOfAStep() {
        return batches.step(step++);
    }

    @Benchmark
    public float[] updateGenerator() {
        optimizer.update(0.5, Double.POSITIVE_INFINITY);
        return optimizer.parameters();
    }
}
