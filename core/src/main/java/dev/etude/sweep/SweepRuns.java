package dev.etude.sweep;

import dev.etude.run.FolderRecord;
import dev.etude.spi.RunRecord;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the runs of a sweep. Each says in its {@code environment.json} which sweep it belongs to, so nothing is lost
 * when the sweep's own process is, and the folder of all runs can be moved.
 */
final class SweepRuns {
    /** The name of a run's sweep among the facts of its environment. */
    static final String SWEEP = "sweep";

    /** The number of a run within its sweep. */
    static final String NUMBER = "sweep.run";

    /**
     * With these words a run offers to be gone on with. Within a sweep that is the sweep's to do: they are left out.
     */
    private static final String GOES_ON = "./runner resume";

    private final SweepFolder folder;
    private final SweepPlan plan;
    private final Map<Integer, FolderRecord> found = new HashMap<>();
    private final Set<Path> known = new HashSet<>();

    SweepRuns(SweepFolder folder, SweepPlan plan) {
        this.folder = folder;
        this.plan = plan;
    }

    /** Each run of the sweep as its folder says that it stands. */
    List<SweepRow> rows() throws IOException {
        List<SweepRow> rows = new ArrayList<>();
        for (int number = 1; number <= plan.runs().size(); number++) {
            rows.add(row(number));
        }
        return rows;
    }

    /** One run as its folder says that it stands. */
    SweepRow row(int number) throws IOException {
        Optional<FolderRecord> run = find(number);
        if (run.isEmpty()) {
            String error = folder.firstError(number);
            SweepRow.State state = error.isEmpty() ? SweepRow.State.WAITING : SweepRow.State.FAILED;
            return new SweepRow(number, Optional.empty(), state, error);
        }
        Path path = run.get().folder();
        RunRecord.Status status;
        try {
            status = run.get().status();
        } catch (IOException noStatus) {
            // The process was ended in the moment between making the folder and saying that it runs.
            return new SweepRow(
                    number, Optional.of(path), SweepRow.State.INTERRUPTED, "stopped before its first step");
        }
        SweepRow.State state = switch (status.state()) {
            case RUNNING -> SweepRow.State.RUNNING;
            case FINISHED -> SweepRow.State.FINISHED;
            case FAILED -> status.why().contains(GOES_ON) ? SweepRow.State.INTERRUPTED : SweepRow.State.FAILED;
        };
        String reason = status.why().lines().findFirst().orElse("");
        return new SweepRow(
                number, Optional.of(path), state, reason.replaceAll("; " + Pattern.quote(GOES_ON) + ".*", ""));
    }

    /** The folder of a run, if it has begun. */
    Optional<FolderRecord> find(int number) throws IOException {
        if (!found.containsKey(number)) {
            look();
        }
        return Optional.ofNullable(found.get(number));
    }

    private void look() throws IOException {
        for (String experiment : plan.experiments()) {
            Path parent = folder.runs().resolve(experiment);
            if (!Files.isDirectory(parent)) {
                continue;
            }
            List<Path> folders;
            try (Stream<Path> files = Files.list(parent)) {
                folders = files.filter(Files::isDirectory).sorted().toList();
            }
            for (Path path : folders) {
                if (!known.contains(path)) {
                    look(path);
                }
            }
        }
    }

    private void look(Path path) {
        try {
            FolderRecord run = new FolderRecord(path);
            Map<String, String> environment = run.environment();
            if (folder.name().equals(environment.get(SWEEP))) {
                found.put(Integer.valueOf(environment.getOrDefault(NUMBER, "0")), run);
            }
            known.add(path);
        } catch (IOException | UserError | NumberFormatException notARunYet) {
            // A folder that is being made, or that is none of ours; it is looked at again.
        }
    }
}
