package dev.etude.training;

import dev.etude.benchmarks.WorkServer;
import dev.etude.config.ConfigReader;
import dev.etude.data.TrainingData;
import dev.etude.plugins.PluginCatalog;
import dev.etude.run.Experiment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a training step has to do with data, and no more, on demand, as {@link WorkServer} says: a batch drawn and
 * augmented, another one augmented, and gradients mapped back. {@code DrawServer CONFIG [SETTING=VALUE ...]}. It lies
 * in this package because the augmenter is nobody else's.
 */
public final class DrawServer {
    private DrawServer() {}

    public static void main(String[] arguments) throws IOException {
        Experiment experiment = new ConfigReader(PluginCatalog.load(Path.of("plugins")))
                .read(
                        Experiment.class,
                        Path.of(arguments[0]),
                        Arrays.asList(arguments).subList(1, arguments.length),
                        Path.of("").toAbsolutePath());
        TrainingData data = new TrainingData(experiment.data().read(), experiment.window());
        Seeds seeds = new Seeds(experiment.seed());
        int batch = experiment.training().batch();
        int size = data.shape().cells();
        Augmenter augmenter = new Augmenter(experiment.augmentation(), data.shape(), data.encoding(), batch);
        float[] real = new float[batch * size];
        float[] generated = new float[batch * size];
        float[] gradient = new float[batch * size];
        for (int row = 0; row < batch; row++) {
            data.draw(seeds.at("generated", row), generated, row * size);
        }
        long[] step = {0};
        WorkServer.answer(() -> {
            var choice = seeds.at("data", step[0]);
            for (int row = 0; row < batch; row++) {
                data.draw(choice, real, row * size);
            }
            augmenter.apply(real, 0, batch, seeds.at("augmentation-real", step[0]));
            augmenter.apply(generated, 0, batch, seeds.at("augmentation-generated", step[0]));
            augmenter.backward(gradient, batch);
            step[0]++;
        });
    }
}
