package dev.etude.plugins.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends to servers that are wrong, ill or absent: each time one line that names the address and the mend. */
class TroubleTest {
    private static final String HTML_404 = "<html><h1>404 Not Found</h1></html>";

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private TestRun run;
    private HttpServer server;
    private ServerSocket socket;

    @BeforeEach
    void createRun() throws IOException {
        run = TestRun.create(folder.resolve("troubled"), "run");
        run.log(1, Map.of("train/critic-loss", 0.5));
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        if (server != null) {
            server.stop(0);
        }
        if (socket != null) {
            socket.close();
        }
        threads.shutdownNow();
    }

    @Test
    void nobodyListens() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket = free;
        }
        refused("http://127.0.0.1:" + socket.getLocalPort(), "no server at", "./runner ui");
    }

    @Test
    void noSuchHost() throws Exception {
        refused("http://no-such-host.invalid:5000", "no such host", "MLFLOW_TRACKING_URI");
    }

    @Test
    void anotherKindOfWebServer() throws Exception {
        refused(serve(answer(404, HTML_404)), "is no MLflow server", "browser");
        refused(serve(answer(200, "<html>Welcome to my router</html>")), "does not answer as an MLflow server");
        refused(serve(answer(200, "")), "does not answer as an MLflow server");
        refused(serve(answer(200, "{\"experiment\": [1, 2")), "does not answer as an MLflow server");
        refused(serve(answer(200, "{\"message\": \"I am a teapot\"}")), "does not answer as an MLflow server");
        refused(serve(answer(405, "{\"detail\": \"Method Not Allowed\"}")), "refuses", "Method Not Allowed");
    }

    @Test
    void aServerThatSendsToALoginPage() throws Exception {
        HttpHandler login = exchange -> {
            exchange.getResponseHeaders().add("Location", "/login");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        };
        String address = serve(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/login")) {
                answer(200, "<html>Who are you?</html>").handle(exchange);
            } else {
                login.handle(exchange);
            }
        });
        refused(address, "does not answer as an MLflow server");
    }

    @Test
    void aServerThatDoesNotKnowItsOwnName() throws Exception {
        String address = serve(answer(403, "Invalid Host header - possible DNS rebinding attack detected"));
        refused(address, "--allowed-hosts " + address.substring("http://".length()));
    }

    @Test
    void aServerThatWantsToKnowWhoAsks() throws Exception {
        refused(serve(answer(401, "You are not authenticated.")), "who you are", "MLFLOW_TRACKING_USERNAME");
        refused(serve(answer(403, "Permission denied")), "refuses", "Permission denied");
    }

    @Test
    void aServerThatFails() throws Exception {
        String full = "{\"error_code\": \"INTERNAL_ERROR\", "
                + "\"message\": \"(sqlite3.OperationalError) database or disk is full\\n[SQL: INSERT]\"}";
        String said = "failed (500: (sqlite3.OperationalError) database or disk is full [SQL";
        refused(serve(answer(500, full)), said, "free disk");
        refused(serve(answer(503, "<html>Bad day</html>")), "failed (503)");
        refused(serve(answer(429, "later")), "no answer", "within 1 s");
    }

    @Test
    void httpsWhereHttpIsSpoken() throws Exception {
        String prompt = speak("HTTP/1.1 400 Bad Request\r\n\r\n").replace("http:", "https:");
        refused(prompt, "does not speak https", "try " + prompt.replace("https:", "http:"));
        String puzzled = serve(answer(200, "{}")).replace("http:", "https:");
        refused(puzzled, "no answer", "try " + puzzled.replace("https:", "http:"));
    }

    @Test
    void httpWhereHttpsIsSpoken() throws Exception {
        String address = serveSecurely();
        refused(address.replace("https:", "http:"), "try " + address);
    }

    @Test
    void aCertificateThatNobodyVouchesFor() throws Exception {
        refused(serveSecurely(), "certificate", "not trusted", "keytool");
    }

    @Test
    void aServerThatIsSilent() throws Exception {
        refused(serve(exchange -> await()), "no answer", "within 1 s", "timeout");
        refused(serve(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await();
        }), "no answer", "within 1 s", "timeout");
        noThreadIsLeft();
    }

    @Test
    void aServerOfAnotherProtocol() throws Exception {
        refused(speak("SSH-2.0-OpenSSH_9.2p1\r\n"), "does not answer as an MLflow server");
        refused(speak(""), "does not answer as an MLflow server");
    }

    @Test
    void aSendThatIsInterruptedEndsAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        String address = serve(exchange -> {
            asked.countDown();
            await();
        });
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread sender = new Thread(() -> {
            try {
                new MlflowTracker(Optional.of(address), 600, List.of()).send(run);
                outcome.complete(null);
            } catch (Throwable e) {
                outcome.complete(e);
            }
        });
        sender.start();
        asked.await();
        sender.interrupt();
        assertEquals(InterruptedException.class, outcome.get(60, TimeUnit.SECONDS).getClass());
        noThreadIsLeft();
    }

    @Test
    void credentialsOfTheEnvironmentAreUsed() throws Exception {
        CompletableFuture<String> header = new CompletableFuture<>();
        String address = serve(exchange -> {
            header.complete(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(401, "no").handle(exchange);
        });
        Map<String, String> environment = Map.of(
                "MLFLOW_TRACKING_URI", address, "MLFLOW_TRACKING_USERNAME", "clara", "MLFLOW_TRACKING_PASSWORD", "wieck");
        assertThrows(IOException.class, () -> new MlflowTracker().send(run, Address.of(Optional.empty(), environment)));
        assertEquals("Basic Y2xhcmE6d2llY2s=", header.get());
        assertEquals(Optional.of("Basic Y2xhcmE6d2llY2s="), Address.of(Optional.empty(), environment).authorization());
        assertEquals(
                Optional.of("Bearer abc"),
                Address.of(Optional.empty(), Map.of("MLFLOW_TRACKING_TOKEN", "abc")).authorization());
    }

    @Test
    void theAddressComesFromTheSettingThenTheEnvironmentThenThisMachine() throws Exception {
        Map<String, String> environment = Map.of("MLFLOW_TRACKING_URI", "http://team:80/mlflow/");
        assertEquals("http://mine:5000", Address.of(Optional.of("http://mine:5000"), environment).url());
        assertEquals("http://team:80/mlflow", Address.of(Optional.empty(), environment).url());
        assertEquals("http://127.0.0.1:5000", Address.of(Optional.empty(), Map.of("MLFLOW_TRACKING_URI", " ")).url());
        IOException fault = assertThrows(
                IOException.class, () -> Address.of(Optional.empty(), Map.of("MLFLOW_TRACKING_URI", "sqlite:///m.db")));
        assertTrue(fault.getMessage().startsWith("mlflow: MLFLOW_TRACKING_URI: must be the address of a server"));
    }

    @Test
    void settingsAreChecked() {
        for (String address : List.of("mlruns", "file:///tmp/mlruns", "sqlite:///m.db", "databricks", "http://", "http://a b",
                "", "http://clara:wieck@host:5000", "http://host:5000/#/experiments/1")) {
            IllegalArgumentException fault = assertThrows(
                    IllegalArgumentException.class, () -> new MlflowTracker(Optional.of(address), 1, List.of()));
            assertTrue(fault.getMessage().startsWith("address: must "), fault.getMessage());
            assertFalse(fault.getMessage().contains("wieck"), fault.getMessage());
        }
        IllegalArgumentException fault =
                assertThrows(IllegalArgumentException.class, () -> new MlflowTracker(Optional.empty(), 0, List.of()));
        assertEquals("timeout: must be at least 1 second, was 0", fault.getMessage());
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        run.write("tracking", "a file where a folder should be");
        IOException fault = assertThrows(IOException.class, () -> new MlflowTracker().send(run));
        assertTrue(fault.getMessage().contains(run.folder().resolve("tracking").toString()), fault.getMessage());
        assertTrue(fault.getMessage().contains("make the run folder writable"), fault.getMessage());
    }

    /** The message of a send with a second's patience, checked. */
    private void refused(String address, String... parts) {
        MlflowTracker tracker = new MlflowTracker(Optional.of(address), 1, List.of("yaml"));
        String message = assertThrows(IOException.class, () -> tracker.send(run)).getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.startsWith("mlflow: "), message);
        assertTrue(message.contains(address), message);
        assertTrue(message.length() < 400, message);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    private String serve(HttpHandler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.setExecutor(threads);
        server.start();
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String serveSecurely() throws Exception {
        Path store = folder.resolve("key.p12");
        if (Files.notExists(store)) {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                            "-keyalg", "EC", "-alias", "self", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1",
                            "-keystore", store.toString(), "-storepass", "secret", "-storetype", "PKCS12")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.log").toFile())
                    .start();
            assertEquals(0, keytool.waitFor());
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(store)) {
            keys.load(stored, "secret".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context));
        secure.createContext("/", answer(200, "{}"));
        secure.setExecutor(threads);
        secure.start();
        server = secure;
        return "https://127.0.0.1:" + secure.getAddress().getPort();
    }

    /** A listener that says something to whoever comes, and hangs up. */
    private String speak(String words) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket = listener;
        threads.submit(() -> {
            while (true) {
                try (Socket caller = listener.accept()) {
                    caller.getInputStream().read(new byte[8192]);
                    caller.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
                }
            }
        });
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    private static HttpHandler answer(int code, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void noThreadIsLeft() throws InterruptedException, ExecutionException {
        for (int i = 0; i < 200; i++) {
            if (Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("mlflow "))) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("a thread of the client is left: " + Thread.getAllStackTraces().keySet());
    }
}
