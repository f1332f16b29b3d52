package dev.etude.cli;

import dev.etude.config.ConfigReader;
import dev.etude.config.ConfigWriter;
import dev.etude.run.DrawSettings;
import dev.etude.run.Drawing;
import dev.etude.run.RunFolder;
import dev.etude.spi.Doc;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

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
            description = "settings, of those below; a sample.yaml before them draws that set again")
    private List<String> settings = List.of();

    /** The settings are listed with their defaults, as the record has them. */
    @Spec
    void describe(CommandSpec spec) {
        Map<String, String> defaults = ConfigWriter.flat(new DrawSettings());
        spec.usageMessage().footer(Stream.concat(
                        Stream.of("", "Settings:"),
                        Stream.of(DrawSettings.class.getRecordComponents()).map(setting -> line(setting, defaults)))
                .toArray(String[]::new));
    }

    @Override
    public Integer call() throws IOException {
        Project project = main.project();
        Path folder = project.workingDirectory().resolve(run).normalize();
        RunFolder.requireRun(folder);
        ConfigReader reader = new ConfigReader(project.catalog());
        new Drawing(reader, project.console(), folder, read(reader, project.workingDirectory())).draw();
        return 0;
    }

    private DrawSettings read(ConfigReader reader, Path workingDirectory) {
        if (settings.isEmpty() || settings.get(0).contains("=") || !settings.get(0).endsWith(".yaml")) {
            return reader.read(DrawSettings.class, settings, workingDirectory);
        }
        List<String> overrides = settings.subList(1, settings.size());
        return reader.read(DrawSettings.class, Path.of(settings.get(0)), overrides, workingDirectory);
    }

    private static String line(RecordComponent setting, Map<String, String> defaults) {
        String value = defaults.get(setting.getName());
        return "  " + setting.getName() + (value.equals("null") ? "" : " (" + value + ")") + ": "
                + setting.getAnnotation(Doc.class).value();
    }
}
