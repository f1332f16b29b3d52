package dev.etude.cli;

import dev.etude.run.RunFolder;
import dev.etude.run.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ./runner sample runs/<experiment>/<run> count=16 seed=3}. */
@Command(name = "sample", description = "Draw more music from a run's generator")
final class SampleCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Parameters(index = "0", paramLabel = "RUN", description = "a run's folder")
    private Path run;

    @Parameters(
            index = "1..*",
            paramLabel = "SETTING=VALUE",
            description = "count (8): how many; seed (2): another seed, other music; out: the folder to make")
    private List<String> settings = List.of();

    @Override
    public Integer call() throws IOException {
        Project project = main.project();
        Path folder = project.workingDirectory().resolve(run).normalize();
        RunFolder.requireRun(folder);
        Arguments arguments = new Arguments("sample", settings, List.of("count", "seed", "out"));
        int count = Math.toIntExact(arguments.wholeNumber("count", 8, 1, 100_000));
        long seed = arguments.wholeNumber("seed", 2, Long.MIN_VALUE, Long.MAX_VALUE);
        Path out = arguments.text("out")
                .map(project.workingDirectory()::resolve)
                .orElse(folder.resolve("more").resolve("seed-" + seed))
                .normalize();
        Runs runs = project.runs("./runner sample " + run);
        runs.sample(folder, count, seed, out);
        return 0;
    }
}
