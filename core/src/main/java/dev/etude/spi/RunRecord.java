package dev.etude.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run folder, read. Each call reads what the folder holds at that moment, so a run that is under way can be followed.
 */
public interface RunRecord {
    /** The folder. */
    Path folder();

    /** The run's own name, unique within the experiment: the folder's. */
    String name();

    /** The name of the experiment. */
    String experiment();

    /** The resolved configuration, flattened: {@code critic.channels} to {@code 32}; in the config's order. */
    Map<String, String> settings() throws IOException;

    /** What {@code environment.json} says, flattened: versions, git commit, data fingerprint, machine. */
    Map<String, String> environment() throws IOException;

    /**
     * The logged figures from a line on (0 is the first), at most {@code limit}; a line that is only half written is
     * left out.
     */
    List<Figures> figures(long fromLine, int limit) throws IOException;

    /** The run's state. */
    Status status() throws IOException;

    /**
     * Files worth showing, whole and closed: config, samples, report, checkpoints not among them; relative to the
     * folder.
     */
    List<Artifact> artifacts() throws IOException;

    /**
     * One line of the log of figures.
     *
     * @param step the training step
     * @param millis when, in milliseconds since 1970
     * @param values figures by name, with the prefixes {@code train/}, {@code eval/}, {@code health/} and {@code
     *     system/}
     */
    record Figures(long step, long millis, Map<String, Double> values) {}

    /**
     * A file of the run.
     *
     * @param path relative to the folder
     * @param step the training step that it belongs to; empty for files of the whole run
     */
    record Artifact(Path path, Optional<Long> step) {}

    /**
     * The run's state.
     *
     * @param state where it stands
     * @param why one line for a failed run; else empty
     * @param startMillis when it started, in milliseconds since 1970
     * @param endMillis when it ended; empty while it is running
     */
    record Status(State state, String why, long startMillis, Optional<Long> endMillis) {}

    /** Where a run stands. */
    enum State {
        RUNNING,
        FINISHED,
        FAILED
    }
}
