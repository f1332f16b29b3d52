package dev.etude.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ./runner track runs/<experiment>/<run>}. */
@Command(name = "track", description = "Send what a tracker such as MLflow does not have yet")
final class TrackCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "folders of runs, of an experiment, or of all runs")
    private List<Path> folders;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Project project = main.project();
        return project.runs("./runner track")
                        .track(folders.stream()
                                .map(project.workingDirectory()::resolve)
                                .map(Path::normalize)
                                .toList())
                ? 0
                : 1;
    }
}
