package dev.etude.plugins.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.etude.spi.RunRecord;
import dev.etude.spi.RunRecord.Artifact;
import dev.etude.spi.RunRecord.State;
import dev.etude.spi.RunRecord.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a run says of itself in MLflow's words: parameters, tags, a note in Markdown, the data set. */
final class Portrait {
    /** The tag by which a run is found again. */
    static final String IDENTITY_TAG = "etude.run";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_DIGEST = 36;
    private static final int SOUNDS_IN_NOTE = 4;

    private final RunRecord run;
    private final Status status;

    Portrait(RunRecord run, Status status) {
        this.run = run;
        this.status = status;
    }

    /** Equal wherever the run folder lies, and for no other run. */
    String identity() {
        String text = run.experiment() + "\n" + run.name() + "\n" + status.startMillis();
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    Map<String, String> parameters() throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        run.settings().forEach((name, value) -> {
            String key = Names.key(name);
            while (parameters.containsKey(key)) {
                key = Names.key("_" + key);
            }
            parameters.put(key, Names.parameter(value));
        });
        return parameters;
    }

    Map<String, String> tags(List<Artifact> artifacts) throws IOException {
        Map<String, String> environment = run.environment();
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(IDENTITY_TAG, identity());
        tags.put("mlflow.user", environment.getOrDefault("user", System.getProperty("user.name")));
        tags.put("mlflow.source.type", "LOCAL");
        tags.put("mlflow.source.name", environment.getOrDefault("command", "./runner"));
        if (!environment.getOrDefault("git.commit", "").isEmpty()) {
            tags.put("mlflow.source.git.commit", environment.get("git.commit"));
        }
        tags.put("mlflow.note.content", note(artifacts));
        environment.forEach((name, value) -> tags.put(Names.key("environment." + name), value));
        tags.replaceAll((name, value) -> Names.tag(value));
        return tags;
    }

    /** The data set as MLflow's {@code runs/log-inputs} takes it; empty if the run has no fingerprint of its data. */
    Optional<Map<String, Object>> dataset() throws IOException {
        Map<String, String> environment = run.environment();
        String fingerprint = environment.getOrDefault("data.fingerprint", "");
        if (fingerprint.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> settings = run.settings();
        String source = settings.getOrDefault("data.folder", settings.getOrDefault("data", "data"));
        String name = source.replaceAll("[/\\\\]+$", "").replaceAll(".*[/\\\\]", "");
        Map<String, String> profile = new LinkedHashMap<>();
        environment.forEach((key, value) -> {
            if (key.startsWith("data.")) {
                profile.put(key.substring("data.".length()), value);
            }
        });
        Map<String, Object> dataset = new LinkedHashMap<>();
        dataset.put("name", name.isEmpty() ? "data" : name);
        dataset.put("digest", fingerprint.substring(0, Math.min(fingerprint.length(), LONGEST_DIGEST)));
        dataset.put("source_type", "local");
        dataset.put("source", json(Map.of("uri", source)));
        dataset.put("profile", json(profile));
        return Optional.of(dataset);
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String note(List<Artifact> artifacts) throws IOException {
        Map<String, String> settings = run.settings();
        StringBuilder note = new StringBuilder();
        note.append("**").append(run.experiment()).append("** · ");
        note.append(List.of("generator", "critic", "data").stream()
                .filter(settings::containsKey)
                .map(part -> part + " " + settings.get(part))
                .collect(Collectors.joining(" · ")));
        note.append(" · seed ").append(settings.getOrDefault("seed", "?")).append("\n\n");
        if (status.state() == State.FAILED) {
            note.append("**Failed:** ").append(status.why()).append("\n\n");
        }
        List<String> sounds = artifacts.stream()
                .filter(artifact -> artifact.path().toString().endsWith(".wav"))
                .sorted(Comparator.comparing((Artifact artifact) -> -artifact.step().orElse(0L))
                        .thenComparing(artifact -> artifact.path().toString()))
                .limit(SOUNDS_IN_NOTE)
                .map(artifact -> "`" + Names.artifact(artifact) + "`")
                .toList();
        if (!sounds.isEmpty()) {
            note.append("To hear, under *Artifacts*: ").append(String.join(", ", sounds)).append("\n\n");
        }
        note.append("More like it: `./runner sample runs/").append(run.experiment()).append('/').append(run.name());
        return note.append("`\n").toString();
    }
}
