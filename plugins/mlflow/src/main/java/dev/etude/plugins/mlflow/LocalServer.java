package dev.etude.plugins.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An MLflow server of this process, on loopback, that ends with it. */
final class LocalServer implements AutoCloseable {
    private static final int FIRST_PORT = 5000;
    private static final int LAST_PORT = 5099;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long ORDERLY_END_SECONDS = 10;

    private final Process process;
    private final Address address;
    private final Path log;
    private final Thread ender = new Thread(this::end, "mlflow server's end");

    private LocalServer(Process process, Address address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(ender);
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param python a Python that has MLflow
     * @param folder where its database, files and log are kept
     */
    static LocalServer start(Path python, Path folder, Consumer<String> out) throws IOException, InterruptedException {
        Path script = folder.resolve("serve.py");
        try (InputStream source = LocalServer.class.getResourceAsStream("serve.py")) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        int port = freePort();
        Path log = folder.resolve("server.log");
        ProcessBuilder builder = new ProcessBuilder(
                        python.toString(), script.toString(), python.toString(), "-m", "mlflow", "server",
                        "--host", "127.0.0.1", "--port", Integer.toString(port), "--workers", "1",
                        "--backend-store-uri", "sqlite:///" + folder.resolve("mlflow.db").toString().replace('\\', '/'),
                        "--artifacts-destination", folder.resolve("artifacts").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // The user's own settings of MLflow are for other servers than this one.
        builder.environment().keySet().removeIf(name -> name.startsWith("MLFLOW_") || name.startsWith("PYTHON"));
        builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
        builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
        out.accept("mlflow: starting MLflow " + MlflowTracker.VERSION + " (up to half a minute the first time)");
        LocalServer server = new LocalServer(builder.start(), Address.local(port), log);
        try {
            server.awaitHealth();
            return server;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    Address address() {
        return address;
    }

    /** @throws IOException if the server has ended by itself */
    void check() throws IOException {
        if (!process.isAlive()) {
            List<String> lines = Files.readString(log).lines().filter(line -> !line.isBlank()).toList();
            throw new IOException("mlflow: the server at " + address + " has ended ("
                    + (lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1).strip()) + "); see " + log);
        }
    }

    @Override
    public void close() {
        end();
        ProcessTree.forget(ender);
    }

    /** Ends the whole process group by ending its standard input, see serve.py; by force if that takes too long. */
    private synchronized void end() {
        boolean interrupted = Thread.interrupted();
        try {
            process.getOutputStream().close();
            process.waitFor(ORDERLY_END_SECONDS, TimeUnit.SECONDS);
        } catch (IOException failure) {
            // Its end of the pipe is closed: it has ended, or is made to below.
        } catch (InterruptedException stopping) {
            interrupted = true;
        }
        ProcessTree.end(process);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitHealth() throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest health = HttpRequest.newBuilder(URI.create(address + "/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        for (long giveUp = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < giveUp; Thread.sleep(200)) {
            check();
            try {
                if (http.send(health, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
                    check();
                    return;
                }
            } catch (IOException notYet) {
                // Asked again until it has had time enough.
            }
        }
        throw new IOException("mlflow: the server did not come up within " + PATIENCE.toSeconds() + " s; see " + log);
    }

    private static int freePort() throws IOException {
        for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("mlflow: no free port from " + FIRST_PORT + " to " + LAST_PORT + "; end what uses them");
    }

    /**
     * Free for binding, and nobody answers: on some systems both a wildcard and a loopback listener fit on one port.
     */
    private static boolean isFree(int port) {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (Socket caller = new Socket()) {
            caller.connect(here, 500);
            return false;
        } catch (IOException nobody) {
            try (ServerSocket listener = new ServerSocket()) {
                listener.bind(here);
                return true;
            } catch (IOException taken) {
                return false;
            }
        }
    }
}
