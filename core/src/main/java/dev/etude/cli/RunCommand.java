package dev.etude.cli;

import dev.etude.run.Experiment;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code ./runner configs/conv-critic.yaml critic.channels=64}. */
@Command(name = "run", description = "Run an experiment; also what a config alone does")
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Mixin
    private ConfigArguments arguments;

    /** To be filled by the parser. */
    RunCommand() {}

    RunCommand(Main main, ConfigArguments arguments) {
        this.main = main;
        this.arguments = arguments;
    }

    @Override
    public Integer call() throws IOException {
        Project project = main.project();
        Experiment experiment = arguments.read(project);
        project.runs("./runner " + arguments.typed()).start(experiment);
        return 0;
    }
}
