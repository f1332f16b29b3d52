package dev.etude.plugins.mlflow;

import dev.etude.spi.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A small run folder on disk, with what it holds in files that a test can write by hand. */
final class RunFolder implements RunRecord {
    static final long START = 1_764_000_000_000L;

    private static final Pattern STEP = Pattern.compile("step-(\\d+)");

    private final Path folder;
    private final String experiment;

    RunFolder(Path folder, String experiment) {
        this.folder = folder;
        this.experiment = experiment;
    }

    /** A run under way, with settings, and nothing else yet. */
    static RunFolder create(Path folder, String experiment) throws IOException {
        RunFolder run = new RunFolder(folder, experiment);
        Files.createDirectories(folder);
        run.write("settings.txt", "seed = 7\ncritic.plugin = conv\ncritic.channels = 32\ndata.folder = /music/chord-progressions/\n");
        run.write("environment.txt", "git.commit = 0123456789abcdef0123456789abcdef01234567\njava = 17.0.15\n"
                + "data.fingerprint = 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\ndata.pieces = 190\n");
        run.write("config.yaml", "experiment: " + experiment + "\nseed: 7\n");
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

    void state(State state, String why) throws IOException {
        write("status.txt", state + " " + START + " " + (state == State.RUNNING ? "" : START + 90_000) + " " + why);
    }

    void log(long step, Map<String, Double> values) throws IOException {
        StringBuilder line = new StringBuilder(step + " " + (START + step));
        values.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
        Files.writeString(
                folder.resolve("figures.txt"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
        return experiment;
    }

    @Override
    public Map<String, String> settings() throws IOException {
        return pairs("settings.txt");
    }

    @Override
    public Map<String, String> environment() throws IOException {
        return pairs("environment.txt");
    }

    @Override
    public List<Figures> figures(long fromLine, int limit) throws IOException {
        Path file = folder.resolve("figures.txt");
        if (Files.notExists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(fromLine).limit(limit).map(RunFolder::figures).toList();
        }
    }

    @Override
    public Status status() throws IOException {
        String[] words = Files.readString(folder.resolve("status.txt")).split(" ", 4);
        Optional<Long> end = words[2].isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(words[2]));
        return new Status(State.valueOf(words[0]), words[3], Long.parseLong(words[1]), end);
    }

    @Override
    public List<Artifact> artifacts() throws IOException {
        List<Artifact> artifacts = new ArrayList<>();
        for (String whole : List.of("config.yaml", "report.html")) {
            if (Files.exists(folder.resolve(whole))) {
                artifacts.add(new Artifact(Path.of(whole), Optional.empty()));
            }
        }
        Path samples = folder.resolve("samples");
        if (Files.exists(samples)) {
            try (Stream<Path> files = Files.walk(samples)) {
                files.filter(file -> !Files.isDirectory(file)).sorted().forEach(file -> {
                    Path path = folder.relativize(file);
                    Matcher step = STEP.matcher(path.toString());
                    artifacts.add(new Artifact(path, step.find() ? Optional.of(Long.valueOf(step.group(1))) : Optional.empty()));
                });
            }
        }
        return artifacts;
    }

    private Map<String, String> pairs(String file) throws IOException {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String line : Files.readAllLines(folder.resolve(file))) {
            int equals = line.indexOf(" = ");
            pairs.put(line.substring(0, equals), line.substring(equals + 3));
        }
        return pairs;
    }

    private static Figures figures(String line) {
        String[] words = line.split(" ");
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 2; i < words.length; i++) {
            int equals = words[i].lastIndexOf('=');
            values.put(words[i].substring(0, equals), Double.valueOf(words[i].substring(equals + 1)));
        }
        return new Figures(Long.parseLong(words[0]), Long.parseLong(words[1]), values);
    }
}
