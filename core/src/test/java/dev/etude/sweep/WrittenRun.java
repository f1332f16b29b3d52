package dev.etude.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A run folder, written by hand as a run leaves it. */
final class WrittenRun {
    private final Path folder;
    private final Map<String, String> environment =
            new TreeMap<>(Map.of("data.fingerprint", "aaaa", "git.commit", "1234"));

    WrittenRun(Path experiment, String name, Map<String, String> settings) throws IOException {
        this.folder = Files.createDirectories(experiment.resolve(name));
        Files.writeString(folder.resolve("config.yaml"), "experiment: x\n");
        Files.writeString(folder.resolve("settings.json"), json(settings));
        Files.writeString(folder.resolve("metrics.jsonl"), "");
        note(Map.of());
    }

    WrittenRun note(Map<String, String> facts) throws IOException {
        environment.putAll(facts);
        Files.writeString(folder.resolve("environment.json"), json(environment));
        return this;
    }

    /** The run has ended well, with figures as JSON has them: {@code "chord-rate": 0.9}. */
    WrittenRun finished(String figures) throws IOException {
        Files.writeString(
                folder.resolve("summary.json"),
                "{\"step\": 20, " + figures + ", \"rows\": {\"real\": {\"chord-rate\": 0.99},"
                        + " \"held-out\": {\"chord-rate\": 0.98}, \"random\": {\"chord-rate\": 0.02}}}");
        Files.writeString(
                folder.resolve("metrics.jsonl"),
                "{\"step\":10,\"time\":1,\"train/critic-loss\":0.7,\"eval/chord-rate\":0.5}\n"
                        + "{\"step\":20,\"time\":2,\"train/critic-loss\":\"NaN\",\"eval/chord-rate\":0.6}\n");
        Path samples = Files.createDirectories(folder.resolve("samples/step-00000020"));
        Files.writeString(samples.resolve("sample-01.png"), "picture");
        Files.writeString(samples.resolve("sample-01.wav"), "sound");
        return status("finished", "");
    }

    WrittenRun status(String state, String why) throws IOException {
        Files.writeString(
                folder.resolve("status.json"), json(Map.of("state", state, "why", why, "started", "1", "ended", "2")));
        return this;
    }

    private static String json(Map<String, String> values) {
        return new TreeMap<>(values).entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": \"" + entry.getValue() + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
