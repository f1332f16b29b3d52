package dev.etude.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.RunRecord;
import dev.etude.spi.Tracker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link Tracker} keeps to, seen from the system that it sends to. */
public abstract class TrackerContract extends PluginContract<Tracker> {
    private static final int INTERRUPT_SECONDS = 30;

    @TempDir
    private Path temporary;

    /** For plugins outside this package. {@link #plugin} is one that can reach its system. */
    protected TrackerContract() {
        super(Tracker.class);
    }

    /** The plugin, told to send to an address: {@code http://127.0.0.1:4711}. */
    protected abstract Tracker pluginAt(String address) throws Exception;

    /**
     * Everything that has arrived of a run: any value that is equal for equal contents and names runs, figures,
     * artifacts and states. It says nothing of when or how often something was sent, but shows what arrived twice.
     */
    protected abstract Object arrived(RunRecord run) throws Exception;

    @Test
    final void sendsTheWholeRun() throws Exception {
        ExampleRun run = new ExampleRun(temporary, "whole");
        Object before = arrived(run);
        run.logStep(1).addSample(1).finish();

        assertTrue(plugin().send(run), "everything arrived, but the tracker denies it");
        assertNotEquals(before, arrived(run), "nothing arrived, but the tracker says so");
    }

    @Test
    final void sendsNothingTwice() throws Exception {
        ExampleRun run = new ExampleRun(temporary, "twice").logStep(1).addSample(1).finish();
        plugin().send(run);
        Object once = arrived(run);

        assertTrue(plugin().send(run), "the second time, everything has arrived too");
        assertEquals(once, arrived(run), "what arrived when sent once and twice");
    }

    @Test
    final void followsARunThatIsUnderWay() throws Exception {
        ExampleRun run = new ExampleRun(temporary, "under-way").logStep(1);
        Tracker tracker = plugin();
        tracker.send(run);
        Object atStart = arrived(run);
        tracker.send(run.logStep(2));
        Object withFigures = arrived(run);
        tracker.send(run.addSample(2));
        Object withSample = arrived(run);
        tracker.send(run.finish());

        assertNotEquals(atStart, withFigures, "new figures did not arrive");
        assertNotEquals(withFigures, withSample, "a new sample did not arrive");
        assertNotEquals(withSample, arrived(run), "the run's end did not arrive");
    }

    @Test
    final void tellsAFailedRunFromAFinishedOne() throws Exception {
        ExampleRun run = new ExampleRun(temporary, "resumed").logStep(1).fail("training diverged");
        plugin().send(run);
        Object failed = arrived(run);
        plugin().send(run.resume().finish());

        assertNotEquals(failed, arrived(run), "a run that failed looks like one that was resumed and finished");
    }

    @Test
    final void takesFiguresThatAreNoNumbers() throws Exception {
        ExampleRun run = new ExampleRun(temporary, "odd").logStep(1);
        run.logValue(2, "eval/odd", Double.NaN).logValue(3, "eval/odd", Double.POSITIVE_INFINITY).logStep(4).finish();

        assertTrue(plugin().send(run), "a figure that is not a number keeps the rest from arriving");
    }

    @Test
    final void writesOnlyIntoItsOwnFolder() throws Exception {
        ExampleRun run = new ExampleRun(temporary, "clean").logStep(1).addSample(1).finish();
        Object before = run.contents();
        plugin().send(run);

        assertEquals(before, run.contents(), "what lies in the run folder outside tracking/");
    }

    @Test
    @Timeout(10 * INTERRUPT_SECONDS)
    final void saysPlainlyThatNobodyAnswers() throws Exception {
        ExampleRun run = new ExampleRun(temporary, "alone").logStep(1).addSample(1).finish();
        Object before = run.contents();
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        IOException failure = assertThrows(IOException.class, () -> pluginAt("http://127.0.0.1:" + port).send(run));
        assertTrue(
                oneLine(failure.getMessage()) && failure.getMessage().contains("127.0.0.1:" + port),
                "the message is one line that names the address, not \"" + failure.getMessage() + "\"");
        assertEquals(before, run.contents());
    }

    @Test
    @Timeout(10 * INTERRUPT_SECONDS)
    final void canBeInterruptedWhileTheSystemHangs() throws Exception {
        ExampleRun run = new ExampleRun(temporary, "hanging").logStep(1).finish();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Tracker tracker = pluginAt("http://127.0.0.1:" + silent.getLocalPort());
            FutureTask<Boolean> sending = new FutureTask<>(() -> tracker.send(run));
            Thread thread = new Thread(sending, "sending");
            thread.setDaemon(true);
            thread.start();
            try (Socket connection = connectionOf(thread, silent)) {
                connection.setKeepAlive(true);
                thread.interrupt();
                thread.join(TimeUnit.SECONDS.toMillis(INTERRUPT_SECONDS));
                assertFalse(thread.isAlive(), "it waits " + INTERRUPT_SECONDS + " seconds after it was interrupted");
            }
            Throwable failure = assertThrows(ExecutionException.class, sending::get).getCause();
            assertTrue(
                    failure instanceof InterruptedException || failure instanceof IOException,
                    "an interrupted tracker throws InterruptedException, not " + failure);
        }
    }

    private static Socket connectionOf(Thread sender, ServerSocket server) throws IOException {
        server.setSoTimeout(100);
        while (true) {
            try {
                return server.accept();
            } catch (SocketTimeoutException nobodyYet) {
                assertTrue(sender.isAlive(), "it gave up before it connected");
            }
        }
    }
}
