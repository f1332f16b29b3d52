package dev.etude.plugins.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.etude.spi.RunRecord;
import dev.etude.spi.RunRecord.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts the user interface for real, looks at what it serves, and ends it in each way that it can end. */
class ShowTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path homes;

    private static Path home;

    @TempDir
    Path folder;

    @BeforeAll
    static void install() throws IOException {
        home = homes.resolve("a home with spaces");
        RealServer.installInto(home);
    }

    @AfterAll
    static void remove() throws IOException {
        RealServer.removeFrom(home);
    }

    @Test
    void runsAreShownAndFollowedUntilInterrupted() throws Exception {
        TestRun finished = run("finished");
        finished.state(State.FINISHED, "");
        TestRun live = run("live");
        TestRun broken = run("broken");
        Files.delete(broken.folder().resolve("status.json"));
        List<RunRecord> runs = new CopyOnWriteArrayList<>(List.of(finished, broken, live));
        List<String> lines = new CopyOnWriteArrayList<>();

        String link;
        try (ServerSocket taken = takeFirstPort()) {
            Shown shown = new Shown(runs, lines);
            link = awaitLine(lines, "runs?compareRunsMode=CHART&workflowType=machine_learning", shown);
            assertFalse(link.contains(":" + taken.getLocalPort() + "/"), link);
            assertEquals(1, lines.stream().filter(line -> line.startsWith("broken: ")).count(), lines.toString());
            assertTrue(lines.contains("mlflow: 2 runs to look at; Ctrl-C ends it"), lines.toString());

            live.log(2, Map.of("train/critic-loss", 0.25));
            runs.add(run("new"));
            String address = link.replaceAll(".*(http://[^/]+)/.*", "$1");
            awaitRuns(address, "\"live\"", "\"new\"", "\"step\": 2");

            assertEquals(InterruptedException.class, shown.interrupt().getClass());
        }
        assertEquals(List.of(), serversOf(home));

        lines.clear();
        Shown again = new Shown(runs, lines);
        awaitLine(lines, "compareRunsMode", again);
        again.interrupt();
        assertTrue(lines.stream().noneMatch(line -> line.contains("installing")), lines.toString());
        assertEquals(List.of(), serversOf(home));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    void nothingIsLeftBehindBySignal(String signal) throws Exception {
        TestRun run = run("only");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                        System.getProperty("java.class.path"), ShowTest.class.getName(), home.toString(),
                        run.folder().toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader reader = process.inputReader()) {
            String line = reader.readLine();
            while (line != null && !line.contains("compareRunsMode")) {
                line = reader.readLine();
            }
            assertTrue(line != null, "the interface did not come up");
            List<ProcessHandle> started = process.descendants().toList();
            assertTrue(started.size() >= 2, started.toString());

            assertEquals(0, new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor());
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            for (ProcessHandle each : started) {
                each.onExit().get(60, TimeUnit.SECONDS);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aServerThatDiesIsReportedWithItsLastWords() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Shown shown = new Shown(List.of(run("only")), lines);
        awaitLine(lines, "compareRunsMode", shown);
        serversOf(home).forEach(ProcessHandle::destroyForcibly);
        Throwable end = shown.end.get(60, TimeUnit.SECONDS);
        assertEquals(IOException.class, end.getClass(), String.valueOf(end));
        assertTrue(end.getMessage().contains("has ended") && end.getMessage().contains("server.log"), end.getMessage());
        assertEquals(1, end.getMessage().lines().count());
    }

    /** Shows one run; a process of its own for the tests of signals. */
    public static void main(String[] arguments) throws Exception {
        TestRun run = new TestRun(Path.of(arguments[1]));
        new MlflowTracker().show(Path.of(arguments[0]), List.of(run), System.out::println);
    }

    private TestRun run(String name) throws IOException {
        TestRun run = TestRun.create(folder.resolve("shown"), name);
        run.log(1, Map.of("train/critic-loss", 0.5));
        return run;
    }

    /** A call of show on a thread of its own. */
    private final class Shown {
        final CompletableFuture<Throwable> end = new CompletableFuture<>();
        private final Thread thread;

        Shown(Iterable<RunRecord> runs, List<String> lines) {
            thread = new Thread(() -> {
                try {
                    // As at the command line: the address of the config is another server's.
                    new MlflowTracker(Optional.of("http://no-such-host.invalid"), 30, List.of())
                            .show(home, runs, lines::add);
                    end.complete(null);
                } catch (Throwable e) {
                    end.complete(e);
                }
            });
            thread.start();
        }

        Throwable interrupt() throws Exception {
            thread.interrupt();
            return end.get(60, TimeUnit.SECONDS);
        }
    }

    private static String awaitLine(List<String> lines, String part, Shown shown) throws Exception {
        for (int i = 0; i < 1800 && !shown.end.isDone(); i++) {
            Optional<String> found = lines.stream().filter(line -> line.contains(part)).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no line with " + part + " in " + lines, shown.end.getNow(null));
    }

    private static void awaitRuns(String address, String... parts) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/2.0/mlflow/runs/search"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"experiment_ids\": [\"1\"]}"))
                .header("Content-Type", "application/json")
                .build();
        String answer = "";
        for (int i = 0; i < 600; i++) {
            answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
            if (List.of(parts).stream().allMatch(answer::contains)) {
                return;
            }
            Thread.sleep(100);
        }
        fail(answer);
    }

    /** Listens on the first port that the interface would take, unless somebody does already. */
    private static ServerSocket takeFirstPort() throws IOException {
        for (int port = 5000; port < 5100; port++) {
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (IOException taken) {
                // Then the next one.
            }
        }
        throw new IOException("no free port");
    }

    private static List<ProcessHandle> serversOf(Path home) {
        return ProcessHandle.current().descendants()
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
                .collect(Collectors.toList());
    }
}
