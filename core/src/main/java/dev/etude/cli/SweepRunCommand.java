package dev.etude.cli;

import dev.etude.config.ConfigReader;
import dev.etude.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sweep run <sweep> <number>}: what a sweep starts for each of its runs. Ends when its standard input does. */
@Command(
        name = "run",
        hidden = true,
        description = "One run of a sweep, as long as the sweep holds its standard input open")
final class SweepRunCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 1;

    @Parameters(index = "0", paramLabel = "SWEEP")
    private Path sweep;

    @Parameters(index = "1", paramLabel = "NUMBER")
    private int number;

    @Override
    public Integer call() throws IOException {
        Thread tie = new Thread(SweepRunCommand::endWithTheSweep, "end with the sweep");
        tie.setDaemon(true);
        tie.start();
        Project project = new Project();
        Sweep.runOne(new ConfigReader(project.catalog()), sweep, number, project::runs);
        return 0;
    }

    /** The pipe closes when the sweep asks for it, and when the sweep dies, however it dies. */
    private static void endWithTheSweep() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException broken) {
            // As good as closed.
        }
        System.exit(INTERRUPTED);
    }
}
