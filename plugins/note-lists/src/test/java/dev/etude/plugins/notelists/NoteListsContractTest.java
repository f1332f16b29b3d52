package dev.etude.plugins.notelists;

import dev.etude.spi.DatasetSource;
import dev.etude.testkit.DatasetSourceContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** On a file of one good piece and one that lies off the keyboard. */
class NoteListsContractTest extends DatasetSourceContract {
    @TempDir
    private Path folder;

    @Override
    protected DatasetSource plugin() throws Exception {
        Path file = Files.writeString(folder.resolve("music.json"), "{\"train\": [[[60, 64, 67], [65]], [[109]]]}");
        return new NoteLists(file, Split.TRAIN, 1, 4, 90, false);
    }

    @Override
    protected Optional<DatasetSource> pluginWithNothingToRead(Path empty) {
        return Optional.of(new NoteLists(empty, Split.TRAIN, 1, 4, 90, false));
    }
}
