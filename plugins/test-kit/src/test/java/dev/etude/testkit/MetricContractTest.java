package dev.etude.testkit;

import dev.etude.spi.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of metrics, against one that breaks a clause at a time. */
class MetricContractTest {
    private static BrokenMetric.Fault current;

    @ParameterizedTest
    @EnumSource
    void notices(BrokenMetric.Fault fault) {
        current = fault;
        Failures.assertFailures(Contract.class, fault.failures);
    }

    static class Contract extends MetricContract {
        @Override
        protected Metric plugin() {
            return new BrokenMetric(current);
        }
    }
}
