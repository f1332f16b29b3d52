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
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;

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
        Run there = findOrCreate(portrait, status);
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

    private Run findOrCreate(Portrait portrait, Status status) throws IOException, InterruptedException {
        Optional<String> known = ledger.runAt(connection.address().url());
        if (known.isPresent()) {
            Optional<Run> run = connection.find(client -> client.getRun(known.get()));
            // Another run's, if this folder began as a copy of that one's.
            if (run.isPresent() && isOf(portrait, run.get())) {
                return active(run.get());
            }
        }
        String experiment = experiment();
        String filter = "tags.`" + Portrait.IDENTITY_TAG + "` = '" + portrait.identity() + "'";
        List<Run> found = connection.ask(client ->
                client.searchRuns(List.of(experiment), filter, ViewType.ALL, 1).getItems());
        String id = found.isEmpty()
                ? create(experiment, portrait, status)
                : found.get(0).getInfo().getRunId();
        Run run = connection.ask(client -> client.getRun(id));
        if (!isOf(portrait, run)) {
            throw Trouble.notMlflow(connection.address());
        }
        ledger.put(id, ledger.progress(id, connection.address().url()));
        ledger.save();
        return active(run);
    }

    private static boolean isOf(Portrait portrait, Run run) {
        return portrait.identity().equals(tags(run).get(Portrait.IDENTITY_TAG));
    }

    private String experiment() throws IOException, InterruptedException {
        String name = run.experiment();
        Optional<Experiment> there = connection.ask(client -> client.getExperimentByName(name));
        if (there.isPresent() && there.get().getLifecycleStage().equals("deleted")) {
            throw new IOException("mlflow: the experiment '" + name + "' was deleted at " + connection.address()
                    + "; restore it there (mlflow experiments restore), or give the experiment another name");
        }
        if (there.isPresent()) {
            return there.get().getExperimentId();
        }
        try {
            return connection.ask(client -> client.createExperiment(name));
        } catch (IOException refused) {
            // Another run of the same experiment may have been a moment faster.
            return connection
                    .ask(client -> client.getExperimentByName(name))
                    .orElseThrow(() -> refused)
                    .getExperimentId();
        }
    }

    private String create(String experiment, Portrait portrait, Status status)
            throws IOException, InterruptedException {
        CreateRun request = CreateRun.newBuilder()
                .setExperimentId(experiment)
                .setRunName(run.name())
                .setStartTime(status.startMillis())
                .addTags(tag(Portrait.IDENTITY_TAG, portrait.identity()))
                .build();
        return connection.ask(client -> client.createRun(request)).getRunId();
    }

    private Run active(Run there) throws IOException {
        if (there.getInfo().getLifecycleStage().equals("deleted")) {
            throw new IOException("mlflow: the run " + run.name() + " was deleted at " + connection.address()
                    + "; restore it there to go on with it (mlflow runs restore)");
        }
        return there;
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
            connection.ask(client -> {
                client.logBatch(there.getInfo().getRunId(), List.of(), batch, List.of());
                return true;
            });
        }
        sendTags(there, changed);
    }

    private void sendTags(Run there, Map<String, String> wanted) throws IOException, InterruptedException {
        Map<String, String> had = tags(there);
        List<RunTag> missing = wanted.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(had.get(entry.getKey())))
                .map(entry -> tag(entry.getKey(), entry.getValue()))
                .toList();
        for (List<RunTag> batch : batches(missing, NAMES_A_BATCH)) {
            connection.ask(client -> {
                client.logBatch(there.getInfo().getRunId(), List.of(), List.of(), batch);
                return true;
            });
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
                connection.ask(client -> {
                    client.logBatch(id, batch, List.of(), List.of());
                    return true;
                });
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

    private static Map<String, String> tags(Run there) {
        Map<String, String> tags = new LinkedHashMap<>();
        there.getData().getTagsList().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        return tags;
    }

    private static RunTag tag(String key, String value) {
        return RunTag.newBuilder().setKey(key).setValue(value).build();
    }

    private static <T> List<List<T>> batches(List<T> all, int size) {
        List<List<T>> batches = new ArrayList<>();
        for (int start = 0; start < all.size(); start += size) {
            batches.add(all.subList(start, Math.min(start + size, all.size())));
        }
        return batches;
    }
}
