package dev.etude.plugins.mlflow;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;

/**
 * A conversation with a server in which every answer is waited for only so long, and every trouble is an
 * {@link IOException} of one line that names the address and the mend.
 *
 * <p>MLflow's Java client knows no timeouts, so it works on a thread of its own; closing it frees a thread that a
 * silent server holds.
 */
final class Connection implements AutoCloseable {
    /** A call of MLflow's client. */
    interface Call<T> {
        T of(MlflowClient client);
    }

    /** What a server that is merely slow takes in at least, in bytes a second. */
    private static final long SLOWEST_UPLOAD = 250_000;

    // Held, because a logger that nobody holds forgets its level.
    private static final Logger CLIENT_LOG = Logger.getLogger("org.mlflow_project");

    static {
        // The client tells of every answer that is not 200, also of those expected here, in many lines.
        CLIENT_LOG.setLevel(Level.OFF);
        System.setProperty("org.slf4j.simpleLogger.log.org.mlflow", "off");
    }

    private final Address address;
    private final Duration patience;
    private final MlflowClient client;
    private final ExecutorService thread;
    private HttpClient http;

    Connection(Address address, Duration patience) {
        this.address = address;
        this.patience = patience;
        this.client = new MlflowClient(address.credentials());
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread daemon = new Thread(work, "mlflow " + address);
            daemon.setDaemon(true);
            return daemon;
        });
    }

    Address address() {
        return address;
    }

    /** The answer to a call. */
    <T> T ask(Call<T> call) throws IOException, InterruptedException {
        try {
            return wait(call);
        } catch (ExecutionException failure) {
            throw Trouble.of(address, failure.getCause());
        }
    }

    /** The answer to a call, or nothing if the server is MLflow and says that there is no such thing. */
    <T> Optional<T> find(Call<T> call) throws IOException, InterruptedException {
        try {
            return Optional.of(wait(call));
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof MlflowHttpException answer && Trouble.isUnknownThing(answer)) {
                return Optional.empty();
            }
            throw Trouble.of(address, failure.getCause());
        }
    }

    /**
     * Stores a file.
     *
     * @param artifacts the run's artifact address, {@code mlflow-artifacts:/1/<run>/artifacts}
     * @param path where below it, with slashes
     */
    void put(String artifacts, String path, Path file) throws IOException, InterruptedException {
        long bytes = Files.size(file);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(folderUrl(artifacts) + "/" + encoded(path)))
                .timeout(patience.plusSeconds(bytes / SLOWEST_UPLOAD))
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofFile(file));
        address.authorization().ifPresent(value -> request.header("Authorization", value));
        HttpResponse<String> response;
        try {
            response = http().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            if (Files.notExists(file)) {
                throw failure;
            }
            throw Trouble.of(address, failure);
        }
        if (response.statusCode() / 100 != 2) {
            throw Trouble.ofAnswer(address, response.statusCode(), response.body(), path + " (" + bytes + " bytes)");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        client.close();
    }

    private <T> T wait(Call<T> call) throws IOException, InterruptedException, ExecutionException {
        Future<T> answer = thread.submit(() -> call.of(client));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silence) {
            throw Trouble.silence(address, patience);
        }
    }

    private HttpClient http() {
        if (http == null) {
            http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(patience)
                    .build();
        }
        return http;
    }

    /**
     * The folder's address over HTTP. Other schemes (s3:, file:) go past the server and need MLflow's Python client.
     */
    private String folderUrl(String artifacts) throws IOException {
        URI uri = URI.create(artifacts.replace(" ", "%20"));
        if (!"mlflow-artifacts".equals(uri.getScheme())) {
            throw new IOException("mlflow: " + address + " keeps this experiment's files at " + artifacts
                    + ", past the server; start it with --artifacts-destination and use a new experiment name, or set"
                    + " artifacts: []");
        }
        String base = uri.getRawAuthority() == null
                ? address.url()
                : (address.secure() ? "https://" : "http://") + uri.getRawAuthority();
        return base + "/api/2.0/mlflow-artifacts/artifacts" + uri.getRawPath();
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(segment -> URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
