package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real Chromium without a window, steered by chromedriver over the WebDriver protocol. */
final class Browser implements AutoCloseable {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TAB = "\uE004";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;

    private Browser(Process driver, int port, String binary, Path profile) throws IOException, InterruptedException {
        this.driver = driver;
        Map<String, Object> options = Map.of(
                "binary", binary,
                "args", List.of(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--mute-audio",
                        "--window-size=1200,1000",
                        "--user-data-dir=" + profile));
        Map<String, Object> capabilities = Map.of(
                "goog:chromeOptions", options, "goog:loggingPrefs", Map.of("browser", "ALL", "performance", "ALL"));
        String sessions = "http://127.0.0.1:" + port + "/session";
        JsonNode answer = post(sessions, Map.of("capabilities", Map.of("alwaysMatch", capabilities)));
        this.session = sessions + "/" + answer.path("sessionId").asText();
    }

    /**
     * Starts a browser. Without one on the PATH the test is skipped, or fails where the environment variable CI is
     * true.
     *
     * @param profile a folder for what browsers keep; it need not exist
     */
    static Browser start(Path profile) throws IOException, InterruptedException {
        Optional<Path> binary = BROWSERS.stream().flatMap(name -> onPath(name).stream()).findFirst();
        Optional<Path> driver = onPath("chromedriver");
        if (binary.isEmpty() || driver.isEmpty()) {
            String lack = "chromium and chromedriver are not both on the PATH, so no browser looks at the report";
            if ("true".equals(System.getenv("CI"))) {
                fail(lack);
            }
            abort(lack);
        }
        Process process = new ProcessBuilder(driver.orElseThrow().toString(), "--port=0")
                .redirectErrorStream(true)
                .start();
        try {
            return new Browser(process, port(process), binary.orElseThrow().toString(), profile);
        } catch (IOException | InterruptedException | RuntimeException | Error failure) {
            end(process);
            throw failure;
        }
    }

    /** Opens a page and waits until it has loaded. */
    void open(URI address) throws IOException, InterruptedException {
        post(session + "/url", Map.of("url", address.toString()));
    }

    /** The value that a script returns; it may await. */
    JsonNode run(String script) throws IOException, InterruptedException {
        String body = "const done = arguments[arguments.length - 1]; (async () => {" + script
                + "})().then(done, failure => done('' + failure));";
        return post(session + "/execute/async", Map.of("script", body, "args", List.of()));
    }

    /** Goes on to the next stop of the keyboard, and presses a key there. */
    void tabAndPress(String key) throws IOException, InterruptedException {
        List<Map<String, String>> actions = new ArrayList<>();
        for (String pressed : List.of(TAB, key)) {
            actions.add(Map.of("type", "keyDown", "value", pressed));
            actions.add(Map.of("type", "keyUp", "value", pressed));
        }
        Map<String, Object> keyboard = Map.of("type", "key", "id", "keyboard", "actions", actions);
        post(session + "/actions", Map.of("actions", List.of(keyboard)));
    }

    /** Sends a command of the Chrome DevTools Protocol. */
    void command(String name, Map<String, Object> parameters) throws IOException, InterruptedException {
        post(session + "/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
    }

    /** What the page and the browser complained of since the last call. */
    List<String> console() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        post(session + "/se/log", Map.of("type", "browser")).forEach(line -> lines.add(line.path("message").asText()));
        return lines;
    }

    /** The addresses that were asked for since the last call, but for data URIs and the browser's own pages. */
    List<String> requests() throws IOException, InterruptedException {
        List<String> addresses = new ArrayList<>();
        for (JsonNode line : post(session + "/se/log", Map.of("type", "performance"))) {
            JsonNode message = JSON.readTree(line.path("message").asText()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                String address = message.path("params").path("request").path("url").asText();
                if (!address.startsWith("data:") && !address.startsWith("chrome:")) {
                    addresses.add(address);
                }
            }
        }
        return addresses;
    }

    @Override
    public void close() throws IOException {
        try {
            HttpRequest quit = HttpRequest.newBuilder(URI.create(session)).DELETE().build();
            http.send(quit, HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            end(driver);
        }
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int port(Process driver) throws IOException {
        BufferedReader lines = driver.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher port = PORT.matcher(line);
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
        }
        throw new IOException("chromedriver ended before it was ready");
    }

    private static void end(Process driver) {
        driver.descendants().forEach(ProcessHandle::destroyForcibly);
        driver.destroyForcibly();
    }

    private JsonNode post(String address, Object body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        return JSON.readTree(answer.body()).path("value");
    }
}
