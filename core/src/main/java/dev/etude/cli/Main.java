package dev.etude.cli;

import dev.etude.run.Environment;
import dev.etude.run.Failure;
import dev.etude.run.Interruption;
import dev.etude.run.Shown;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The one command. Exit codes: 0 done, 1 the run failed, 2 the user's mistake. A mistake is told in one line; a trace
 * is shown for bugs alone.
 */
@Command(
        name = "./runner",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisHeading = "",
        customSynopsis = {
            "Etude: experiments with networks that write music.",
            "",
            "  ./runner configs/conv-critic.yaml              run an experiment",
            "  ./runner configs/conv-critic.yaml seed=7       with a setting overridden",
            ""
        },
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            PluginsCommand.class,
            SchemaCommand.class,
            SampleCommand.class,
            SweepCommand.class,
            CompareCommand.class,
            ResumeCommand.class,
            ReproduceCommand.class,
            TrackCommand.class,
            UiCommand.class
        })
public final class Main implements Runnable {
    private static final int FAILED = 1;
    private static final int USERS_MISTAKE = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final Project project = new Project();

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs a command; what it says goes to the standard output, why it failed to the standard error. */
    static int execute(String... arguments) {
        Main main = new Main();
        if (isRunWithoutOptions(arguments)) {
            return main.run(arguments);
        }
        OptionSpec help = OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build();
        CommandLine commandLine = new CommandLine(main);
        // A path or a value may begin with an @ sign.
        commandLine.setExpandAtFiles(false);
        commandLine.getSubcommands().values().forEach(command -> command.getCommandSpec().addOption(help));
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> main.explain(failure, command.getErr()));
        commandLine.setParameterExceptionHandler(Main::explain);
        try {
            return commandLine.execute(withRun(commandLine, arguments));
        } catch (OutOfMemoryError | StackOverflowError | LinkageError failure) {
            return main.explain(failure, commandLine.getErr());
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    /** What every command stands on. */
    Project project() {
        return project;
    }

    /** The commonest command needs no parser, and the parser takes a sixth of the time to the first training step. */
    private int run(String... arguments) {
        ConfigArguments experiment =
                new ConfigArguments(Path.of(arguments[0]), Arrays.asList(arguments).subList(1, arguments.length));
        try {
            return new RunCommand(this, experiment).call();
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError failure) {
            return explain(failure, new PrintWriter(System.err, true));
        }
    }

    private static boolean isRunWithoutOptions(String... arguments) {
        return arguments.length > 0
                && looksLikeConfig(arguments[0])
                && Arrays.stream(arguments).noneMatch(argument -> argument.startsWith("-"));
    }

    /** A configuration where a command is expected means {@code run}. */
    private static String[] withRun(CommandLine commandLine, String... arguments) {
        if (arguments.length == 0
                || arguments[0].startsWith("-")
                || commandLine.getSubcommands().containsKey(arguments[0])
                || !looksLikeConfig(arguments[0])) {
            return arguments;
        }
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(Arrays.asList(arguments));
        return all.toArray(String[]::new);
    }

    private static boolean looksLikeConfig(String argument) {
        return argument.endsWith(".yaml") || argument.endsWith(".yml") || argument.contains("/");
    }

    /** The version that is built, from the JAR. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Etude " + Environment.etude()};
        }
    }

    private int explain(Throwable thrown, PrintWriter err) {
        if (thrown instanceof Interruption) {
            // The run has said so already.
            return FAILED;
        }
        Failure failure = Failure.of(thrown, project.loadedCatalog());
        err.println(failure.line().lines().map(Shown::line).collect(Collectors.joining("\n")));
        if (failure.kind() == Failure.Kind.BUG) {
            thrown.printStackTrace(err);
        }
        return failure.kind() == Failure.Kind.MISTAKE ? USERS_MISTAKE : FAILED;
    }

    private static int explain(CommandLine.ParameterException failure, String... arguments) {
        failure.getCommandLine().getErr().println(words(failure, arguments));
        return USERS_MISTAKE;
    }

    private static String words(CommandLine.ParameterException failure, String... arguments) {
        CommandLine command = failure.getCommandLine();
        if (!(failure instanceof CommandLine.UnmatchedArgumentException unmatched)) {
            return failure.getMessage() + "; " + help(command);
        }
        String first = unmatched.getUnmatched().get(0);
        if (first.startsWith("-")) {
            String setting = first.replaceFirst("^-+", "");
            String value = after(first, arguments);
            String meant = setting.contains("=") || value.isEmpty() ? setting : setting + "=" + value;
            return "unknown option \"" + first + "\"; "
                    + (meant.contains("=") ? "a setting is written without dashes: " + meant : help(command));
        }
        if (command.getParent() != null) {
            return command.getCommandName() + ": \"" + first + "\" is one argument too many; " + help(command);
        }
        List<String> near = unmatched.getSuggestions();
        return "\"" + first + "\" is neither a command nor a config; "
                + (near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ") + help(command);
    }

    /** The argument after an option, if it can be its value. */
    private static String after(String option, String... arguments) {
        int next = Arrays.asList(arguments).indexOf(option) + 1;
        return next < arguments.length && !arguments[next].startsWith("-") && !arguments[next].contains("=")
                ? arguments[next]
                : "";
    }

    private static String help(CommandLine command) {
        return command.getParent() == null
                ? "./runner --help lists the commands"
                : "./runner " + command.getCommandName() + " --help tells more";
    }
}
