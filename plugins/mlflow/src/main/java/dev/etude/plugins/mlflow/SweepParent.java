package dev.etude.plugins.mlflow;

import dev.etude.spi.RunRecord;
import dev.etude.spi.RunRecord.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.ViewType;

/**
 * The MLflow run that stands for a sweep, above those of its runs. It is made when the first of them is sent, found
 * again by a tag, and running as long as one of them is.
 */
final class SweepParent {
    /** The tag by which a sweep's run is found again. */
    static final String IDENTITY_TAG = "etude.sweep";

    /** The tag by which MLflow knows a run's parent. */
    static final String PARENT_TAG = "mlflow.parentRunId";

    /** Where a run's {@code environment.json} names its sweep: a folder beside the run's. */
    private static final String SWEEP = "sweep";

    private final RunRecord run;
    private final String sweep;
    private final Connection connection;
    private final Duration patience;

    private SweepParent(RunRecord run, String sweep, Connection connection, Duration patience) {
        this.run = run;
        this.sweep = sweep;
        this.connection = connection;
        this.patience = patience;
    }

    /** The parent of a run; empty if the run is part of no sweep. */
    static Optional<SweepParent> of(RunRecord run, Connection connection, Duration patience) throws IOException {
        return Optional.ofNullable(run.environment().get(SWEEP))
                .map(sweep -> new SweepParent(run, sweep, connection, patience));
    }

    /**
     * Puts a run below its sweep, and says whether the sweep still runs.
     *
     * @param child the run as it was at the server before its state was sent
     * @param status its state now
     */
    void bringUpToDate(Run child, Status status) throws IOException, InterruptedException {
        String id = child.getInfo().getRunId();
        Optional<String> known = Optional.ofNullable(Tags.of(child).get(PARENT_TAG));
        boolean sameState = child.getInfo().getStatus().name().equals(status.state().name());
        if (known.isPresent() && sameState) {
            return;
        }
        String experiment = child.getInfo().getExperimentId();
        String parent = known.isPresent() ? known.get() : alone(experiment, status);
        if (known.isEmpty()) {
            connection.ask(client -> {
                client.setTag(id, PARENT_TAG, parent);
                return true;
            });
        }
        settle(experiment, parent, status);
    }

    /** Runs of a sweep go on at once, and only one of them may make the parent: the sweep's folder has a lock. */
    private String alone(String experiment, Status status) throws IOException, InterruptedException {
        Path folder = run.folder().resolveSibling(sweep);
        if (!Files.isDirectory(folder)) {
            return findOrCreate(experiment, status);
        }
        try (Ledger lock = Ledger.open(folder, patience)) {
            String parent = findOrCreate(experiment, status);
            lock.put(parent, lock.progress(parent, connection.address().url()));
            return parent;
        }
    }

    private String findOrCreate(String experiment, Status status) throws IOException, InterruptedException {
        String identity = UUID.nameUUIDFromBytes((run.experiment() + "\n" + sweep).getBytes(StandardCharsets.UTF_8))
                .toString();
        String filter = "tags.`" + IDENTITY_TAG + "` = '" + identity + "'";
        List<Run> found = connection.ask(client ->
                client.searchRuns(List.of(experiment), filter, ViewType.ALL, 1).getItems());
        if (!found.isEmpty()) {
            return found.get(0).getInfo().getRunId();
        }
        CreateRun request = CreateRun.newBuilder()
                .setExperimentId(experiment)
                .setRunName(sweep)
                .setStartTime(status.startMillis())
                .addTags(Tags.tag(IDENTITY_TAG, identity))
                .addTags(Tags.tag(
                        "mlflow.note.content",
                        "Its runs side by side: `./runner compare runs/" + run.experiment() + "/" + sweep + "`\n"))
                .build();
        return connection.ask(client -> client.createRun(request)).getRunId();
    }

    private void settle(String experiment, String parent, Status status) throws IOException, InterruptedException {
        Optional<Run> there = connection.find(client -> client.getRun(parent));
        if (there.isEmpty() || there.get().getInfo().getLifecycleStage().equals("deleted")) {
            return;
        }
        String filter = "tags.`" + PARENT_TAG + "` = '" + parent + "' and attributes.status = 'RUNNING'";
        boolean runs = !connection
                .ask(client -> client.searchRuns(List.of(experiment), filter, ViewType.ACTIVE_ONLY, 1).getItems())
                .isEmpty();
        if (!runs) {
            connection.ask(client -> {
                client.setTerminated(parent, RunStatus.FINISHED, status.endMillis().orElse(status.startMillis()));
                return true;
            });
        } else if (there.get().getInfo().getStatus() != RunStatus.RUNNING) {
            String body = Portrait.json(Map.of("run_id", parent, "status", "RUNNING"));
            connection.ask(client -> client.sendPost("runs/update", body));
        }
    }
}
