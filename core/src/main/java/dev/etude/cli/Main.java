package dev.etude.cli;

import dev.etude.run.Interruption;
import dev.etude.run.RunFolder;
import dev.etude.spi.UserError;
import dev.etude.training.Divergence;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The one command. Exit codes: 0 done, 1 the run failed, 2 the user's mistake. A mistake is told in one line; a trace is shown
 * for bugs alone.
 */
@Command(
        name = "./runner",
        version = "Etude 0.1.0",
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

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs a command; what it says goes to the standard output, why it failed to the standard error. */
    static int execute(String... arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler(Main::explain);
        commandLine.setParameterExceptionHandler(Main::explain);
        return commandLine.execute(withRun(commandLine, arguments));
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
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

    private static int explain(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (failure instanceof UserError) {
            err.println(failure.getMessage());
            return USERS_MISTAKE;
        }
        if (failure instanceof Divergence || failure instanceof Interruption) {
            err.println(failure.getMessage());
            return FAILED;
        }
        if (failure instanceof IOException io) {
            err.println("failed: " + (failure instanceof FileSystemException file && file.getFile() != null
                    ? file.getFile() + ": "
                    : "") + RunFolder.reason(io));
            return FAILED;
        }
        err.println("This is a bug in Etude or in a plugin, not your mistake; please report it with these lines:");
        failure.printStackTrace(err);
        return FAILED;
    }

    private static int explain(CommandLine.ParameterException failure, String... arguments) {
        PrintWriter err = failure.getCommandLine().getErr();
        err.println(failure.getMessage() + suggestions(failure));
        return USERS_MISTAKE;
    }

    private static String suggestions(CommandLine.ParameterException failure) {
        List<String> near = failure instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        return near.isEmpty() ? "; ./runner --help lists the commands" : "; did you mean " + String.join(" or ", near) + "?";
    }
}
