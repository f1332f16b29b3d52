package dev.etude.plugins.midi;

import dev.etude.spi.DatasetSource;
import dev.etude.testkit.DatasetSourceContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** On a folder of one good file and one bad one. */
class MidiSourceContractTest extends DatasetSourceContract {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws Exception {
        Files.write(folder.resolve("one-note.mid"), TinyMidi.oneNote());
        Files.writeString(folder.resolve("no-midi.mid"), "la la la");
    }

    @Override
    protected DatasetSource plugin() throws Exception {
        return Settings.of(folder).source();
    }

    @Override
    protected Optional<DatasetSource> pluginWithNothingToRead(Path empty) throws Exception {
        return Optional.of(Settings.of(empty).source());
    }
}
