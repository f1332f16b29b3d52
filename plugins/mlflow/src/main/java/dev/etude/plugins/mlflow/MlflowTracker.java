package dev.etude.plugins.mlflow;

import dev.etude.spi.Doc;
import dev.etude.spi.Plugin;
import dev.etude.spi.RunRecord;
import dev.etude.spi.Tracker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends runs to an MLflow server: settings as parameters, figures as metrics, files as artifacts, pictures also as
 * grids over steps.
 *
 * <p>Credentials come from {@code MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}, or
 * {@code MLFLOW_TRACKING_TOKEN}, as for MLflow's own clients. What has arrived is remembered in the run folder's
 * {@code tracking/mlflow.json}; without that file the run is found again by the tag {@code etude.run}, and what is sent
 * a second time changes nothing.
 *
 * @param address where the server is
 * @param timeout seconds for one answer
 * @param artifacts endings of the files sent
 */
@Plugin("mlflow")
@Doc("Sends runs to an MLflow server: settings, curves, pictures, sound, report")
public record MlflowTracker(
        @Doc("where the server is, http://host:port; if absent MLFLOW_TRACKING_URI, else http://127.0.0.1:5000")
                Optional<String> address,
        @Doc("seconds that the server may take for one answer, at least 1") int timeout,
        @Doc("endings of the files that are sent; [] sends none") List<String> artifacts)
        implements Tracker {

    /** The version of MLflow that {@link #show} installs. */
    public static final String VERSION = "3.17.2";

    public MlflowTracker {
        address.flatMap(Address::fault).ifPresent(fault -> {
            throw new IllegalArgumentException("address: " + fault);
        });
        if (timeout < 1) {
            throw new IllegalArgumentException("timeout: must be at least 1 second, was " + timeout);
        }
        artifacts = List.copyOf(artifacts);
    }

    /** The server of this machine or of the environment, all files of a run that people look at or listen to. */
    public MlflowTracker() {
        this(Optional.empty(), 30, List.of("yaml", "json", "jsonl", "mid", "wav", "png", "musicxml", "txt", "html"));
    }

    @Override
    public boolean send(RunRecord run) throws IOException, InterruptedException {
        return send(run, Address.of(address, System.getenv()));
    }

    @Override
    public void show(Path home, Iterable<RunRecord> runs, Consumer<String> out)
            throws IOException, InterruptedException {
        Path folder = home.toAbsolutePath().resolve("mlflow-" + VERSION);
        Path python = new Installation(folder, System.getenv("PATH"), out).python();
        try (LocalServer server = LocalServer.start(python, folder, out)) {
            new Gallery(this, server, out).follow(runs);
        }
    }

    boolean send(RunRecord run, Address to) throws IOException, InterruptedException {
        Duration patience = Duration.ofSeconds(timeout);
        try (Ledger ledger = Ledger.open(run.folder(), patience);
                Connection connection = new Connection(to, patience)) {
            return new Transfer(run, ledger, connection, patience, artifacts).bringUpToDate();
        }
    }
}
