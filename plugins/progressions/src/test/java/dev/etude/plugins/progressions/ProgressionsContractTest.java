package dev.etude.plugins.progressions;

import dev.etude.spi.DatasetSource;
import dev.etude.testkit.DatasetSourceContract;
import java.nio.file.Path;
import java.util.Optional;

class ProgressionsContractTest extends DatasetSourceContract {
    @Override
    protected DatasetSource plugin() {
        return new Progressions();
    }

    @Override
    protected Optional<DatasetSource> pluginWithNothingToRead(Path empty) {
        return Optional.empty();
    }
}
