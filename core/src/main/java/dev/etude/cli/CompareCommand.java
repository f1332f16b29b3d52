package dev.etude.cli;

import dev.etude.config.ConfigReader;
import dev.etude.spi.UserError;
import dev.etude.sweep.Comparing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./runner compare runs/<experiment>/sweep-<date>_<time> chord-rate}. */
@Command(
        name = "compare",
        description = "Compare finished runs setting by setting: means, intervals, differences over equal seeds")
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "FOLDER|FIGURE",
            description = "folders of sweeps, experiments or runs, and the figures to compare (all if none is named);"
                    + " out=FOLDER: where compare.csv and compare.html go")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws IOException {
        Project project = new Project();
        List<Path> folders = new ArrayList<>();
        List<String> figures = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        for (String argument : arguments) {
            Path path = project.workingDirectory().resolve(argument).normalize();
            if (Files.isDirectory(path)) {
                folders.add(path);
            } else if (argument.contains("=")) {
                settings.add(argument);
            } else if (argument.contains("/")) {
                throw new UserError(
                        argument + ": no such folder; ./runner prints a run's folder at its start and its end");
            } else {
                figures.add(argument);
            }
        }
        if (folders.isEmpty()) {
            throw new UserError("compare: name folders with runs, and figures if only some matter, as in"
                    + " ./runner compare runs/conv-critic chord-rate");
        }
        Path out = new Arguments("compare", settings, List.of("out"))
                .text("out")
                .map(project.workingDirectory()::resolve)
                .orElse(folders.size() == 1 ? folders.get(0) : project.workingDirectory())
                .normalize();
        Comparing comparing = new Comparing(new ConfigReader(project.catalog()));
        for (Path folder : folders) {
            comparing.add(folder);
        }
        comparing.write(figures, out, project.console()::say);
        return 0;
    }
}
