package dev.etude.training;

import dev.etude.benchmarks.WorkServer;
import dev.etude.benchmarks.Workbench;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a training step has to do with data, on demand, as {@link WorkServer} says:
 * {@code DrawServer CONFIG [SETTING=VALUE ...]}.
 */
public final class DrawServer {
    private DrawServer() {}

    public static void main(String[] arguments) throws IOException {
        BatchData batches = new BatchData(
                Workbench.of(arguments[0], Arrays.asList(arguments).subList(1, arguments.length)));
        long[] step = {0};
        WorkServer.answer(() -> batches.step(step[0]++));
    }
}
