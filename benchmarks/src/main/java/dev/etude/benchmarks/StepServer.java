package dev.etude.benchmarks;

import dev.etude.data.TrainingData;
import dev.etude.spi.UserError;
import dev.etude.training.GanTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Runs training steps on demand, as {@link WorkServer} says: {@code StepServer ROWS CONFIG [SETTING=VALUE ...]}.
 *
 * <p>Steps are counted from the middle of the training on, where every schedule of a config is under way. ROWS is
 * written for the peer, that both may train on the same music: real rows as bytes 0 and 1, {@value #ROWS} of them.
 */
public final class StepServer {
    private static final int ROWS = 2048;

    private StepServer() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            System.err.println("StepServer: needs a file to write real rows to, and a config; see benchmarks/steps");
            System.exit(2);
        }
        try {
            serve(Path.of(arguments[0]), arguments[1], Arrays.asList(arguments).subList(2, arguments.length));
        } catch (UserError mistake) {
            System.err.println(mistake.getMessage());
            System.exit(2);
        }
    }

    private static void serve(Path rows, String config, List<String> overrides) throws IOException {
        Workbench bench = Workbench.of(config, overrides);
        writeRows(bench.data(), bench.seeds().at("benchmark", 0), rows);
        GanTrainer trainer = bench.trainer();
        long[] step = {bench.middle()};
        WorkServer.answer(() -> trainer.step(step[0]++));
    }

    private static void writeRows(TrainingData data, RandomGenerator random, Path file) throws IOException {
        int cells = data.shape().cells();
        float[] values = new float[ROWS * cells];
        for (int row = 0; row < ROWS; row++) {
            data.draw(random).copyTo(values, row * cells);
        }
        byte[] bytes = new byte[values.length];
        for (int cell = 0; cell < values.length; cell++) {
            bytes[cell] = (byte) values[cell];
        }
        Files.write(file, bytes);
    }
}
