package dev.etude.plugins.models;

import dev.etude.networks.Networks;
import dev.etude.spi.Doc;
import dev.etude.spi.Generator;
import dev.etude.spi.GeneratorModel;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Plugin;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A fully connected generator: noise, one hidden layer, all cells. */
@Plugin("fc")
@Doc("Fully connected generator: noise, a hidden layer, all cells")
public record FcGenerator(
        @Doc("numbers of noise a row, at least 1") int noise,
        @Doc("units of the hidden layer, at least 1") int hidden)
        implements GeneratorModel {
    public FcGenerator {
        Settings.requireAtLeast("noise", noise, 1);
        Settings.requireAtLeast("hidden", hidden, 1);
    }

    public FcGenerator() {
        this(100, 256);
    }

    @Override
    public Generator create(ModelContext context) {
        int cells = context.shape().cells();
        var configuration = new NeuralNetConfiguration.Builder()
                .weightInit(WeightInit.RELU)
                .list()
                .layer(new DenseLayer.Builder().nIn(noise).nOut(hidden).activation(Activation.RELU).build())
                .layer(new DenseLayer.Builder().nIn(hidden).nOut(cells).activation(Activation.IDENTITY)
                        .weightInit(new NormalDistribution(0, Math.sqrt(6.0 / hidden))).build())
                .build();
        Generator generator = Networks.generator(configuration, noise, context);
        float[] logits = new float[cells];
        for (int cell = 0; cell < cells; cell++) {
            double rate = Math.max(.001, Math.min(.9, context.symbolRates()[cell % context.shape().symbols()]));
            logits[cell] = (float) Math.log(rate / (1 - rate));
        }
        long last = generator.parameters().length();
        generator.parameters()
                .get(NDArrayIndex.point(0), NDArrayIndex.interval(last - cells, last))
                .assign(Nd4j.createFromArray(logits));
        return generator;
    }
}
