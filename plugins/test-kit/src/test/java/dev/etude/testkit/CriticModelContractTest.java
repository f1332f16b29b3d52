package dev.etude.testkit;

import dev.etude.spi.CriticModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of critics, against one that breaks a clause at a time. */
class CriticModelContractTest {
    private static BrokenCritic.Fault current;

    @ParameterizedTest
    @EnumSource
    void notices(BrokenCritic.Fault fault) {
        current = fault;
        Failures.assertFailures(Contract.class, fault.failures);
    }

    static class Contract extends CriticModelContract {
        @Override
        protected CriticModel plugin() {
            return new BrokenCritic(current);
        }
    }
}
