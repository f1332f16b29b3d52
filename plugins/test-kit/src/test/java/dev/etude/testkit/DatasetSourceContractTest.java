package dev.etude.testkit;

import dev.etude.spi.DatasetSource;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of sources, against one that breaks a clause at a time. */
class DatasetSourceContractTest {
    private static BrokenSource.Fault current;

    @ParameterizedTest
    @EnumSource
    void notices(BrokenSource.Fault fault) {
        current = fault;
        Failures.assertFailures(Contract.class, fault.failures);
    }

    static class Contract extends DatasetSourceContract {
        @Override
        protected DatasetSource plugin() {
            return new BrokenSource(current, true);
        }

        @Override
        protected Optional<DatasetSource> pluginWithNothingToRead(Path empty) {
            return Optional.of(new BrokenSource(current, false));
        }
    }
}
