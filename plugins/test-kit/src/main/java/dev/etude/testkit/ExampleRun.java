package dev.etude.testkit;

import dev.etude.spi.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A small run with a folder of its own, that grows as it is told to; for trackers to follow. */
public final class ExampleRun implements RunRecord {
    private static final long START = 1_700_000_000_000L;

    private final Path folder;
    private final List<Figures> figures = new ArrayList<>();
    private final List<Artifact> artifacts = new ArrayList<>();
    private Status status = new Status(State.RUNNING, "", START, Optional.empty());

    /** A run that has just started, in {@code parent/name}. */
    public ExampleRun(Path parent, String name) throws IOException {
        this.folder = Files.createDirectories(parent.resolve(name));
        write("config.yaml", "experiment: example\n", Optional.empty());
    }

    /** Logs a loss and a figure. */
    public ExampleRun logStep(long step) {
        figures.add(new Figures(step, START + step,
                Map.of("train/critic-loss", 1.0 / step, "eval/chord-rate", step / 100.0)));
        return this;
    }

    /** Logs one figure. */
    public ExampleRun logValue(long step, String name, double value) {
        figures.add(new Figures(step, START + step, Map.of(name, value)));
        return this;
    }

    /** Adds a sample's text and picture. */
    public ExampleRun addSample(long step) throws IOException {
        write("samples/step-" + step + "/sample-01.txt", "C E G\n", Optional.of(step));
        write("samples/step-" + step + "/sample-01.png", "no real picture\n", Optional.of(step));
        return this;
    }

    /** Ends the run well. */
    public ExampleRun finish() {
        status = new Status(State.FINISHED, "", START, Optional.of(START + 60_000));
        return this;
    }

    /** Ends the run badly. */
    public ExampleRun fail(String why) {
        status = new Status(State.FAILED, why, START, Optional.of(START + 60_000));
        return this;
    }

    /** Takes an ended run up again. */
    public ExampleRun resume() {
        status = new Status(State.RUNNING, "", START, Optional.empty());
        return this;
    }

    /** The text of each file in the folder, but for what trackers keep under {@code tracking/}. */
    public Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = folder.relativize(file);
                if (!relative.startsWith("tracking")) {
                    contents.put(relative.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return contents;
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
        return "example";
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("experiment", "example");
        settings.put("seed", "1");
        settings.put("critic.channels", "32");
        return settings;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("java.version", "17");
    }

    @Override
    public List<Figures> figures(long fromLine, int limit) {
        return figures.stream().skip(fromLine).limit(limit).toList();
    }

    @Override
    public Status status() {
        return status;
    }

    @Override
    public List<Artifact> artifacts() {
        return List.copyOf(artifacts);
    }

    private void write(String path, String text, Optional<Long> step) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        artifacts.add(new Artifact(Path.of(path), step));
    }
}
