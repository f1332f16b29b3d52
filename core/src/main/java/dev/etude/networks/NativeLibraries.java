package dev.etude.networks;

import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;

/** The native libraries of ND4J: 350 MB, which take a third of a second to load. */
public final class NativeLibraries {
    private NativeLibraries() {}

    /**
     * Loads them on a thread of its own while the caller does something else; whoever needs them first waits for it.
     * ND4J itself begins with whoever uses it first, for how many threads it computes with is a thread's own affair.
     */
    public static void loadMeanwhile() {
        Thread thread = new Thread(NativeLibraries::load, "native-libraries");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        try {
            for (Class<?> library : new Class<?>[] {openblas_nolapack.class, openblas.class, Nd4jCpu.class}) {
                Class.forName(library.getName(), true, library.getClassLoader());
            }
        } catch (ClassNotFoundException | LinkageError failure) {
            // Whoever needs them fails with this as the cause, and there it can be told.
        }
    }
}
