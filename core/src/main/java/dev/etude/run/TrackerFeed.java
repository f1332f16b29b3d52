package dev.etude.run;

import dev.etude.spi.Plugin;
import dev.etude.spi.RunRecord;
import dev.etude.spi.Tracker;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps the trackers of a run up to date, each on a thread of its own. Whatever a tracker does (fail, hang, throw), the
 * run neither waits for it nor fails by it; what is missing is sent by {@code ./runner track}.
 */
final class TrackerFeed {
    private static final long PAUSE_MILLIS = 1000;

    private final List<Follower> followers;
    private final Consumer<String> notices;

    TrackerFeed(List<Tracker> trackers, Consumer<String> notices) {
        this.notices = notices;
        this.followers = trackers.stream().map(Follower::new).toList();
    }

    /** Begins to follow a run. */
    void start(RunRecord run) {
        followers.forEach(follower -> follower.start(run));
    }

    /**
     * Ends following: gives each tracker some time to get the last news.
     *
     * @param seconds how long to wait for all of them together
     */
    void finish(int seconds) {
        followers.forEach(follower -> follower.ending.countDown());
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (Follower follower : followers) {
            follower.await(until);
        }
    }

    private final class Follower {
        private final Tracker tracker;
        private final String name;
        private final CountDownLatch ending = new CountDownLatch(1);
        private volatile boolean complete;
        private volatile String trouble = "";
        private RunRecord run;
        private Thread thread;

        private Follower(Tracker tracker) {
            this.tracker = tracker;
            this.name = tracker.getClass().getAnnotation(Plugin.class).value();
        }

        private void start(RunRecord followed) {
            run = followed;
            thread = new Thread(this::follow, "tracker " + name);
            thread.setDaemon(true);
            thread.start();
        }

        private void follow() {
            boolean last = false;
            try {
                while (!last) {
                    last = ending.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                    complete = send();
                }
            } catch (InterruptedException waitedLongEnough) {
                complete = false;
            }
        }

        private boolean send() throws InterruptedException {
            try {
                boolean sent = tracker.send(run);
                trouble = "";
                return sent;
            } catch (InterruptedException stopping) {
                throw stopping;
            } catch (Throwable failure) {
                String line = failure instanceof IOException && failure.getMessage() != null
                        ? failure.getMessage()
                        : name + ": " + failure;
                if (!line.equals(trouble)) {
                    notices.accept(line.strip().replaceAll("\\s+", " ") + " (the run goes on)");
                }
                trouble = line;
                return false;
            }
        }

        private void await(long until) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            if (thread.isAlive()) {
                thread.interrupt();
            }
            if (!complete) {
                notices.accept(name + ": not everything has arrived; ./runner track " + run.folder()
                        + " sends the rest");
            }
        }
    }
}
