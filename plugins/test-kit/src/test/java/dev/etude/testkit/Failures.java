package dev.etude.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs a contract as JUnit would, and says which of its tests fail. */
final class Failures {
    private Failures() {}

    /** Runs all tests of a contract's subclass and checks that exactly the named ones fail. */
    static void assertFailures(Class<?> contract, String... expected) {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter").selectors(selectClass(contract))
                .execute();
        assertEquals(0, results.containerEvents().failed().count(), "no test class fails as a whole");
        assertTrue(results.testEvents().started().count() >= 8, "all tests of a contract are inherited");
        Map<String, String> failed = new TreeMap<>();
        results.testEvents().failed().stream().forEach(event -> failed.put(
                ((MethodSource) event.getTestDescriptor().getSource().orElseThrow()).getMethodName(),
                String.valueOf(event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow())));
        assertEquals(new TreeSet<>(Arrays.asList(expected)), failed.keySet(), failed::toString);
    }
}
