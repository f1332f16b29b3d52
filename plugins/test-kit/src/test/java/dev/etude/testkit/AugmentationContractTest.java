package dev.etude.testkit;

import dev.etude.spi.Augmentation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of augmentations, against one that breaks a clause at a time. */
class AugmentationContractTest {
    private static BrokenAugmentation.Fault current;

    @ParameterizedTest
    @EnumSource
    void notices(BrokenAugmentation.Fault fault) {
        current = fault;
        Failures.assertFailures(Contract.class, fault.failures);
    }

    static class Contract extends AugmentationContract {
        @Override
        protected Augmentation plugin() {
            return new BrokenAugmentation(current);
        }
    }
}
