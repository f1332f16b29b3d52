package dev.etude.plugins.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.etude.spi.RunRecord;
import dev.etude.spi.Tracker;
import dev.etude.testkit.TrackerContract;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server, asked over its REST interface. */
class MlflowTrackerContractTest extends TrackerContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path home;

    private static LocalServer server;

    @BeforeAll
    static void start() throws Exception {
        server = LocalServer.start(RealServer.python(), home, line -> {});
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected Tracker plugin() {
        return pluginAt(server.address().url());
    }

    @Override
    protected Tracker pluginAt(String address) {
        MlflowTracker defaults = new MlflowTracker();
        return new MlflowTracker(Optional.of(address), defaults.timeout(), defaults.artifacts());
    }

    /** Of each MLflow run that stands for the run: its status, every point of its curves, its files. */
    @Override
    protected Object arrived(RunRecord run) throws Exception {
        Path ledger = run.folder().resolve("tracking/mlflow.json");
        if (!Files.exists(ledger)) {
            return List.of();
        }
        JsonNode known = ask("runs/get?run_id=" + JSON.readTree(Files.readString(ledger)).fieldNames().next()).get("run");
        List<Object> arrived = new ArrayList<>();
        for (JsonNode each : search(known.at("/info/experiment_id").asText())) {
            if (tag(each, Portrait.IDENTITY_TAG).equals(tag(known, Portrait.IDENTITY_TAG))) {
                String id = each.at("/info/run_id").asText();
                arrived.add(Map.of(
                        "status", each.at("/info/status").asText(),
                        "parameters", each.at("/data/params").toString(),
                        "curves", curves(id, each.at("/data/metrics")),
                        "files", files(id, "")));
            }
        }
        return arrived;
    }

    private static List<String> curves(String id, JsonNode metrics) throws Exception {
        List<String> points = new ArrayList<>();
        for (JsonNode metric : metrics) {
            String key = metric.get("key").asText();
            for (JsonNode point : ask("metrics/get-history?run_id=" + id + "&metric_key=" + encoded(key)).path("metrics")) {
                points.add(key + " " + point.get("step") + " " + point.get("value"));
            }
        }
        return points;
    }

    private static TreeSet<String> files(String id, String folder) throws Exception {
        TreeSet<String> files = new TreeSet<>();
        for (JsonNode file : ask("artifacts/list?run_id=" + id + "&path=" + encoded(folder)).path("files")) {
            String path = file.get("path").asText();
            if (file.path("is_dir").asBoolean()) {
                files.addAll(files(id, path));
            } else {
                files.add(path + " " + file.path("file_size"));
            }
        }
        return files;
    }

    private static JsonNode search(String experiment) throws Exception {
        String body = JSON.writeValueAsString(Map.of("experiment_ids", List.of(experiment)));
        return ask(HttpRequest.newBuilder(uri("runs/search"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build()).path("runs");
    }

    private static String tag(JsonNode run, String key) {
        for (JsonNode tag : run.at("/data/tags")) {
            if (tag.get("key").asText().equals(key)) {
                return tag.get("value").asText();
            }
        }
        return "";
    }

    private static JsonNode ask(String path) throws Exception {
        return ask(HttpRequest.newBuilder(uri(path)).build());
    }

    private static JsonNode ask(HttpRequest request) throws Exception {
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    private static URI uri(String path) {
        return URI.create(server.address() + "/api/2.0/mlflow/" + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
