package dev.etude.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ./runner resume runs/<experiment>/<run>}. */
@Command(name = "resume", description = "Go on with a run from its newest checkpoint, as if it had never stopped")
final class ResumeCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "RUN", description = "a run's folder")
    private Path run;

    @Override
    public Integer call() throws IOException {
        Project project = main.project();
        project.runs("./runner resume " + run).resume(project.workingDirectory().resolve(run).normalize());
        return 0;
    }
}
