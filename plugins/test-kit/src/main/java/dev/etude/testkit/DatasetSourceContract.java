package dev.etude.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.etude.spi.Dataset;
import dev.etude.spi.DatasetSource;
import dev.etude.spi.Intake;
import dev.etude.spi.Piece;
import dev.etude.spi.UserError;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link DatasetSource} keeps to. */
public abstract class DatasetSourceContract extends PluginContract<DatasetSource> {
    /** For plugins outside this package. */
    protected DatasetSourceContract() {
        super(DatasetSource.class);
    }

    /**
     * The plugin, told to read a place where there is nothing to read.
     *
     * @param empty an empty folder
     * @return empty for a source that reads no files
     */
    protected abstract Optional<DatasetSource> pluginWithNothingToRead(Path empty) throws Exception;

    @Test
    final void readsPiecesOfItsEncoding() throws Exception {
        Dataset data = plugin().read();

        assertFalse(data.pieces().isEmpty(), "a data set has at least one piece");
        assertTrue(oneLine(data.encoding().meaning()), "an encoding says in a word or two what its symbols are");
        for (Piece piece : data.pieces()) {
            assertEquals(
                    data.encoding().symbols(), piece.cells().shape().symbols(), "symbols a step of " + piece.name());
            assertTrue(oneLine(piece.name()), "a piece needs a name in one line, not \"" + piece.name() + "\"");
        }
    }

    @Test
    final void readsSomethingThatSounds() throws Exception {
        assertTrue(
                plugin().read().pieces().stream().anyMatch(piece -> piece.cells().onCells() > 0),
                "every cell of every piece is off");
    }

    @Test
    final void readsTheSameAgain() throws Exception {
        DatasetSource source = plugin();
        Dataset first = source.read();

        assertEquals(first, source.read(), "the same source read twice");
        assertEquals(first, plugin().read(), "two sources of the same settings");
    }

    @Test
    final void saysWhatBecameOfEachFile() throws Exception {
        for (Intake intake : plugin().read().intake()) {
            assertTrue(oneLine(intake.file()), "an intake names its file");
            assertTrue(intake.notes() >= 0 && intake.bars() >= 0, "an intake counts: " + intake);
            assertNotNull(intake.outcome(), "an intake has an outcome: " + intake);
            assertTrue(
                    intake.outcome() == Intake.Outcome.USED || oneLine(intake.why()),
                    "a cut or skipped file has a reason in one line: " + intake);
        }
    }

    @Test
    final void refusesWhereThereIsNothingToRead(@TempDir Path empty) throws Exception {
        Optional<DatasetSource> source = pluginWithNothingToRead(empty);
        assumeTrue(source.isPresent(), "does not apply: this source reads no files");

        UserError error = assertThrows(UserError.class, () -> source.orElseThrow().read());
        assertTrue(oneLine(error.getMessage()), "a refusal is one line, not \"" + error.getMessage() + "\"");
    }
}
