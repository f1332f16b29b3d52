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
 * a moment after each piece, and whoever comes first takes a piece that still lies there.
 */
public final class TwoThreads {
    private static final int THREADS = threads();

    /** How often a waiting thread looks before it lets others have the processor between looks. */
    private static final int EAGER_LOOKS = 2_000;

    /** How long the second thread waits before it sleeps. */
    private static final long AWAKE_NANOS = 500_000;

    private static final AtomicBoolean BUSY = new AtomicBoolean();
    private static final AtomicReference<Runnable> OFFERED = new AtomicReference<>();
    private static volatile boolean done;
    private static volatile boolean asleep;
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
            offer(there);
            try {
                here.run();
            } finally {
                finish(there);
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

    private static void finish(Runnable piece) {
        if (OFFERED.compareAndSet(piece, null)) {
            piece.run();
            return;
        }
        for (int looks = 0; !done; looks++) {
            pause(looks);
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
        for (int looks = 0; OFFERED.get() == null; looks++) {
            pause(looks);
            if (looks > EAGER_LOOKS && System.nanoTime() - start > AWAKE_NANOS) {
                asleep = true;
                if (OFFERED.get() == null) {
                    LockSupport.park(TwoThreads.class);
                }
                asleep = false;
                return;
            }
        }
    }

    private static void pause(int looks) {
        if (looks < EAGER_LOOKS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
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
