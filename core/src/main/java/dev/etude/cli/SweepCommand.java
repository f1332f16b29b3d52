package dev.etude.cli;

import dev.etude.config.ConfigReader;
import dev.etude.spi.UserError;
import dev.etude.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./runner sweep configs/conv-critic.yaml seed=1..5 critic=fc,conv}. */
@Command(
        name = "sweep",
        description = "Run every combination of lists of settings (seed=1..5 critic=fc,conv), a process each",
        subcommands = SweepRunCommand.class)
final class SweepCommand implements Callable<Integer> {
    private static final String PARALLEL = "parallel";
    private static final int MOST_PARALLEL = 1000;

    @Option(names = "--resume", paramLabel = "SWEEP", description = "a sweep's folder: run what is missing in it")
    private Path resume;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG", description = "a YAML file")
    private String config;

    @Parameters(
            index = "1..*",
            paramLabel = "SETTING=VALUES",
            description = "key=value, key=1..5 or key=a,b; parallel=N: how many runs at once (one a processor)")
    private List<String> settings = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Project project = new Project();
        ConfigReader reader = new ConfigReader(project.catalog());
        Sweep sweep = resume == null ? begin(project, reader) : resume(project, reader);
        return sweep.run() ? 0 : 1;
    }

    private Sweep begin(Project project, ConfigReader reader) throws IOException {
        if (config == null) {
            throw new UserError("sweep: name a config, as in ./runner sweep configs/conv-critic.yaml seed=1..5, or go"
                    + " on with ./runner sweep --resume <a sweep's folder>");
        }
        return Sweep.begin(
                reader,
                project.home(),
                Path.of(config),
                settings.stream().filter(setting -> !isOwn(setting)).toList(),
                project.workingDirectory(),
                parallel(settings.stream().filter(SweepCommand::isOwn).toList()),
                project.console());
    }

    /** With {@code --resume} no config is named, so what stands in its place is a setting as well. */
    private Sweep resume(Project project, ConfigReader reader) {
        OptionalInt parallel =
                parallel(Stream.concat(Stream.ofNullable(config), settings.stream()).toList());
        return Sweep.resume(
                reader, project.workingDirectory().resolve(resume).normalize(), parallel, project.console());
    }

    private static boolean isOwn(String setting) {
        return setting.startsWith(PARALLEL + "=");
    }

    private static OptionalInt parallel(List<String> given) {
        Arguments arguments = new Arguments("sweep", given, List.of(PARALLEL));
        int parallel = Math.toIntExact(arguments.wholeNumber(PARALLEL, 0, 1, MOST_PARALLEL));
        return parallel == 0 ? OptionalInt.empty() : OptionalInt.of(parallel);
    }
}
