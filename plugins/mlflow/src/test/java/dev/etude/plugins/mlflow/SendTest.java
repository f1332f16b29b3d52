package dev.etude.plugins.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.etude.spi.RunRecord.State;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Sends run folders to a real MLflow server and asks the server over its REST interface what has arrived. */
class SendTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path home;

    private static LocalServer server;

    @TempDir
    Path runs;

    private String experiment;
    private MlflowTracker tracker;

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

    @BeforeEach
    void freshExperiment(TestInfo info) {
        experiment = "it's " + info.getTestMethod().orElseThrow().getName() + " #1";
        MlflowTracker defaults = new MlflowTracker();
        tracker = new MlflowTracker(Optional.of(server.address().url() + "/"), defaults.timeout(), defaults.artifacts());
    }

    @Test
    void aFinishedRunArrivesWhole() throws Exception {
        TestRun run = finished("2026-11-25-seed-7");

        assertTrue(tracker.send(run));

        JsonNode there = onlyRun();
        assertEquals("2026-11-25-seed-7", there.at("/info/run_name").asText());
        assertEquals("FINISHED", there.at("/info/status").asText());
        assertEquals(TestRun.START, there.at("/info/start_time").asLong());
        assertEquals(TestRun.START + 90_000, there.at("/info/end_time").asLong());
        assertEquals(run.settings(), pairs(there.at("/data/params")));
        Map<String, String> tags = pairs(there.at("/data/tags"));
        assertEquals("LOCAL", tags.get("mlflow.source.type"));
        assertEquals("0123456789abcdef0123456789abcdef01234567", tags.get("mlflow.source.git.commit"));
        assertEquals("17.0.15", tags.get("environment.java.version"));
        assertEquals("True", tags.get("mlflow.loggedImages"));
        assertTrue(tags.get("mlflow.note.content").contains("`samples/step-000200/sample-01.wav`"));
        assertEquals("chord-progressions", there.at("/inputs/dataset_inputs/0/dataset/name").asText());
        assertEquals("9f86d081884c7d659a2feaa0c55ad015a3bf", there.at("/inputs/dataset_inputs/0/dataset/digest").asText());
        assertEquals(List.of(100L, 200L), steps(id(there), "eval/chord-rate"));
        for (String file : List.of("config.yaml", "report.html", "samples/step-000200/sample-01.wav")) {
            assertEquals(-1, Files.mismatch(run.folder().resolve(file), download(id(there), file)), file);
        }
        List<String> images = files(id(there), "images");
        assertEquals(4, images.size(), images.toString());
        String first = images.stream().filter(name -> name.contains("+step+100+")).findFirst().orElseThrow();
        assertTrue(first.matches(
                "images/sample-01\\+step\\+100\\+timestamp\\+\\d+\\+[-0-9a-f]{36}(\\+compressed\\.webp|\\.png)"));
    }

    @Test
    void aRunUnderWayIsFollowedAndNothingIsSentTwice() throws Exception {
        TestRun run = TestRun.create(runs.resolve(experiment), "live");
        run.log(1, Map.of("train/critic-loss", 0.5));
        assertTrue(tracker.send(run));
        assertEquals("RUNNING", onlyRun().at("/info/status").asText());

        run.log(2, Map.of("train/critic-loss", 0.25));
        run.write("samples/step-000002/sample-01.txt", "C E G");
        run.write("report.html", "first");
        assertTrue(tracker.send(run));
        run.write("report.html", "second");
        run.state(State.FAILED, "training diverged: the critic's loss is NaN");
        assertTrue(tracker.send(run));
        assertTrue(tracker.send(run));

        JsonNode there = onlyRun();
        assertEquals("FAILED", there.at("/info/status").asText());
        assertTrue(pairs(there.at("/data/tags")).get("mlflow.note.content").contains("diverged"));
        assertEquals(List.of(1L, 2L), steps(id(there), "train/critic-loss"));
        assertEquals("second", Files.readString(download(id(there), "report.html")));

        run.state(State.RUNNING, "");
        tracker.send(run);
        assertEquals("RUNNING", onlyRun().at("/info/status").asText(), "a resumed run runs again");
    }

    @Test
    void withoutItsLedgerARunIsFoundAgain() throws Exception {
        TestRun run = finished("a");
        tracker.send(run);
        JsonNode before = onlyRun();
        for (String damage : List.of("", "{ \"half", "[]", "null")) {
            run.write("tracking/mlflow.json", damage);
            assertTrue(tracker.send(run));
        }
        Files.delete(run.folder().resolve("tracking/mlflow.json"));
        assertTrue(tracker.send(run));

        assertEquals(id(before), id(onlyRun()));
        assertEquals(List.of(100L, 200L), steps(id(before), "eval/chord-rate"));
        assertEquals(4, files(id(before), "images").size());
    }

    @Test
    void aSweepIsTheParentOfItsRunsAndRunsAsLongAsOneOfThem() throws Exception {
        Files.createDirectories(runs.resolve(experiment).resolve("sweep-1"));
        TestRun first = ofSweep("first", "sweep-1");
        TestRun second = ofSweep("second", "sweep-1");
        TestRun elsewhere = ofSweep("elsewhere", "sweep-2");
        List<Callable<Boolean>> atOnce = List.of(() -> tracker.send(first), () -> tracker.send(second));
        ExecutorService processes = Executors.newFixedThreadPool(atOnce.size());
        try {
            for (Future<Boolean> sent : processes.invokeAll(atOnce)) {
                assertTrue(sent.get());
            }
        } finally {
            processes.shutdown();
        }
        tracker.send(elsewhere);

        Map<String, JsonNode> all = byName();
        assertEquals(Set.of("first", "second", "elsewhere", "sweep-1", "sweep-2"), all.keySet(), "one parent a sweep");
        assertEquals(5, allRuns().size());
        for (String child : List.of("first", "second")) {
            assertEquals(id(all.get("sweep-1")), pairs(all.get(child).at("/data/tags")).get("mlflow.parentRunId"));
        }
        assertEquals(id(all.get("sweep-2")), pairs(all.get("elsewhere").at("/data/tags")).get("mlflow.parentRunId"));

        first.state(State.FAILED, "training diverged");
        tracker.send(first);
        assertEquals("RUNNING", byName().get("sweep-1").at("/info/status").asText());
        second.state(State.FINISHED, "");
        tracker.send(second);
        assertEquals("FINISHED", byName().get("sweep-1").at("/info/status").asText());
        first.state(State.RUNNING, "");
        tracker.send(first);
        assertEquals("RUNNING", byName().get("sweep-1").at("/info/status").asText(), "a resumed sweep runs again");

        post("runs/delete", Map.of("run_id", id(all.get("sweep-1"))));
        first.state(State.FINISHED, "");
        assertTrue(tracker.send(first), "a parent that was deleted keeps nothing back");
    }

    @Test
    void aCopiedFolderIsARunOfItsOwn() throws Exception {
        TestRun run = finished("original");
        tracker.send(run);
        Path copy = run.folder().resolveSibling("copy");
        try (Stream<Path> files = Files.walk(run.folder())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(run.folder().relativize(file).toString()));
            }
        }
        tracker.send(new TestRun(copy));

        assertEquals(2, allRuns().size());
    }

    @Test
    void valuesBeyondTheLimitsAreCutAndOddNamesAreMended() throws Exception {
        TestRun run = TestRun.create(runs.resolve(experiment), "odd");
        run.write("settings.json", JSON.writeValueAsString(Map.of(
                "long", "x".repeat(9000), "renderers[0].name", "stream", "renderers]0[.name", "stream",
                "empty", "", "/../etc", "1", "key" + "y".repeat(300), "2", "Tonhöhe", "88")));
        run.write("environment.json", JSON.writeValueAsString(Map.of("long", "é".repeat(9000), "empty", "")));
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("train/a:b[c]", 1.5);
        values.put("train/nan", Double.NaN);
        values.put("train/infinite", Double.POSITIVE_INFINITY);
        run.log(1, values);

        assertTrue(tracker.send(run));
        assertTrue(tracker.send(run));

        JsonNode there = onlyRun();
        Map<String, String> parameters = pairs(there.at("/data/params"));
        assertEquals(7, parameters.size(), parameters.keySet().toString());
        assertEquals("x".repeat(5999) + "…", parameters.get("long"));
        assertEquals("stream", parameters.get("renderers_0_.name"));
        assertEquals("stream", parameters.get("_renderers_0_.name"), "two settings whose names mend to one");
        assertEquals("88", parameters.get("Tonhöhe"));
        assertTrue(Double.isNaN(there.at("/data/metrics").findParents("key").stream()
                .filter(metric -> metric.get("key").asText().equals("train/nan"))
                .findFirst().orElseThrow().get("value").asDouble()));
        assertEquals(List.of(1L), steps(id(there), "train/a_b_c_"));
    }

    @Test
    void manyFiguresAndFilesArrive() throws Exception {
        TestRun run = TestRun.create(runs.resolve(experiment), "long");
        Map<String, Integer> settings = new LinkedHashMap<>();
        for (int i = 0; i < 250; i++) {
            settings.put("setting." + i, i);
        }
        run.write("settings.json", JSON.writeValueAsString(settings));
        for (long step = 1; step <= 1203; step++) {
            run.log(step, Map.of("train/a", 1.0 / step, "train/b", 2.0 * step, "train/c", -1.0));
        }
        for (int i = 0; i < 40; i++) {
            run.write("samples/step-000001/sample #" + i + " + 100%.txt", "chord " + i);
        }
        assertTrue(tracker.send(run));

        JsonNode there = onlyRun();
        assertEquals(250, there.at("/data/params").size());
        assertEquals(1203, steps(id(there), "train/b").size());
        assertEquals("chord 39", Files.readString(download(id(there), "samples/step-000001/sample _39 + 100%.txt")));
    }

    @Test
    void onlyTheWantedEndingsAreSent() throws Exception {
        TestRun run = finished("chosen");
        new MlflowTracker(Optional.of(server.address().url()), 30, List.of("wav")).send(run);

        assertEquals(List.of("samples"), files(id(onlyRun()), ""));
    }

    @Test
    void aChangedSettingIsATagBecauseParametersCannotChange() throws Exception {
        TestRun run = finished("resumed");
        tracker.send(run);
        run.write("settings.json", "{\"seed\": \"8\", \"critic\": \"conv\"}");
        tracker.send(run);
        tracker.send(run);

        assertEquals("7", pairs(onlyRun().at("/data/params")).get("seed"));
        assertEquals("8", pairs(onlyRun().at("/data/tags")).get("changed.seed"));
    }

    @Test
    void aDeletedRunOrExperimentIsRefusedInOneLine() throws Exception {
        TestRun run = finished("deleted");
        tracker.send(run);
        post("runs/delete", Map.of("run_id", id(onlyRun())));
        assertOneLine(run, "was deleted", "restore");
        Files.delete(run.folder().resolve("tracking/mlflow.json"));
        assertOneLine(run, "was deleted", "restore");

        post("experiments/delete", Map.of("experiment_id", experimentId()));
        Files.delete(run.folder().resolve("tracking/mlflow.json"));
        assertOneLine(run, "experiment", "was deleted", "another name");
    }

    @Test
    void aServerThatHasForgottenTheRunGetsItAnew() throws Exception {
        TestRun run = finished("kept");
        tracker.send(run);
        String old = id(onlyRun());
        Path ledger = run.folder().resolve("tracking/mlflow.json");
        Files.writeString(ledger, Files.readString(ledger).replace(old, "0".repeat(32)));
        post("runs/delete-tag", Map.of("run_id", old, "key", "etude.run"));

        assertTrue(tracker.send(run));
        JsonNode anew = StreamSupport.stream(allRuns().spliterator(), false)
                .filter(each -> !id(each).equals(old)).findFirst().orElseThrow();
        assertEquals(List.of(100L, 200L), steps(id(anew), "eval/chord-rate"));
        assertEquals(4, files(id(anew), "images").size());
    }

    @Test
    void aFileThatVanishesKeepsNoOtherBack() throws Exception {
        TestRun run = finished("vanishing");
        run.vanish("samples/step-000200/sample-00.txt");
        assertFalse(tracker.send(run));
        assertEquals(
                List.of("config.yaml", "environment.json", "images", "report.html", "samples"), files(id(onlyRun()), ""));
    }

    @Test
    void twoProcessesDoNotSendAtOnce() throws Exception {
        TestRun run = finished("shared");
        MlflowTracker impatient = new MlflowTracker(Optional.of(server.address().url()), 1, List.of());
        try (Ledger held = Ledger.open(run.folder(), Duration.ofSeconds(1))) {
            IOException refusal = assertThrows(IOException.class, () -> impatient.send(run));
            assertTrue(refusal.getMessage().contains("another process"), refusal.getMessage());
            assertEquals(Optional.empty(), held.runAt(server.address().url()));
        }
        assertTrue(impatient.send(run));
    }

    @Test
    void aFullDiskKeepsOnlyTheFilesBack() throws Exception {
        TestRun run = finished("full");
        AtomicBoolean full = new AtomicBoolean(true);
        HttpServer proxy = proxy(exchange -> full.get() && exchange.getRequestMethod().equals("PUT"));
        try {
            MlflowTracker past = new MlflowTracker(
                    Optional.of("http://127.0.0.1:" + proxy.getAddress().getPort()), 30, List.of("yaml", "wav"));
            String message = assertThrows(IOException.class, () -> past.send(run)).getMessage();
            assertTrue(message.contains("failed on config.yaml") && message.contains("No space left on device"), message);
            assertEquals("FINISHED", onlyRun().at("/info/status").asText());
            assertEquals(List.of(100L, 200L), steps(id(onlyRun()), "eval/chord-rate"));

            full.set(false);
            assertTrue(past.send(run));
            assertEquals(List.of("config.yaml", "samples"), files(id(onlyRun()), ""));
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void theRealServersOwnRefusalsAreUnderstood() throws Exception {
        TestRun run = finished("refused");
        String port = server.address().url().replaceAll(".*:", ":");
        // The same machine under a name that the server has not been told of.
        tracker = new MlflowTracker(Optional.of("http://[::ffff:127.0.0.1]" + port), 30, List.of());
        assertOneLine(run, "--allowed-hosts [::ffff:127.0.0.1]" + port);
        tracker = new MlflowTracker(Optional.of("https://127.0.0.1" + port), 30, List.of());
        assertOneLine(run, "does not speak https", "try http://127.0.0.1" + port);
        tracker = new MlflowTracker(Optional.of("http://127.0.0.1" + port + "/not/here"), 30, List.of());
        assertOneLine(run, "is no MLflow server, or not its root");
    }

    /** Passes everything on to the server, but for what it refuses as a server with a full disk does. */
    private static HttpServer proxy(Predicate<HttpExchange> refuse) throws IOException {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int code = 500;
            byte[] answer = "{\"message\": \"[Errno 28] No space left on device\"}".getBytes();
            if (!refuse.test(exchange)) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(server.address().url() + exchange.getRequestURI()))
                        .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                        .header("Content-Type", "application/json")
                        .build();
                try {
                    HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
                    code = response.statusCode();
                    answer = response.body();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            exchange.sendResponseHeaders(code, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        proxy.start();
        return proxy;
    }

    private TestRun ofSweep(String name, String sweep) throws IOException {
        TestRun run = TestRun.create(runs.resolve(experiment), name);
        run.write("environment.json", "{\"sweep\": \"" + sweep + "\", \"sweep.run\": \"1\"}");
        return run;
    }

    private Map<String, JsonNode> byName() throws Exception {
        Map<String, JsonNode> runsByName = new TreeMap<>();
        allRuns().forEach(run -> runsByName.put(run.at("/info/run_name").asText(), run));
        return runsByName;
    }

    private TestRun finished(String name) throws IOException {
        TestRun run = TestRun.create(runs.resolve(experiment), name);
        for (long step : List.of(100L, 200L)) {
            run.log(step, Map.of("train/critic-loss", 0.7 - step / 1000.0, "eval/chord-rate", step / 250.0));
            String folder = String.format("samples/step-%06d/", step);
            run.write(folder + "sample-01.png", png());
            run.write(folder + "sample-01.wav", wav());
            run.write(folder + "sample-01.txt", "C E G");
        }
        run.write("report.html", "<h1>It sounds</h1>");
        run.state(State.FINISHED, "");
        return run;
    }

    private void assertOneLine(TestRun run, String... parts) {
        String message = assertThrows(IOException.class, () -> tracker.send(run)).getMessage();
        assertEquals(1, message.lines().count(), message);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    private JsonNode onlyRun() throws Exception {
        JsonNode all = allRuns();
        assertEquals(1, all.size());
        return get("runs/get?run_id=" + id(all.get(0))).get("run");
    }

    private JsonNode allRuns() throws Exception {
        return post("runs/search", Map.of("experiment_ids", List.of(experimentId()))).get("runs");
    }

    private String experimentId() throws Exception {
        return get("experiments/get-by-name?experiment_name=" + encoded(experiment))
                .at("/experiment/experiment_id")
                .asText();
    }

    private static String id(JsonNode run) {
        return run.at("/info/run_id").asText();
    }

    private static Map<String, String> pairs(JsonNode list) {
        Map<String, String> pairs = new LinkedHashMap<>();
        list.forEach(pair -> pairs.put(pair.get("key").asText(), pair.get("value").asText()));
        return pairs;
    }

    private static List<Long> steps(String run, String metric) throws Exception {
        List<Long> steps = new ArrayList<>();
        get("metrics/get-history?max_results=5000&run_id=" + run + "&metric_key=" + encoded(metric)).get("metrics")
                .forEach(point -> steps.add(point.get("step").asLong()));
        return steps.stream().sorted().toList();
    }

    private static List<String> files(String run, String folder) throws Exception {
        List<String> files = new ArrayList<>();
        get("artifacts/list?run_id=" + run + "&path=" + folder)
                .path("files")
                .forEach(file -> files.add(file.get("path").asText()));
        return files.stream().sorted().toList();
    }

    private static Path download(String run, String path) throws Exception {
        URI address = URI.create(server.address() + "/get-artifact?run_id=" + run + "&path=" + encoded(path));
        return HTTP.send(HttpRequest.newBuilder(address).build(),
                HttpResponse.BodyHandlers.ofFile(Files.createTempFile(home, "download", ""))).body();
    }

    private static JsonNode get(String path) throws Exception {
        return ask(HttpRequest.newBuilder(URI.create(server.address() + "/api/2.0/mlflow/" + path)).build());
    }

    private static JsonNode post(String path, Map<String, ?> body) throws Exception {
        return ask(HttpRequest.newBuilder(URI.create(server.address() + "/api/2.0/mlflow/" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build());
    }

    private static JsonNode ask(HttpRequest request) throws Exception {
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(160, 88, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 160; x++) {
            image.setRGB(x, 20 + x / 4, 0xffffff);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static byte[] wav() throws IOException {
        byte[] sound = new byte[44_100];
        for (int i = 0; i < sound.length; i += 2) {
            sound[i + 1] = (byte) (100 * Math.sin(i * Math.PI * 440 / 22_050)); // the high byte of 16 bits
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AudioFormat format = new AudioFormat(22_050, 16, 1, true, false);
        AudioSystem.write(new AudioInputStream(new ByteArrayInputStream(sound), format, sound.length / 2),
                AudioFileFormat.Type.WAVE, bytes);
        return bytes.toByteArray();
    }
}
