package dev.etude.cli;

import dev.etude.config.ConfigReader;
import dev.etude.run.Experiment;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The arguments that name an experiment: a config, and the settings that are laid over it. */
final class ConfigArguments {
    @Parameters(index = "0", paramLabel = "CONFIG", description = "a YAML file")
    private Path config;

    @Parameters(index = "1..*", paramLabel = "SETTING=VALUE", description = "settings that override the file's")
    private List<String> overrides = List.of();

    /** To be filled by the parser. */
    ConfigArguments() {}

    ConfigArguments(Path config, List<String> overrides) {
        this.config = config;
        this.overrides = overrides;
    }

    /** The file, as it was typed. */
    Path config() {
        return config;
    }

    /** All of them, as they were typed. */
    String typed() {
        return config + (overrides.isEmpty() ? "" : " " + String.join(" ", overrides));
    }

    /** The experiment that they describe. */
    Experiment read(Project project) {
        return new ConfigReader(project.catalog())
                .read(Experiment.class, config, overrides, project.workingDirectory());
    }
}
