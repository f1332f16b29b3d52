package dev.etude.run;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What is done beside the training, one task after the other: samples are rendered, and checkpoints written once all that
 * belongs to an earlier step is there. What went wrong there is thrown where the run next comes by, or waits for it.
 */
final class Background implements AutoCloseable {
    /** Rendering that takes longer than the training between two tasks holds it up at last, instead of filling memory. */
    private static final int MOST_PENDING = 3;

    private static final int PATIENCE_SECONDS = 60;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread background = new Thread(task, "background");
        background.setDaemon(true);
        return background;
    });
    private final ArrayDeque<Future<?>> pending = new ArrayDeque<>();
    private boolean failed; // used by the thread alone: what comes after a task that went wrong is left undone

    /** Something to do. */
    interface Task {
        void run() throws IOException;
    }

    /** Has a task done after those before it. */
    void submit(Task task) throws IOException {
        check();
        if (pending.size() == MOST_PENDING) {
            await(pending.remove());
        }
        pending.add(thread.submit(() -> {
            if (!failed) {
                failed = true;
                task.run();
                failed = false;
            }
            return null;
        }));
    }

    /** Throws what has gone wrong by now, without waiting. */
    void check() throws IOException {
        while (!pending.isEmpty() && pending.peek().isDone()) {
            await(pending.remove());
        }
    }

    /** Waits until everything submitted is done. */
    void drain() throws IOException {
        while (!pending.isEmpty()) {
            await(pending.remove());
        }
    }

    private static void await(Future<?> task) throws IOException {
        try {
            task.get();
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

    /** Lets what was submitted come to its end: a checkpoint is not lost to what goes wrong elsewhere. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException stopping) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
