package dev.etude.plugins.mlflow;

import dev.etude.spi.RunRecord;
import dev.etude.spi.RunRecord.Artifact;
import dev.etude.spi.RunRecord.Figures;
import dev.etude.spi.RunRecord.State;
import dev.etude.spi.RunRecord.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;

/**
 * Brings one MLflow run up to date with one run folder.
 *
 * <p>Parameters, tags, inputs and state are compared with what the server has; only of figures and files it is written
 * down what has been sent. So a server that lost its data gets everything anew, and nothing is sent twice to one that
 * did not.
 */
final class Transfer {
    private static final int METRICS_A_BATCH = 1000;
    private static final int NAMES_A_BATCH = 100;
    private static final int LINES_AT_ONCE = 500;

    private final RunRecord run;
    private final Ledger ledger;
    private final Connection connection;
    private final Duration patience;
    private final List<String> endings;

    Transfer(RunRecord run, Ledger ledger, Connection connection, Duration patience, List<String> endings) {
        this.run = run;
        this.ledger = ledger;
        this.connection = connection;
        this.patience = patience;
        this.endings = endings;
    }

    /** Sends what is missing. Returns whether all has arrived that the folder held at the time of the call. */
    boolean bringUpToDate() throws IOException, InterruptedException {
        // Read first: once it says that the run has ended, all that is read after it is complete.
        Status status = run.status();
        Portrait portrait = new Portrait(run, status);
        List<Artifact> artifacts = run.artifacts().stream().filter(this::isWanted).toList();
        Run there = new RunFinder(run, ledger, connection).findOrCreate(portrait, status);
        String id = there.getInfo().getRunId();
        sendParameters(there, portrait);
        sendTags(there, portrait.tags(artifacts));
        sendDataset(there, portrait);
        sendFigures(id);
        sendState(there.getInfo(), status);
        Optional<SweepParent> sweep = SweepParent.of(run, connection, patience);
        if (sweep.isPresent()) {
            sweep.get().bringUpToDate(there, status);
        }
        return sendArtifacts(there, artifacts, status);
    }

    private boolean isWanted(Artifact artifact) {
        String name = artifact.path().getFileName().toString();
        return endings.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** A parameter cannot be changed once it is there: of one that differs, the new value becomes a tag. */
    private void sendParameters(Run there, Portrait portrait) throws IOException, InterruptedException {
        Map<String, String> had = new LinkedHashMap<>();
        there.getData().getParamsList().forEach(param -> had.put(param.getKey(), param.getValue()));
        List<Param> missing = new ArrayList<>();
        Map<String, String> changed = new LinkedHashMap<>();
        portrait.parameters().forEach((key, value) -> {
            if (!had.containsKey(key)) {
                missing.add(Param.newBuilder().setKey(key).setValue(value).build());
            } else if (!had.get(key).equals(value)) {
                changed.put(Names.key("changed." + key), value);
            }
        });
        for (List<Param> batch : batches(missing, NAMES_A_BATCH)) {
            log(there.getInfo().getRunId(), List.of(), batch, List.of());
        }
        sendTags(there, changed);
    }

    private void sendTags(Run there, Map<String, String> wanted) throws IOException, InterruptedException {
        Map<String, String> had = Tags.of(there);
        List<RunTag> missing = wanted.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(had.get(entry.getKey())))
                .map(entry -> Tags.tag(entry.getKey(), entry.getValue()))
                .toList();
        for (List<RunTag> batch : batches(missing, NAMES_A_BATCH)) {
            log(there.getInfo().getRunId(), List.of(), List.of(), batch);
        }
    }

    private void sendDataset(Run there, Portrait portrait) throws IOException, InterruptedException {
        Optional<Map<String, Object>> dataset = portrait.dataset();
        boolean known = there.getInputs().getDatasetInputsCount() > 0;
        if (dataset.isEmpty() || known) {
            return;
        }
        Map<String, Object> input = Map.of(
                "dataset", dataset.get(), "tags", List.of(Map.of("key", "mlflow.data.context", "value", "training")));
        String body = Portrait.json(Map.of("run_id", there.getInfo().getRunId(), "datasets", List.of(input)));
        connection.ask(client -> client.sendPost("runs/log-inputs", body));
    }

