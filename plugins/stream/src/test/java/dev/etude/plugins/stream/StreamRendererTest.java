package dev.etude.plugins.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.music.PianoRoll;
import dev.etude.spi.Encoding;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Renderer;
import dev.etude.spi.Sample;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamRendererTest {
    @TempDir
    private Path folder;

    @Test
    void writesTextMidiAndMusicXml() throws IOException {
        List<Path> files = render(new StreamRenderer(), new PianoRollEncoding(1, 4, 96, false), "first");
        assertEquals(List.of("first.mid", "first.txt", "first.musicxml"),
                files.stream().map(file -> file.getFileName().toString()).toList());
        assertEquals(
                """
                {0.0} <music21.stream.Measure 1 offset=0.0>
                    {0.0} <music21.tempo.MetronomeMark Quarter=96>
                    {0.0} <music21.key.Key of C major>
                    {0.0} <music21.meter.TimeSignature 4/4>
                    {0.0} <music21.chord.Chord C3 G4 E5>
                    {2.0} <music21.chord.Chord G3 F4 B4 D5>
                {4.0} <music21.stream.Measure 2 offset=4.0>
                    {0.0} <music21.note.Rest half>
                    {2.0} <music21.bar.Barline type=final>
                """,
                Files.readString(files.get(1)));
        assertTrue(Files.readString(files.get(2)).contains("<work-title>First &amp; only</work-title>"));

        List<Path> again = render(new StreamRenderer(), new PianoRollEncoding(1, 4, 96, false), "again");
        for (int file = 0; file < files.size(); file++) {
            assertArrayEquals(Files.readAllBytes(files.get(file)), Files.readAllBytes(again.get(file)));
        }
    }

    @Test
    void writesOnlyWhatIsAskedFor() throws IOException {
        StreamRenderer renderer = new StreamRenderer(false, true, false, 0, 85, 0);
        // MIDI holds neither 7 steps a quarter nor a tempo of 2; text does.
        List<Path> files = render(renderer, new PianoRollEncoding(7, 4, 2, false), "text");
        assertEquals(List.of(folder.resolve("text.txt")), files);
        assertTrue(Files.readString(files.get(0)).contains("Quarter=2>"));
    }

    @Test
    void keepsOnsets() throws IOException {
        PianoRollEncoding encoding = new PianoRollEncoding(1, 4, 96, true);
        PianoRoll repeated = new PianoRoll.Builder(2, 1).note(39, 0, 1).note(39, 1, 2).build();
        Sample sample = new Sample("", encoding.encode(repeated), encoding);
        List<Path> files = new StreamRenderer().render(request(sample, "onsets"));
        String text = Files.readString(files.get(1));
        assertEquals(2, text.split("<music21.chord.Chord C4>", -1).length - 1, text);
        assertTrue(!Files.readString(files.get(2)).contains("<tie "), "two strokes are not tied");
    }

    @Test
    void refusesWhatItCannotDo() {
        assertMessage("program: must be from 0 to 127, was 128",
                () -> new StreamRenderer(true, true, true, 128, 85, 0));
        assertMessage("velocity: must be from 1 to 127, was 0", () -> new StreamRenderer(true, true, true, 0, 0, 0));
        assertMessage("tempo: must be 0 or from 4 to 1000, was NaN",
                () -> new StreamRenderer(true, true, true, 0, 85, Double.NaN));
        assertMessage("midi: must be true if text and musicxml are false",
                () -> new StreamRenderer(false, false, false, 0, 85, 0));

        PianoRollEncoding sevenths = new PianoRollEncoding(7, 4, 96, false);
        UserError drift = assertThrows(UserError.class, () -> render(new StreamRenderer(), sevenths, "sevenths"));
        assertFalse(Files.exists(folder.resolve("sevenths.txt")), "half a sample");
        assertEquals("stream: MIDI cannot hold 7 steps a quarter exactly: jMusic counts 480 ticks a quarter, and they"
                + " do not divide it; set the data's stepsPerQuarter to one that does, such as 4 or 12, or the renderer's"
                + " midi to false", drift.getMessage());

        Encoding words = new Encoding() {
            @Override
            public int symbols() {
                return PianoRoll.PITCHES;
            }

            @Override
            public String meaning() {
                return "words";
            }
        };
        assertThrows(UserError.class, () -> new StreamRenderer().render(request(sample(words), "words")));
    }

    private static void assertMessage(String message, Runnable construction) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, construction::run).getMessage());
    }

    private List<Path> render(Renderer renderer, PianoRollEncoding encoding, String stem) throws IOException {
        return renderer.render(request(sample(encoding), stem));
    }

    private Renderer.Request request(Sample sample, String stem) {
        return new Renderer.Request(sample, folder, stem, List.of(), notice -> {});
    }

    private static Sample sample(Encoding encoding) {
        PianoRoll.Builder roll = new PianoRoll.Builder(6, 1);
        for (int pitch : new int[] {27, 46, 55}) {
            roll.note(pitch, 0, 2);
        }
        for (int pitch : new int[] {34, 44, 50, 53}) {
            roll.note(pitch, 2, 4);
        }
        return new Sample("First & only", new PianoRollEncoding(1, 4, 96, false).encode(roll.build()), encoding);
    }
}
