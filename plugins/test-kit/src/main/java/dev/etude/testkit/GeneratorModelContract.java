package dev.etude.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.Generator;
import dev.etude.spi.GeneratorModel;
import dev.etude.spi.ModelContext;
import dev.etude.spi.SequenceShape;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every {@link GeneratorModel} and its {@link Generator} keep to. */
public abstract class GeneratorModelContract extends ModelContract<GeneratorModel, Generator> {
    /** For plugins outside this package. */
    protected GeneratorModelContract() {
        super(GeneratorModel.class);
    }

    @Test
    final void takesSomeNoise() throws Exception {
        try (Generator generator = create(1)) {
            assertTrue(generator.noiseSize() > 0, "without noise, all rows are the same");
        }
    }

    @Override
    final Generator create(ModelContext context) throws Exception {
        return plugin().create(context);
    }

    @Override
    final boolean learns() throws Exception {
        return plugin().learns();
    }

    @Override
    final INDArray input(Generator generator, SequenceShape shape, int rows, long seed) {
        return FiniteDifferences.normals(new long[] {rows, generator.noiseSize()}, seed);
    }

    @Override
    final INDArray run(Generator generator, INDArray noise) {
        return generator.generate(noise);
    }

    @Override
    final void accumulate(Generator generator, INDArray logitGradient) {
        generator.accumulate(logitGradient);
    }

    @Override
    final long[] outputShape(SequenceShape shape, int rows) {
        return new long[] {rows, shape.steps(), shape.symbols()};
    }
}
