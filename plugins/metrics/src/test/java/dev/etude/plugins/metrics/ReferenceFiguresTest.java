package dev.etude.plugins.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Metric;
import dev.etude.spi.Piece;
import dev.etude.spi.PianoRollEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every figure against a second implementation, in NumPy and MusPy: {@code reference/figures.py} says how it is run. */
class ReferenceFiguresTest {
    private static final double TOLERANCE = 1e-9;

    /** MusPy reads notes, so its figures are compared on rows that keep repeated notes apart. */
    private static final Set<String> OF_MUSPY = Set.of(
            "polyphony", "pitch-class-entropy", "scale-consistency", "used-pitch-classes", "empty-measure-rate",
            "groove-consistency");

    /** The two that neither implements. */
    private static final Set<String> WITHOUT_REFERENCE = Set.of("empty-bars", "tonal-distance");

    @Test
    void rowsWrittenDown() throws IOException {
        Map<String, Double> expected = figures("figures.txt");
        Map<String, Double> ofCells = measure(new PianoRollEncoding(2, 4, 120, false));
        Map<String, Double> ofNotes = measure(new PianoRollEncoding(2, 4, 120, true));

        expected.forEach((name, value) ->
                assertEquals(value, (OF_MUSPY.contains(name) ? ofNotes : ofCells).get(name), TOLERANCE, name));
        Set<String> untested = new HashSet<>(ofCells.keySet());
        untested.removeAll(expected.keySet());
        assertEquals(WITHOUT_REFERENCE, untested);
    }

    @Test
    void chordProgressionsOnFile() throws Exception {
        Optional<Path> folder = data().map(data -> data.resolve("chord-progressions"));
        assumeTrue(folder.isPresent(), "no data: set ETUDE_DATA to the folder that holds chord-progressions");
        PianoRollEncoding encoding = new PianoRollEncoding(1, 4, 120, false);
        List<Piece> training = new ArrayList<>();
        Set<BinarySequence> rows = new LinkedHashSet<>();
        int number = 0;
        for (Path file : midiFiles(folder.get())) {
            BinarySequence piece = encoding.encode(MidiRolls.read(file));
            if (number++ % 10 > 0) {
                training.add(new Piece(file.toString(), piece));
            } else {
                for (int offset = 0; offset < piece.shape().steps(); offset++) {
                    rows.add(piece.window(offset, 16));
                }
            }
        }
        Map<String, Double> actual =
                measure(List.copyOf(rows), new Metric.Reference(encoding, training, List.of(), true));

        figures("figures-of-progressions.txt")
                .forEach((name, value) -> assertEquals(value, actual.get(name), TOLERANCE, name));
    }

    private static Map<String, Double> measure(PianoRollEncoding encoding) throws IOException {
        Map<String, List<BinarySequence>> sequences = new LinkedHashMap<>();
        for (String line : lines("rows.txt")) {
            String[] words = line.split(" ");
            PianoRoll.Builder roll = new PianoRoll.Builder(Integer.parseInt(words[1]), encoding.stepsPerQuarter());
            Stream.of(words).skip(2).map(word -> word.split("[:-]")).forEach(note ->
                    roll.note(Integer.parseInt(note[0]), Integer.parseInt(note[1]), Integer.parseInt(note[2])));
            sequences.computeIfAbsent(words[0], kind -> new ArrayList<>()).add(encoding.encode(roll.build()));
        }
        return measure(
                sequences.get("row"),
                new Metric.Reference(
                        encoding, pieces(sequences.get("piece")), pieces(sequences.get("held-out")), true));
    }

    private static List<Piece> pieces(List<BinarySequence> sequences) {
        return sequences.stream().map(cells -> new Piece("made up", cells)).toList();
    }

    private static Map<String, Double> measure(List<BinarySequence> rows, Metric.Reference reference) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Metric metric : ServiceLoader.load(Metric.class)) {
            metric.measure(rows, reference).forEach((name, value) ->
                    assertFalse(figures.put(name, value) != null, name + " is measured twice"));
        }
        assertTrue(figures.size() > 20, "all metrics are listed for the service loader");
        return figures;
    }

    private static Map<String, Double> figures(String resource) throws IOException {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (String line : lines(resource)) {
            String[] words = line.split(" ");
            figures.put(words[0], Double.valueOf(words[1]));
        }
        return figures;
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = ReferenceFiguresTest.class.getResourceAsStream("/reference/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<Path> midiFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".mid")).sorted().toList();
        }
    }

    private static Optional<Path> data() {
        if (System.getenv("ETUDE_DATA") != null) {
            return Optional.of(Path.of(System.getenv("ETUDE_DATA")));
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared/data"))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
