package dev.etude.run;

import com.google.inject.Injector;
import com.google.inject.ProvisionException;

/** Asks Guice for what it has wired; what goes wrong in a constructor is thrown as that constructor threw it. */
final class Wiring {
    private Wiring() {}

    static <T> T get(Injector injector, Class<T> type) {
        try {
            return injector.getInstance(type);
        } catch (ProvisionException failure) {
            if (failure.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw failure;
        }
    }
}
