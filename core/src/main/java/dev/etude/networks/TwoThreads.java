package dev.etude.networks;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.bytedeco.openblas.presets.openblas_nolapack;

/**
 * Two pieces of work side by side, on two threads where there are as many: {@code OMP_NUM_THREADS}, which also limits what
 * ND4J uses, or else the number of processors. What comes out must not depend on which piece is done first.
 */
public final class TwoThreads {
    private static final int THREADS = threads();

    private static int blasThreads;

    private TwoThreads() {}

    /** Does both and waits for both. A fault of either is thrown when both have ended. */
    public static void run(Runnable here, Runnable there) {
        if (THREADS == 1) {
            here.run();
            there.run();
            return;
        }
        ForkJoinTask<?> task = ForkJoinPool.commonPool().submit(there);
        try {
            here.run();
        } finally {
            task.quietlyJoin();
        }
        task.join();
    }

    /** How many threads a matrix product may use from now on: one, or all there are. */
    static synchronized void divideProducts(boolean divide) {
        int wanted = divide ? THREADS : 1;
        if (wanted != blasThreads) {
            openblas_nolapack.blas_set_num_threads(wanted);
            blasThreads = wanted;
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