    private void sendFigures(String id) throws IOException, InterruptedException {
        String address = connection.address().url();
        List<Figures> lines;
        do {
            Ledger.Progress progress = ledger.progress(id, address);
            lines = run.figures(progress.lines(), LINES_AT_ONCE);
            for (List<Metric> batch : batches(metrics(lines), METRICS_A_BATCH)) {
                log(id, batch, List.of(), List.of());
            }
            ledger.put(id, new Ledger.Progress(address, progress.lines() + lines.size(), progress.files()));
            ledger.save();
        } while (lines.size() == LINES_AT_ONCE);
    }

    private static List<Metric> metrics(List<Figures> lines) {
        List<Metric> metrics = new ArrayList<>();
        for (Figures line : lines) {
            line.values().forEach((name, value) -> metrics.add(Metric.newBuilder()
                    .setKey(Names.key(name))
                    .setValue(value)
                    .setTimestamp(line.millis())
                    .setStep(line.step())
                    .build()));
        }
        return metrics;
    }

    private void sendState(RunInfo there, Status status) throws IOException, InterruptedException {
        RunStatus wanted = switch (status.state()) {
            case RUNNING -> RunStatus.RUNNING;
            case FINISHED -> RunStatus.FINISHED;
            case FAILED -> RunStatus.FAILED;
        };
        long end = status.endMillis().orElse(0L);
        if (there.getStatus() == wanted && there.getEndTime() == end) {
            return;
        }
        if (status.state() == State.RUNNING) {
            String body = Portrait.json(Map.of("run_id", there.getRunId(), "status", "RUNNING"));
            connection.ask(client -> client.sendPost("runs/update", body));
        } else {
            connection.ask(client -> {
                client.setTerminated(there.getRunId(), wanted, end);
                return true;
            });
        }
    }

    /** Sends files that are new or have changed. One that the server refuses keeps no other back. */
    private boolean sendArtifacts(Run there, List<Artifact> artifacts, Status status)
            throws IOException, InterruptedException {
        String id = there.getInfo().getRunId();
        Ledger.Progress progress = ledger.progress(id, connection.address().url());
        boolean complete = true;
        try {
            for (Artifact artifact : artifacts) {
                Path file = run.folder().resolve(artifact.path());
                String state = state(file);
                if (state.isEmpty()) {
                    complete = false;
                } else if (!state.equals(progress.files().get(Names.artifact(artifact)))) {
                    put(there, artifact, file, status);
                    progress.files().put(Names.artifact(artifact), state);
                }
            }
        } finally {
            ledger.put(id, progress);
        }
        return complete;
    }

    private void put(Run there, Artifact artifact, Path file, Status status) throws IOException, InterruptedException {
        String folder = there.getInfo().getArtifactUri();
        connection.put(folder, Names.artifact(artifact), file);
        if (artifact.step().isPresent() && artifact.path().toString().endsWith(".png")) {
            String stem = Names.gridImage(artifact, artifact.step().get(), status.startMillis());
            connection.put(folder, stem + ".png", file);
            // The UI asks for a small WebP first; a PNG under its name is shown as well.
            connection.put(folder, stem + "+compressed.webp", file);
            sendTags(there, Map.of("mlflow.loggedImages", "True"));
        }
    }

    /** Size and time of change; empty if the file is gone. */
    private static String state(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.size() + " bytes of " + attributes.lastModifiedTime();
        } catch (NoSuchFileException gone) {
            return "";
        }
    }

    private void log(String id, List<Metric> metrics, List<Param> parameters, List<RunTag> tags)
            throws IOException, InterruptedException {
        connection.ask(client -> {
            client.logBatch(id, metrics, parameters, tags);
            return true;
        });
    }

    private static <T> List<List<T>> batches(List<T> all, int size) {
        List<List<T>> batches = new ArrayList<>();
        for (int start = 0; start < all.size(); start += size) {
            batches.add(all.subList(start, Math.min(start + size, all.size())));
        }
        return batches;
    }
}
