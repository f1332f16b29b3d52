package dev.etude.cli;

import dev.etude.config.ConfigReader;
import dev.etude.run.Experiment;
import dev.etude.run.Rehearsal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ./runner check configs/x.yaml}. */
@Command(name = "check", description = "Say everything that is wrong with a config, and run nothing")
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Parameters(index = "0", paramLabel = "CONFIG", description = "a YAML file")
    private Path config;

    @Parameters(index = "1..*", paramLabel = "SETTING=VALUE", description = "settings that override the file's")
    private List<String> overrides = List.of();

    @Override
    public Integer call() throws IOException {
        Project project = main.project();
        Experiment experiment = new ConfigReader(project.catalog())
                .read(Experiment.class, config, overrides, project.workingDirectory());
        new Rehearsal().of(experiment);
        project.console().say(config + ": nothing is wrong");
        return 0;
    }
}
