package dev.etude.run;

import dev.etude.spi.RunRecord.State;
import java.io.IOException;
import java.nio.file.Files;
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

    /** Says that the run is running; a resumed run keeps the time of its first start. */
    static StatusFile start(RunFolder folder) throws IOException {
        boolean resumed = Files.exists(folder.path().resolve(RunFiles.STATUS));
        long started = resumed
                ? Json.read(folder.path().resolve(RunFiles.STATUS)).path("started").asLong()
                : System.currentTimeMillis();
        StatusFile status = new StatusFile(folder, started);
        status.write(State.RUNNING, "", null);
        return status;
    }

    /** Says how the run ended. */
    void end(State state, String why) throws IOException {
        write(state, why, System.currentTimeMillis());
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
