package dev.etude.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.RunRecord.Figures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path runs;

    private final List<String> notices = new ArrayList<>();
    private RunFolder folder;
    private Path file;

    @BeforeEach
    void threeLines() throws IOException {
        folder = RunFolder.create(runs, "test", 1, Instant.EPOCH);
        file = folder.path().resolve(Journal.FILE);
        try (Journal journal = Journal.open(folder)) {
            for (long step = 10; step <= 30; step += 10) {
                journal.log(new Figures(step, 1000 + step, Map.of("train/loss", step / 8.0)));
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    @Test
    void whatWasLoggedIsReadBackFromAnyLineOn() throws IOException {
        assertEquals(List.of(10L, 20L, 30L), steps());
        assertEquals(new Figures(20, 1020, Map.of("train/loss", 2.5)), Journal.read(folder.path(), 1, 1).get(0));
        assertEquals(List.of(), Journal.read(folder.path(), 7, 10));
        assertEquals(1, Journal.read(folder.path(), 2, Integer.MAX_VALUE).size());
    }

    @Test
    void figuresThatAreNotFiniteAreKept() throws IOException {
        Map<String, Double> values = Map.of("a", Double.NaN, "b", Double.NEGATIVE_INFINITY);
        try (Journal journal = Journal.open(folder)) {
            journal.log(new Figures(40, 0, values));
        }
        assertEquals(values, Journal.read(folder.path(), 3, 1).get(0).values());
    }

    @Test
    void aHalfWrittenLineDoesNotCountYet() throws IOException {
        append("{\"step\":40,\"ti");
        assertEquals(List.of(10L, 20L, 30L), steps());

        Journal.rewind(folder, 30, notices::add);
        try (Journal journal = Journal.open(folder)) {
            journal.log(new Figures(40, 0, Map.of()));
        }
        assertEquals(List.of(10L, 20L, 30L, 40L), steps());
        assertEquals(List.of(), notices);
    }

    @Test
    void rewindForgetsWhatCameAfterAStep() throws IOException {
        Journal.rewind(folder, 20, notices::add);
        assertEquals(List.of(10L, 20L), steps());
        Journal.rewind(folder, -1, notices::add);
        assertEquals(List.of(), steps());
        assertEquals(List.of(), notices);
    }

    @Test
    void damageAtTheEndIsForgottenAloud() throws IOException {
        append("\0\0\0\n{\"step\":\"x\"}\n[]\n{\"step\":31,\"train/loss\":\"much\"}\n");

        Journal.rewind(folder, 30, notices::add);

        assertEquals(List.of(10L, 20L, 30L), steps());
        assertEquals(List.of(file + ":4: damaged from here to its end; that is logged again"), notices);
    }

    @Test
    void damageBeforeWhatIsKeptIsNamedAndLeftAsItIs() throws IOException {
        String whole = Files.readString(file);
        String damaged = whole.replaceFirst("\"step\":20", "\"stop\":20");
        Files.writeString(file, damaged);

        IOException failure = assertThrows(IOException.class, () -> Journal.rewind(folder, 30, notices::add));

        assertTrue(failure.getMessage().startsWith(file + ":2: not a line of figures"), failure.getMessage());
        assertEquals(damaged, Files.readString(file));
        assertThrows(IOException.class, this::steps);
    }

    private List<Long> steps() throws IOException {
        return Journal.read(folder.path(), 0, Integer.MAX_VALUE).stream().map(Figures::step).toList();
    }

    private void append(String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1), StandardOpenOption.APPEND);
    }
}
