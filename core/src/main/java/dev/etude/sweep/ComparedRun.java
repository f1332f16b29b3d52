package dev.etude.sweep;

import dev.etude.report.Summary;
import dev.etude.run.RunFolder;
import dev.etude.spi.RunRecord;
import dev.etude.spi.RunRecord.State;
import dev.etude.spi.RunRecord.Status;
import java.io.IOException;
import java.util.Map;

/**
 * A finished run with what a comparison needs of it.
 *
 * @param settings the resolved config, flat
 * @param data the fingerprint of its data
 * @param version the git commit that it was made by; may be empty
 */
record ComparedRun(RunRecord record, Map<String, String> settings, String data, String version, Summary summary) {
    private static final String SEED = "seed";

    /** A run that cannot be counted, and why. */
    record Aside(String run, String reason) {}

    /** Why a run cannot be counted; empty if it can. */
    static String whyNot(RunRecord run) throws IOException {
        Status status;
        try {
            status = run.status();
        } catch (IOException damaged) {
            return "its status cannot be read: " + RunFolder.reason(damaged);
        }
        if (status.state() == State.RUNNING) {
            return "is still running";
        }
        if (status.state() == State.FAILED) {
            return status.why().lines().findFirst().orElse("failed");
        }
        return Summary.read(run.folder()).figures().isEmpty() ? "has no figures in its summary.json" : "";
    }

    static ComparedRun read(RunRecord run) throws IOException {
        Map<String, String> environment = run.environment();
        return new ComparedRun(
                run,
                run.settings(),
                environment.getOrDefault("data.fingerprint", ""),
                environment.getOrDefault("git.commit", ""),
                Summary.read(run.folder()));
    }

    String seed() {
        return settings.getOrDefault(SEED, "");
    }
}
