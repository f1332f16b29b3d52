package dev.etude.cli;

import dev.etude.run.Rehearsal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code ./runner check configs/x.yaml}. */
@Command(name = "check", description = "Say everything that is wrong with a config, and run nothing")
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Mixin
    private ConfigArguments arguments;

    @Override
    public Integer call() throws IOException {
        Project project = main.project();
        new Rehearsal().of(arguments.read(project));
        project.console().say(arguments.config() + ": nothing is wrong");
        return 0;
    }
}
