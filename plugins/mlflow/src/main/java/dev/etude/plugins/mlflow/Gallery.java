package dev.etude.plugins.mlflow;

import dev.etude.spi.RunRecord;
import dev.etude.spi.RunRecord.State;
import dev.etude.spi.RunRecord.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.mlflow.api.proto.Service.Experiment;

/** Keeps a server of this machine up to date with runs, those under way included, and tells the user where to look. */
final class Gallery {
    private static final long ROUND_MILLIS = 2000;

    private final MlflowTracker tracker;
    private final LocalServer server;
    private final Consumer<String> out;
    private final Map<Path, Status> complete = new HashMap<>();
    private final Set<String> said = new HashSet<>();

    Gallery(MlflowTracker tracker, LocalServer server, Consumer<String> out) {
        this.tracker = tracker;
        this.server = server;
        this.out = out;
    }

    /**
     * Goes through the runs again and again, until interrupted. New ones that the iterable yields are shown as well.
     */
    void follow(Iterable<RunRecord> runs) throws IOException, InterruptedException {
        out.accept("mlflow: MLflow is at " + server.address());
        Map<String, Integer> experiments = new LinkedHashMap<>();
        int sent = 0;
        for (RunRecord run : runs) {
            if (bring(run)) {
                experiments.merge(run.experiment(), 1, Integer::sum);
                sent++;
            }
        }
        out.accept("mlflow: " + (sent == 1 ? "1 run" : sent + " runs") + " to look at; Ctrl-C ends it");
        for (Map.Entry<String, Integer> experiment : experiments.entrySet()) {
            link(experiment.getKey());
        }
        while (true) {
            Thread.sleep(ROUND_MILLIS);
            server.check();
            for (RunRecord run : runs) {
                if (bring(run)) {
                    link(run.experiment());
                }
            }
        }
    }

    /** Whether the run is there now. A run that cannot be sent is told of once and tried again. */
    private boolean bring(RunRecord run) throws InterruptedException {
        try {
            Status status = run.status();
            if (status.equals(complete.get(run.folder()))) {
                return true;
            }
            if (tracker.send(run, server.address()) && status.state() != State.RUNNING) {
                complete.put(run.folder(), status);
            }
            return true;
        } catch (IOException | RuntimeException broken) {
            // One run folder that makes no sense spoils only itself.
            say(run.name() + ": " + broken.getMessage());
            return false;
        }
    }

    /** The address of an experiment's charts; MLflow 3 opens on another page by itself. */
    private void link(String experiment) throws IOException, InterruptedException {
        if (said.contains(experiment)) {
            return;
        }
        said.add(experiment);
        Optional<Experiment> there;
        try (Connection connection = new Connection(server.address(), Duration.ofSeconds(tracker.timeout()))) {
            there = connection.ask(client -> client.getExperimentByName(experiment));
        }
        there.ifPresent(found -> out.accept("mlflow: " + experiment + ": " + server.address() + "/#/experiments/"
                + found.getExperimentId() + "/runs?compareRunsMode=CHART&workflowType=machine_learning"));
    }

    private void say(String line) {
        if (said.add(line)) {
            out.accept(line);
        }
    }
}
