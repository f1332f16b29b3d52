package dev.etude.plugins.mlflow;

import dev.etude.run.FolderRecord;
import dev.etude.run.RunFolder;
import dev.etude.spi.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A run folder as a run writes it, written by hand and read by {@link FolderRecord}. */
final class TestRun implements RunRecord {
    static final long START = 1_764_000_000_000L;

    private final Path folder;
    private final FolderRecord record;
    private final List<Artifact> vanished = new ArrayList<>();
    private RunFolder held;

    TestRun(Path folder) {
        this.folder = folder;
        this.record = new FolderRecord(folder);
    }

    /** A run under way, with settings, and nothing else yet. */
    static TestRun create(Path experiment, String name) throws IOException {
        Path folder = Files.createDirectories(experiment.resolve(name));
        Files.writeString(folder.resolve("config.yaml"), "experiment: " + experiment.getFileName() + "\nseed: 7\n");
        TestRun run = new TestRun(folder);
        run.write("settings.json", """
                {"seed": "7", "generator": "fc", "critic": "conv", "critic.channels": "32",
                 "data": "midi", "data.folder": "/music/chord-progressions/"}""");
        run.write("environment.json", """
                {"command": "./runner configs/conv-critic.yaml", "git.commit": "0123456789abcdef0123456789abcdef01234567",
                 "java.version": "17.0.15", "data.pieces": "190",
                 "data.fingerprint": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}""");
        run.state(State.RUNNING, "");
        return run;
    }

    void write(String path, String text) throws IOException {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** A run counts as running as long as its folder is held. */
    void state(State state, String why) throws IOException {
        if (state == State.RUNNING && held == null) {
            held = RunFolder.open(folder);
        } else if (state != State.RUNNING && held != null) {
            held.close();
            held = null;
        }
        write("status.json", "{\"state\": \"" + state.name().toLowerCase(Locale.ROOT) + "\", \"why\": \"" + why
                + "\", \"started\": " + START + ", \"ended\": " + (state == State.RUNNING ? null : START + 90_000) + "}");
    }

    /** Lists a file that is no longer there, as when it goes between being listed and being sent. */
    void vanish(String path) {
        vanished.add(new Artifact(Path.of(path), Optional.empty()));
    }

    void log(long step, Map<String, Double> values) throws IOException {
        StringBuilder line = new StringBuilder("{\"step\": " + step + ", \"time\": " + (START + step));
        values.forEach((name, value) -> line.append(", \"").append(name).append("\": \"").append(value).append('"'));
        Files.writeString(
                folder.resolve("metrics.jsonl"), line + "}\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public Path folder() {
        return record.folder();
    }

    @Override
    public String name() {
        return record.name();
    }

    @Override
    public String experiment() {
        return record.experiment();
    }

    @Override
    public Map<String, String> settings() throws IOException {
        return record.settings();
    }

    @Override
    public Map<String, String> environment() throws IOException {
        return record.environment();
    }

    @Override
    public List<Figures> figures(long fromLine, int limit) throws IOException {
        return record.figures(fromLine, limit);
    }

    @Override
    public Status status() throws IOException {
        return record.status();
    }

    @Override
    public List<Artifact> artifacts() throws IOException {
        List<Artifact> artifacts = new ArrayList<>(vanished);
        artifacts.addAll(record.artifacts());
        return artifacts;
    }
}
