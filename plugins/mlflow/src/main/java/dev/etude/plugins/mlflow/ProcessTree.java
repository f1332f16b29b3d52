package dev.etude.plugins.mlflow;

import java.util.List;
import java.util.stream.Stream;

/** Ends a process together with all that it has started. */
final class ProcessTree {
    private ProcessTree() {}

    static void end(Process process) {
        // Taken before the root goes: its children are nobody's descendants afterwards.
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** Takes a shutdown hook back, unless the shutdown is under way. */
    static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running, or has run.
        }
    }
}
