package dev.etude.plugins.progressions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.music.ChordSymbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in {@code configs/midi} are those that the command writes, and are what the README there says. */
class ShippedFilesTest {
    private static final Path SHIPPED = Path.of("..", "..", "configs", "midi");

    @Test
    void areWrittenAgainByteForByte(@TempDir Path folder) throws IOException {
        WriteProgressions.main(new String[] {folder.toString()});
        Map<String, byte[]> written = midiFiles(folder);
        Map<String, byte[]> shipped = midiFiles(SHIPPED);
        assertEquals(written.keySet(), shipped.keySet());
        written.forEach((name, bytes) -> assertArrayEquals(bytes, shipped.get(name), name));
    }

    @Test
    void areAsManyAsTheReadmeSays() throws IOException {
        String readme = Files.readString(SHIPPED.resolve("README.md"));
        int files = midiFiles(SHIPPED).size();
        assertTrue(readme.contains("\n" + files + " chord progressions"), files + " files");
        Set<Integer> chords = new HashSet<>();
        for (Progression progression : Repertoire.all()) {
            progression.chords().forEach(chord -> chords.add(chord.kind().pitchClasses(chord.root())));
        }
        assertTrue(readme.contains(" " + chords.size() + " chords (root and kind"), chords.size() + " chords");
    }

    @Test
    void lastAWholeBarForEachChord() throws Exception {
        for (Progression progression : Repertoire.all()) {
            Path file = Files.createTempFile("progression", ".mid");
            Files.write(file, MidiFile.bytes(progression));
            Sequence sequence = MidiSystem.getSequence(file.toFile());
            Files.delete(file);
            assertEquals(480, sequence.getResolution());
            assertEquals(2, sequence.getTracks().length);
            assertEquals(progression.chords().size() * 4 * 480L, sequence.getTickLength(), progression.name());
        }
    }

    @Test
    void haveFourToEightFullChordsEach() {
        for (Progression progression : Repertoire.all()) {
            int chords = progression.chords().size();
            assertTrue(chords >= 4 && chords <= 8, progression.name());
            assertTrue(progression.chords().stream().allMatch(chord -> chord.kind().isFull()), progression.name());
        }
    }

    @Test
    void neverHoldAProgressionTwiceEvenTransposed() {
        Set<List<ChordSymbol>> seen = new HashSet<>();
        for (Progression progression : Repertoire.all()) {
            List<ChordSymbol> fromC = transposed(progression.chords(), -progression.chords().get(0).root());
            assertTrue(seen.add(fromC), progression.name());
        }
    }

    @Test
    void haveNamesThatEveryFileSystemCanTellApart() {
        Set<String> names = new HashSet<>();
        for (String name : WriteProgressions.files().keySet()) {
            assertTrue(names.add(name.toLowerCase(Locale.ROOT)), name);
            assertFalse(name.substring(name.indexOf('/') + 1).matches(".*[^A-Za-z0-9 #+.-].*"), name);
        }
    }

    @Test
    void standInSeveralMajorAndMinorKeys() {
        Set<String> keys = new TreeSet<>();
        Repertoire.all().forEach(progression -> keys.add(progression.key().name()));
        assertEquals(Set.of("C major", "G major", "F major", "A minor", "E minor", "D minor"), keys);
    }

    private static List<ChordSymbol> transposed(List<ChordSymbol> chords, int semitones) {
        return chords.stream()
                .map(chord -> new ChordSymbol(
                        Math.floorMod(chord.root() + semitones, 12),
                        chord.kind(),
                        Math.floorMod(chord.bass() + semitones, 12)))
                .toList();
    }

    private static Map<String, byte[]> midiFiles(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(path -> path.toString().endsWith(".mid")).toList()) {
                files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return files;
    }
}
