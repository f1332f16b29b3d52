package dev.etude.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ./runner ui}. */
@Command(name = "ui", description = "Show every run in the MLflow UI, on this machine; Ctrl-C ends it")
final class UiCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "RUNS", arity = "0..1", description = "the folder of the runs; runs/ if not said")
    private Path folder;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Project project = main.project();
        project.runs("./runner ui")
                .show("mlflow", folder == null ? null : project.workingDirectory().resolve(folder).normalize());
        return 0;
    }
}
