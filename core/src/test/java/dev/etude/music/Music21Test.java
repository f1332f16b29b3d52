package dev.etude.music;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams, keys and the text view against what music21 made of the same notes; {@code expected.py} says how. */
class Music21Test {
    @ParameterizedTest
    @CsvSource({"b-flat-ballad, 4", "a-minor-suspensions, 4", "e-major-waltz, 3", "c-sevenths, 4"})
    void agreesWithMusic21(String name, int beats) {
        List<String> lines = lines(name + ".notes");
        String[] size = lines.get(0).split(" ");
        PianoRoll.Builder builder = new PianoRoll.Builder(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
        List<String> spelled = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] note = line.split(" ");
            int pitch = midi(note[0]) - PianoRoll.LOWEST_MIDI_PITCH;
            builder.note(pitch, Integer.parseInt(note[1]), Integer.parseInt(note[2]));
            spelled.add(note[0]);
        }
        PianoRoll roll = builder.build();
        Stream stream = Stream.of(roll);

        KeyAnalysis key = KeyAnalysis.of(roll);
        String[] expectedKey = lines("keys.txt").stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .split(" ");
        assertEquals(Integer.parseInt(expectedKey[1]), key.key().tonicPitchClass());
        assertEquals(expectedKey[2].equals("minor"), key.key().isMinor());
        assertEquals(Double.parseDouble(expectedKey[3]), key.correlation(), 1e-10);

        assertEquals(
                spelled.stream().sorted().toList(),
                stream.notes().stream().map(note -> note.pitch().nameWithOctave()).sorted().toList());

        Part part = Part.of(stream, name, 96, new TimeSignature(beats, 4));
        String ties = part.measures().stream()
                .flatMap(measure -> measure.elements().stream())
                .filter(element -> element instanceof Chord)
                .map(chord -> chord.notes().stream().map(note -> note.tie().name()).collect(Collectors.joining(" ")))
                .map(line -> "ties " + line + "\n")
                .collect(Collectors.joining());
        assertEquals(read(name + ".txt"), part.text() + ties);
    }

    private static int midi(String name) {
        int alter = name.contains("#") ? 1 : name.contains("-") ? -1 : 0;
        int octave = name.charAt(name.length() - 1) - '0';
        return new Pitch(name.charAt(0), alter, octave).midi();
    }

    private static List<String> lines(String resource) {
        return read(resource).lines().toList();
    }

    private static String read(String resource) {
        try (var stream = Music21Test.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
