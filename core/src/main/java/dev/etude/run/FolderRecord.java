package dev.etude.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.etude.spi.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A run folder, read by whoever is interested: trackers, the report, the commands. */
public final class FolderRecord implements RunRecord {
    private static final List<String> WHOLE_RUN = List.of(
            RunFiles.CONFIG, RunFiles.ENVIRONMENT, RunFiles.INTAKE, RunFiles.SUMMARY, RunFiles.HEALTH, RunFiles.REPORT);
    private static final Pattern SAMPLES = Pattern.compile("step-(\\d+)");

    private final Path folder;

    /**
     * @throws dev.etude.spi.UserError if it is not a run's folder
     */
    public FolderRecord(Path folder) {
        RunFolder.requireRun(folder);
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Every run under a folder of runs ({@code <runs>/<experiment>/<run>}), oldest first within an experiment. */
    public static List<RunRecord> all(Path runs) throws IOException {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(
                runs, 3, (path, attributes) -> path.getFileName().toString().equals(RunFiles.CONFIG))) {
            return files.map(Path::getParent).sorted().<RunRecord>map(FolderRecord::new).toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public String name() {
        return folder.getFileName().toString();
    }

    @Override
    public String experiment() {
        return folder.getParent().getFileName().toString();
    }

    @Override
    public Map<String, String> settings() throws IOException {
        return flat(Json.read(folder.resolve(RunFiles.SETTINGS)));
    }

    @Override
    public Map<String, String> environment() throws IOException {
        return flat(Json.read(folder.resolve(RunFiles.ENVIRONMENT)));
    }

    @Override
    public List<Figures> figures(long fromLine, int limit) throws IOException {
        return Journal.read(folder, fromLine, limit);
    }

    @Override
    public Status status() throws IOException {
        Path file = folder.resolve(RunFiles.STATUS);
        JsonNode status = Json.read(file);
        State state = Arrays.stream(State.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(status.path("state").asText()))
                .findFirst()
                .orElseThrow(() -> new IOException(file + ": state: must be running, finished or failed, was \""
                        + status.path("state").asText() + "\"; delete the file, and ./runner resume " + folder));
        Optional<Long> end =
                status.hasNonNull("ended") ? Optional.of(status.path("ended").asLong()) : Optional.empty();
        // A killed process can no longer say so in the status, but its lock on the folder is gone.
        if (state == State.RUNNING && !RunFolder.isHeld(folder)) {
            Path journal = folder.resolve(Journal.FILE);
            return new Status(
                    State.FAILED,
                    "stopped before its end; ./runner resume " + folder + " goes on",
                    status.path("started").asLong(),
                    Optional.of(Files.getLastModifiedTime(Files.exists(journal) ? journal : file).toMillis()));
        }
        return new Status(state, status.path("why").asText(), status.path("started").asLong(), end);
    }

    @Override
    public List<Artifact> artifacts() throws IOException {
        List<Artifact> artifacts = new ArrayList<>();
        for (String name : WHOLE_RUN) {
            if (Files.isRegularFile(folder.resolve(name))) {
                artifacts.add(new Artifact(Path.of(name), Optional.empty()));
            }
        }
        list(folder.resolve(RunFiles.NEAREST)).stream()
                .filter(file -> !file.getFileName().toString().startsWith("."))
                .forEach(file -> artifacts.add(new Artifact(folder.relativize(file), Optional.empty())));
        // Folders of other names are still being written: they get their own when they are whole.
        for (Path samples : list(folder.resolve(RunFiles.SAMPLES))) {
            Matcher name = SAMPLES.matcher(samples.getFileName().toString());
            if (name.matches()) {
                Optional<Long> step = Optional.of(Long.valueOf(name.group(1)));
                list(samples).forEach(file -> artifacts.add(new Artifact(folder.relativize(file), step)));
            }
        }
        return artifacts;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static Map<String, String> flat(JsonNode node) {
        Map<String, String> flat = new LinkedHashMap<>();
        flatten("", node, flat);
        return flat;
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> flatten(
                            prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey(), entry.getValue(), into));
        } else {
            into.put(prefix, node.asText());
        }
    }
}
