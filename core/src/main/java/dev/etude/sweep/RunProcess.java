package dev.etude.sweep;

import dev.etude.run.FolderRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run in a process of its own, the same Java with the same options as this one's.
 *
 * <p>Its standard input is a pipe from this process. The child ends, with a checkpoint, when the pipe does: so it is
 * asked to stop, and so it stops when this process is killed, on every platform.
 */
final class RunProcess {
    /** The environment variable that says how many threads the mathematics of a process uses. */
    static final String THREADS = "OMP_NUM_THREADS";

    private static final int TAIL_BYTES = 4096;
    private static final Pattern STEP = Pattern.compile("\"step\":(\\d+)");

    private final int number;
    private final Process process;

    private RunProcess(int number, Process process) {
        this.number = number;
        this.process = process;
    }

    /**
     * Starts a run, or goes on with one.
     *
     * @param command the command line of Etude that does it
     */
    static RunProcess start(SweepFolder folder, SweepPlan plan, int number, List<String> command) throws IOException {
        Path said = folder.said(number);
        Files.createDirectories(said.getParent());
        ProcessBuilder builder = new ProcessBuilder(java(command))
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
                .redirectError(folder.errors(number).toFile());
        builder.environment().put(THREADS, String.valueOf(plan.threads()));
        return new RunProcess(number, builder.start());
    }

    int number() {
        return number;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** How it ended; 0 is well. */
    int exit() {
        return process.exitValue();
    }

    /** Asks it to write a checkpoint and end. */
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            process.destroy();
        }
    }

    /** The last step that a run has logged; empty before the first. */
    static Optional<Long> step(FolderRecord run) {
        try (RandomAccessFile journal = new RandomAccessFile(run.folder().resolve("metrics.jsonl").toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL_BYTES, journal.length())];
            journal.seek(journal.length() - tail.length);
            journal.readFully(tail);
            Matcher matcher = STEP.matcher(new String(tail, StandardCharsets.UTF_8));
            Optional<Long> last = Optional.empty();
            while (matcher.find()) {
                last = Optional.of(Long.valueOf(matcher.group(1)));
            }
            return last;
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private static List<String> java(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Detude.terminal=false");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("dev.etude.cli.Main");
        command.addAll(arguments);
        return command;
    }
}
