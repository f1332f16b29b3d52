package dev.etude.plugins.javasynth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.music.PianoRoll;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Renderer;
import dev.etude.spi.Sample;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaSynthRendererTest {
    private static final int RATE = 44_100;

    @TempDir
    private Path folder;

    @Test
    void playsTheNoteAfterItsRestAndLetsItFade() throws Exception {
        List<Path> files = new JavaSynthRenderer().render(request(midi(60), folder));

        assertEquals(List.of(folder.resolve("sample-01.wav")), files);
        double[] sound = left(files.get(0));
        assertEquals(4.5, sound.length / (double) RATE, 0.001, "a second of rest, one and a half of a note, two of tail");
        assertTrue(peak(sound, 0, 0.98) < 0.001, "the rest at the beginning is kept");
        assertTrue(peak(sound, 1, 1.2) > 0.3, "the note follows it");
        assertTrue(peak(sound, 4.4, 4.5) < 0.01, "and has faded at the end");
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of("sample-01.mid", "sample-01.wav"), left.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void theSameSampleGivesTheSameBytes() throws Exception {
        Path midi = midi(60, 64, 67);
        byte[] first = Files.readAllBytes(new JavaSynthRenderer().render(request(midi, folder)).get(0));
        byte[] second = Files.readAllBytes(new JavaSynthRenderer().render(request(midi, folder)).get(0));

        assertArrayEquals(first, second);
    }

    /** Six neighbouring keys share a recorded sound, so steps of five meet each of its transpositions. */
    @Test
    void keysAreInTune() throws Exception {
        for (int key = 21; key <= 108; key = key == 106 ? 108 : key + 5) {
            double[] sound = left(new JavaSynthRenderer().render(request(midi(key), folder)).get(0));
            double hertz = 440 * Math.pow(2, (key - 69) / 12.0);

            int strongest = IntStream.rangeClosed(-12, 12)
                    .map(tenCents -> 10 * tenCents)
                    .boxed()
                    .max(Comparator.comparingDouble(cents -> strength(sound, hertz * Math.pow(2, cents / 1200.0))))
                    .orElseThrow();

            assertTrue(Math.abs(strongest) <= 10, "key " + key + " is off by " + strongest + " cents");
        }
    }

    @Test
    void allKeysAtOnceDoNotClip() throws Exception {
        double[] sound = left(new JavaSynthRenderer().render(request(midi(IntStream.range(21, 109).toArray()), folder)).get(0));

        assertTrue(peak(sound, 0, 4.5) < 0.81);
    }

    @Test
    void aSampleWithoutNotesIsSilence() throws Exception {
        double[] sound = left(new JavaSynthRenderer().render(request(midi(), folder)).get(0));

        assertEquals(2.0, sound.length / (double) RATE, 0.001);
        assertTrue(peak(sound, 0, 2) < 0.001);
    }

    @Test
    void saysThatItHasAPianoAloneWhereAnotherInstrumentIsAskedFor() throws Exception {
        List<String> said = new ArrayList<>();
        for (int program : new int[] {0, 42}) {
            Sequence sequence = new Sequence(Sequence.PPQ, 480, 1);
            sequence.getTracks()[0].add(new MidiEvent(new ShortMessage(ShortMessage.PROGRAM_CHANGE, 0, program, 0), 0));
            note(sequence.getTracks()[0], 60, 0, 480);
            Renderer.Request request = request(write(sequence), folder);
            new JavaSynthRenderer().render(new Renderer.Request(
                    request.sample(), request.folder(), request.stem(), request.made(), said::add));
        }

        assertEquals(1, said.size(), said.toString());
        assertTrue(said.get(0).startsWith("java-synth: plays its own piano, whatever the program; set java-synth.soundfont"));
    }

    @Test
    void playsWithASoundFontOfTheUsers() throws Exception {
        short[] square = new short[RATE];
        for (int frame = 0; frame < square.length; frame++) {
            square[frame] = (short) (frame / 100 % 2 == 0 ? 8_000 : -8_000);
        }
        byte[] font = SoundFontFile.of("Square", RATE, List.of(new SoundFontFile.Zone(0, 127, 60, square)));
        Path soundfont = Files.write(folder.resolve("square wave.sf2"), font);

        double[] sound = left(new JavaSynthRenderer(Optional.of(soundfont)).render(request(midi(60), folder)).get(0));

        assertTrue(strength(sound, 220.5) > 10 * strength(sound, 261.6), "the sample is played as recorded");
    }

    @Test
    void aMissingSoundFontIsNamed() {
        Path lost = folder.resolve("lost.sf2");

        UserError error = assertThrows(UserError.class,
                () -> new JavaSynthRenderer(Optional.of(lost)).render(request(midi(60), folder)));

        assertOneLine(error, "java-synth.soundfont: no such file: " + lost);
    }

    @Test
    void aSoundFontWithoutSoundIsRefused() throws Exception {
        byte[] font = SoundFontFile.of("High", RATE, List.of(new SoundFontFile.Zone(100, 127, 100, new short[RATE])));
        Path soundfont = Files.write(folder.resolve("high.sf2"), font);

        UserError error = assertThrows(UserError.class,
                () -> new JavaSynthRenderer(Optional.of(soundfont)).render(request(midi(60), folder)));

        assertOneLine(error, "java-synth.soundfont: " + soundfont + " gives no sound for sample-01.mid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "an essay", "RIFF\4\0\0\0sfbk", "RIFF\20\0\0\0sfbkLIST\4\0\0\0pdta"})
    void aFileThatIsNoSoundFontIsRefused(String content) throws Exception {
        Path junk = Files.writeString(folder.resolve("junk.sf2"), content);

        UserError error = assertThrows(UserError.class,
                () -> new JavaSynthRenderer(Optional.of(junk)).render(request(midi(60), folder)));

        assertOneLine(error, "java-synth.soundfont: " + junk);
    }

    @Test
    void junkMidiIsRefused() throws Exception {
        Path junk = Files.writeString(folder.resolve("sample-01.mid"), "an essay");

        IOException error = assertThrows(IOException.class, () -> new JavaSynthRenderer().render(request(junk, folder)));

        assertOneLine(error, junk + ": not a MIDI file");
    }

    @Test
    void anEndlessPieceIsRefused() throws Exception {
        Sequence sequence = new Sequence(Sequence.PPQ, 1);
        note(sequence.createTrack(), 60, 0, 100_000);

        UserError error = assertThrows(UserError.class, () -> new JavaSynthRenderer().render(request(write(sequence), folder)));

        assertOneLine(error, "lasts 833 minutes");
        assertFalse(Files.exists(folder.resolve("sample-01.wav")));
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path notAFolder = Files.writeString(folder.resolve("output"), "a file");

        IOException error = assertThrows(IOException.class, () -> new JavaSynthRenderer().render(request(midi(60), notAFolder)));

        assertOneLine(error, "java-synth: cannot write " + notAFolder.resolve("sample-01.wav"));
    }

    /** A second of rest, then the keys for one and a half. */
    private Path midi(int... keys) throws IOException, InvalidMidiDataException {
        Sequence sequence = new Sequence(Sequence.PPQ, 480);
        Track track = sequence.createTrack();
        for (int key : keys) {
            note(track, key, 960, 2400);
        }
        return write(sequence);
    }

    private Path write(Sequence sequence) throws IOException {
        Path midi = folder.resolve("sample-01.mid");
        MidiSystem.write(sequence, 1, midi.toFile());
        return midi;
    }

    private static void note(Track track, int key, long from, long to) throws InvalidMidiDataException {
        track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, 0, key, 100), from));
        track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_OFF, 0, key, 0), to));
    }

    private static Renderer.Request request(Path midi, Path output) {
        PianoRollEncoding encoding = new PianoRollEncoding(4, 4, 120, false);
        Sample sample = new Sample("a note", encoding.encode(new PianoRoll.Builder(16, 4).build()), encoding);
        return new Renderer.Request(sample, output, "sample-01", List.of(midi), notice -> {
            throw new AssertionError("unexpected notice: " + notice);
        });
    }

    private static double[] left(Path wav) throws Exception {
        try (AudioInputStream audio = AudioSystem.getAudioInputStream(wav.toFile())) {
            assertEquals(new AudioFormat(RATE, 16, 2, true, false).toString(), audio.getFormat().toString());
            ByteBuffer samples = ByteBuffer.wrap(audio.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            return IntStream.range(0, samples.capacity() / 4)
                    .mapToDouble(frame -> samples.getShort(4 * frame) / 32_768.0)
                    .toArray();
        }
    }

    private static double peak(double[] sound, double fromSeconds, double toSeconds) {
        return Arrays.stream(sound, (int) (fromSeconds * RATE), Math.min(sound.length, (int) (toSeconds * RATE)))
                .map(Math::abs).max().orElseThrow();
    }

    /** How strong a frequency is in the note's first second, by a Fourier sum with a Hann window. */
    private static double strength(double[] sound, double hertz) {
        double real = 0;
        double imaginary = 0;
        for (int frame = 0; frame < RATE; frame++) {
            double windowed = sound[RATE + frame] * (1 - Math.cos(2 * Math.PI * frame / RATE));
            real += windowed * Math.cos(2 * Math.PI * hertz * frame / RATE);
            imaginary += windowed * Math.sin(2 * Math.PI * hertz * frame / RATE);
        }
        return Math.hypot(real, imaginary);
    }

    private static void assertOneLine(Exception error, String part) {
        assertEquals(1, error.getMessage().lines().count(), error.getMessage());
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }
}
