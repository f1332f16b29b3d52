package dev.etude.run;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Renders beside the training, one set of samples at a time; what went wrong there is thrown where the run waits for
 * it.
 */
final class BackgroundRendering implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread renderer = new Thread(task, "rendering");
        renderer.setDaemon(true);
        return renderer;
    });
    private Future<?> pending;

    /** Something to render. */
    interface Task {
        void run() throws IOException;
    }

    /** Begins a task once the one before has ended. */
    void submit(Task task) throws IOException {
        drain();
        pending = thread.submit(() -> {
            task.run();
            return null;
        });
    }

    /** Throws what has gone wrong by now, without waiting. */
    void check() throws IOException {
        if (pending != null && pending.isDone()) {
            drain();
        }
    }

    /** Waits until everything submitted is done. */
    void drain() throws IOException {
        if (pending == null) {
            return;
        }
        Future<?> awaited = pending;
        pending = null;
        try {
            awaited.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException io) {
                throw io;
            }
            if (failure.getCause() instanceof RuntimeException bug) {
                throw bug;
            }
            throw (Error) failure.getCause();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
