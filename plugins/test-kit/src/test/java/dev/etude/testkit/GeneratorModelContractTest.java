package dev.etude.testkit;

import dev.etude.spi.GeneratorModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of generators, against one that breaks a clause at a time. */
class GeneratorModelContractTest {
    private static BrokenGenerator current;

    @ParameterizedTest
    @EnumSource
    void notices(BrokenGenerator.Fault fault) {
        current = new BrokenGenerator(fault, true);
        Failures.assertFailures(Contract.class, fault.failures);
    }

    @Test
    void asksNoGradientsOfOneThatDoesNotLearn() {
        current = new BrokenGenerator(BrokenGenerator.Fault.GRADIENT_HAS_THE_WRONG_SIGN, false);
        Failures.assertFailures(Contract.class);
    }

    static class Contract extends GeneratorModelContract {
        @Override
        protected GeneratorModel plugin() {
            return current;
        }
    }
}
