package dev.etude.cli;

import dev.etude.run.Reproduction;
import dev.etude.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ./runner reproduce runs/<experiment>/<run>}. */
@Command(name = "reproduce", description = "Run a finished run again, and compare every figure and every sample file")
final class ReproduceCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "RUN", description = "a run's folder")
    private Path run;

    @Override
    public Integer call() throws IOException {
        Project project = main.project();
        Path folder = project.workingDirectory().resolve(run).normalize();
        RunFolder.requireRun(folder);
        Path again = project.runs("./runner reproduce " + run).again(folder);
        List<String> differences = Reproduction.compare(folder, again);
        project.console().say("");
        if (differences.isEmpty()) {
            project.console().say("Reproduced: every figure and every sample file of " + run + " is the same");
            return 0;
        }
        differences.forEach(project.console()::say);
        project.console().say("Not reproduced; " + folder.resolve("environment.json") + " and "
                + again.resolve("environment.json") + " show on what each ran");
        return 1;
    }
}
