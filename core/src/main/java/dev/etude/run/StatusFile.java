package dev.etude.run;

import dev.etude.spi.RunRecord.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The run's {@code status.json}: where it stands, since when, and why it failed. */
final class StatusFile {
    private final RunFolder folder;
    private final long started;

    private StatusFile(RunFolder folder, long started) {
        this.folder = folder;
        this.started = started;
    }

    /** Says that the run is running; a resumed run keeps the time of its first start, if that can still be read. */
    static StatusFile start(RunFolder folder) throws IOException {
        long started = started(folder.path().resolve(RunFiles.STATUS));
        StatusFile status = new StatusFile(folder, started);
        status.write(State.RUNNING, "", null);
        return status;
    }

    /** Says that the run has reached its end. */
    void finish() throws IOException {
        write(State.FINISHED, "", System.currentTimeMillis());
    }

    /** Says why the run ended before its end. If that cannot be written either, {@code cause} knows. */
    void fail(Throwable cause) {
        try {
            write(State.FAILED, Failure.of(cause).line(), System.currentTimeMillis());
        } catch (IOException second) {
            cause.addSuppressed(second);
        }
    }

    private static long started(Path file) {
        try {
            long started = Files.exists(file) ? Json.read(file).path("started").asLong() : 0;
            return started > 0 ? started : System.currentTimeMillis();
        } catch (IOException damaged) {
            return System.currentTimeMillis();
        }
    }

    private void write(State state, String why, Long ended) throws IOException {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("state", state.name().toLowerCase(Locale.ROOT));
        status.put("why", why);
        status.put("started", started);
        status.put("ended", ended);
        folder.write(RunFiles.STATUS, Json.file(status));
    }
}
