package dev.etude.networks;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.openblas.presets.openblas_nolapack;

/**
 * Two pieces of work side by side, on two threads where there are as many: {@code OMP_NUM_THREADS}, which also limits what
 * ND4J uses, or else the number of processors. What comes out must not depend on which piece is done first.
 *
 * <p>A piece may be as short as some microseconds, less than it takes to wake a thread. So the second thread stays awake for
 * a moment after each piece, and whoever comes first takes a piece that still lies there. Where another program, or another
 * thread, wants the processor too, two threads that wait for each other are slower than one: then the second rests.
 */
public final class TwoThreads {
    private static final int THREADS = threads();

    /**
     * How long the second thread waits before it sleeps, longer than anything that a training step does on one thread. Until
     * then it does not yield either: two threads that yield to each other on one processor both count as running, so that
     * Linux leaves them there beside an idle one.
     */
    private static final long AWAKE_NANOS = 3_000_000;

    private static final int LOOKS_AT_A_TIME = 64;

    /** How long one may have to wait for the other, beyond what it took itself, until that is taken for want of a processor. */
    private static final long PATIENCE_NANOS = 1_000_000;

    /** The first rest; where the second thread is too slow again soon after one, the next is twice as long. */
    private static final long SHORTEST_REST_NANOS = 10_000_000;

    private static final long LONGEST_REST_NANOS = 320_000_000;
    private static final long NAP_NANOS = 20_000;

    private static final AtomicBoolean BUSY = new AtomicBoolean();
    private static final AtomicReference<Runnable> OFFERED = new AtomicReference<>();
    private static volatile boolean done;
    private static volatile boolean asleep;
    private static volatile boolean resting;
    private static long restEnd; // guarded by BUSY, as is its length
    private static long rest = SHORTEST_REST_NANOS;
    private static Throwable fault; // guarded by done
    private static Thread second; // guarded by BUSY

    private static volatile int blasThreads;

    private TwoThreads() {}

    /** Does both and waits for both. A fault of either is thrown when both have ended. */
    public static void run(Runnable here, Runnable there) {
        if (THREADS == 1 || !BUSY.compareAndSet(false, true)) {
            here.run();
            there.run();
            return;
        }
        try {
            if (resting && System.nanoTime() - restEnd < 0) {
                here.run();
                there.run();
                return;
            }
            resting = false;
            long start = System.nanoTime();
            offer(there);
            try {
                here.run();
            } finally {
                finish(there, start);
            }
        } finally {
            BUSY.set(false);
        }
    }

    /** Whether BLAS may divide a matrix product among threads of its own from now on. */
    static void letBlasDivide(boolean divide) {
        int wanted = divide ? THREADS : 1;
        if (wanted != blasThreads) {
            setBlasThreads(wanted);
        }
    }

    private static synchronized void setBlasThreads(int threads) {
        openblas_nolapack.blas_set_num_threads(threads);
        blasThreads = threads;
    }

    private static void offer(Runnable piece) {
        if (second == null) {
            second = new Thread(TwoThreads::work, "second");
            second.setDaemon(true);
            second.start();
        }
        done = false;
        OFFERED.set(piece);
        if (asleep) {
            LockSupport.unpark(second);
        }
    }

    private static void finish(Runnable piece, long start) {
        if (OFFERED.compareAndSet(piece, null)) {
            piece.run();
            return;
        }
        long finished = System.nanoTime();
        long patience = Math.max(PATIENCE_NANOS, finished - start);
        while (!done) {
            long now = System.nanoTime();
            if (now - finished > patience) {
                if (!resting) {
                    boolean soonAgain = now - restEnd < rest;
                    rest = soonAgain ? Math.min(2 * rest, LONGEST_REST_NANOS) : SHORTEST_REST_NANOS;
                    resting = true;
                }
                restEnd = now + rest;
                LockSupport.parkNanos(TwoThreads.class, NAP_NANOS);
            }
            for (int look = 0; !done && look < LOOKS_AT_A_TIME; look++) {
                Thread.onSpinWait();
            }
        }
        Throwable thrown = fault;
        fault = null;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw (RuntimeException) thrown;
        }
    }

    private static void work() {
        while (true) {
            Runnable piece = OFFERED.get();
            if (piece == null) {
                await();
            } else if (OFFERED.compareAndSet(piece, null)) {
                try {
                    piece.run();
                } catch (RuntimeException | Error thrown) {
                    fault = thrown;
                }
                done = true;
            }
        }
    }

    private static void await() {
        long start = System.nanoTime();
        while (OFFERED.get() == null) {
            if (resting || System.nanoTime() - start > AWAKE_NANOS) {
                asleep = true;
                if (OFFERED.get() == null) {
                    LockSupport.park(TwoThreads.class);
                }
                asleep = false;
                return;
            }
            for (int look = 0; OFFERED.get() == null && look < LOOKS_AT_A_TIME; look++) {
                Thread.onSpinWait();
            }
        }
    }

    private static int threads() {
        try {
            return Math.max(1, Integer.parseInt(System.getenv().getOrDefault("OMP_NUM_THREADS", "")));
        } catch (NumberFormatException notSet) {
            return Runtime.getRuntime().availableProcessors();
        }
    }
}
