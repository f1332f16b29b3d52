package dev.etude.testkit;

import dev.etude.spi.RunRecord;
import dev.etude.spi.Tracker;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of trackers, against one that breaks a clause at a time. */
class TrackerContractTest {
    private static FactServer server;
    private static BrokenTracker.Fault current;

    @BeforeAll
    static void startServer() throws IOException {
        server = new FactServer();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void notices(BrokenTracker.Fault fault) {
        current = fault;
        Failures.assertFailures(Contract.class, fault.failures);
    }

    static class Contract extends TrackerContract {
        @Override
        protected Tracker plugin() {
            return pluginAt(server.address());
        }

        @Override
        protected Tracker pluginAt(String address) {
            return new BrokenTracker(current, address);
        }

        @Override
        protected Object arrived(RunRecord run) {
            return server.facts("/" + run.folder().toString().hashCode() + "/");
        }
    }
}
