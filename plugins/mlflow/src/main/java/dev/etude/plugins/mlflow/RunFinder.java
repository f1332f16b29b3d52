package dev.etude.plugins.mlflow;

import dev.etude.spi.RunRecord;
import dev.etude.spi.RunRecord.Status;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.ViewType;

/** Finds the MLflow run that stands for a run folder, by the ledger or by its tag, and makes it where there is none. */
final class RunFinder {
    private final RunRecord run;
    private final Ledger ledger;
    private final Connection connection;

    RunFinder(RunRecord run, Ledger ledger, Connection connection) {
        this.run = run;
        this.ledger = ledger;
        this.connection = connection;
    }

    /**
     * The MLflow run.
     *
     * @throws IOException if the server cannot be asked, or the run or its experiment was deleted there
     */
    Run findOrCreate(Portrait portrait, Status status) throws IOException, InterruptedException {
        Optional<String> known = ledger.runAt(connection.address().url());
        if (known.isPresent()) {
            Optional<Run> there = connection.find(client -> client.getRun(known.get()));
            // Another run's, if this folder began as a copy of that one's.
            if (there.isPresent() && isOf(portrait, there.get())) {
                return active(there.get());
            }
        }
        String experiment = experiment();
        String filter = "tags.`" + Portrait.IDENTITY_TAG + "` = '" + portrait.identity() + "'";
        List<Run> found = connection.ask(client ->
                client.searchRuns(List.of(experiment), filter, ViewType.ALL, 1).getItems());
        String id = found.isEmpty()
                ? create(experiment, portrait, status)
                : found.get(0).getInfo().getRunId();
        Run there = connection.ask(client -> client.getRun(id));
        if (!isOf(portrait, there)) {
            throw Trouble.notMlflow(connection.address());
        }
        ledger.put(id, ledger.progress(id, connection.address().url()));
        ledger.save();
        return active(there);
    }

    private static boolean isOf(Portrait portrait, Run there) {
        return portrait.identity().equals(Tags.of(there).get(Portrait.IDENTITY_TAG));
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
                .addTags(Tags.tag(Portrait.IDENTITY_TAG, portrait.identity()))
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
}
