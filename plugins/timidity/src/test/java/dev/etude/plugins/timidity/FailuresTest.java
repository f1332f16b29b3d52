package dev.etude.plugins.timidity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.Plugin;
import dev.etude.spi.Renderer;
import dev.etude.spi.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong, with small programs in the place of TiMidity++. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are shell scripts")
class FailuresTest {
    @TempDir
    private Path folder;

    private Fixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new Fixture(folder);
    }

    @Test
    void aMissingProgramIsSaidWithWhatToInstall() {
        TimidityRenderer renderer = program("no-such-timidity", Optional.empty());

        UserError error = assertThrows(UserError.class, () -> renderer.render(fixture.request(fixture.chord())));

        assertOneLine(error, "cannot find or start the program no-such-timidity", "apt-get install", "otherwise: java-synth");
    }

    @Test
    void theStandInRendersWhereTheProgramIsMissing() throws Exception {
        TimidityRenderer renderer = program("no-such-timidity", Optional.of(new TextStandIn()));

        List<Path> files = renderer.render(fixture.request(fixture.chord()));

        assertEquals(List.of(fixture.output().resolve("sample-01.txt")), files);
        assertEquals(List.of("timidity: cannot find or start the program no-such-timidity; text-stand-in renders instead"),
                fixture.notices());
    }

    @Test
    void theStandInRendersWhereNoSoundFontIsInstalled() throws Exception {
        TimidityRenderer renderer =
                program(fixture.script("echo 'fluid.cfg: No such file or directory'; exit 1"), Optional.of(new TextStandIn()));

        List<Path> files = renderer.render(fixture.request(fixture.chord()));

        assertTrue(files.get(0).endsWith("sample-01.txt"), files.toString());
        assertEquals(List.of("timidity: finds no sound font (fluid.cfg: No such file or directory); text-stand-in renders instead"),
                fixture.notices());
    }

    @Test
    void theStandInDoesNotHideAWrongSoundFont() throws Exception {
        Path lost = folder.resolve("lost.sf2");
        TimidityRenderer renderer = new TimidityRenderer(
                fixture.script("exit 0"), Optional.of(lost), 44_100, true, 60, Optional.of(new TextStandIn()));

        UserError error = assertThrows(UserError.class, () -> renderer.render(fixture.request(fixture.chord())));

        assertOneLine(error, "timidity.soundfont", "no such file", lost.toString());
    }

    @Test
    void aFileThatIsNoSoundFontIsRefused() throws Exception {
        for (String content : List.of("", "RIFF", "RIFF1234sfbkLIST1234pdta", "RIFF1234sfbkLIST1234pdtaphdr\1\1\1\1", "an essay")) {
            Path junk = fixture.file("junk.sf2", content);
            TimidityRenderer renderer = new TimidityRenderer(
                    fixture.script("exit 0"), Optional.of(junk), 44_100, true, 60, Optional.empty());

            UserError error = assertThrows(UserError.class, () -> renderer.render(fixture.request(fixture.chord())));

            assertOneLine(error, "timidity.soundfont", junk + " is not a SoundFont 2 file");
        }
    }

    @Test
    void successWithoutMusicIsNotBelieved() throws Exception {
        Path nothing = wav(24, 0, 0);
        Path short24 = wav(24, 44_100, 0x400000);
        Path sixteen = wav(16, 200_000, 0x4000);

        assertFails(fixture.script("exit 0"), "wrote no 24-bit WAV of");
        assertFails(fixture.script("echo junk > $out"), "wrote no 24-bit WAV of");
        assertFails(fixture.script("cp " + sixteen + " $out"), "wrote no 24-bit WAV of");
        assertFails(fixture.script("cp " + nothing + " $out"), "played 0.0 of the 2.5 seconds of");
        assertFails(fixture.script("cp " + short24 + " $out"), "played 1.0 of the 2.5 seconds of");
        assertFails(fixture.script("echo 'no more space'; exit 2"), "ended with exit code 2 on", "(no more space)");
    }

    @Test
    void aProgramThatHangsIsStopped() throws Exception {
        TimidityRenderer renderer =
                new TimidityRenderer(fixture.script("exec sleep 600"), Optional.empty(), 44_100, true, 1, Optional.empty());

        IOException error = assertThrows(IOException.class, () -> renderer.render(fixture.request(fixture.chord())));

        assertOneLine(error, "still busy with", "after 1 seconds", "timidity.timeout");
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        TimidityRenderer renderer = program(fixture.script("exec sleep 600"), Optional.empty());
        Path midi = fixture.chord();
        Thread.currentThread().interrupt();

        assertThrows(InterruptedIOException.class, () -> renderer.render(fixture.request(midi)));
        assertTrue(Thread.interrupted(), "the interrupt is kept for the caller");
    }

    @Test
    void clippingIsNoticed() throws Exception {
        TimidityRenderer renderer = program(fixture.script("cp " + wav(24, 200_000, 0x7FFFFF) + " $out"), Optional.empty());

        renderer.render(fixture.request(fixture.chord()));

        assertEquals(1, fixture.notices().size());
        assertTrue(fixture.notices().get(0).contains("cut off"), fixture.notices().get(0));
    }

    @Test
    void junkMidiIsRefused() throws Exception {
        Path junk = fixture.file("sample-01.mid", "MThd and then an essay");

        IOException error = assertThrows(IOException.class, () -> new TimidityRenderer().render(fixture.request(junk)));

        assertOneLine(error, junk + ": not a MIDI file");
    }

    @Test
    void aSampleWithoutMidiAsksForTheStreamRenderer() throws Exception {
        Path text = fixture.file("sample-01.txt", "C E G");

        UserError error = assertThrows(UserError.class, () -> new TimidityRenderer().render(fixture.request(text)));

        assertOneLine(error, "needs a .mid file", "stream before timidity");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path notAFolder = fixture.file("output", "a file");
        TimidityRenderer renderer = program(fixture.script("cp " + wav(24, 200_000, 0x400000) + " $out"), Optional.empty());

        IOException error = assertThrows(IOException.class,
                () -> renderer.render(fixture.request(fixture.chord(), notAFolder)));

        assertOneLine(error, "timidity: cannot write " + notAFolder.resolve("sample-01.wav"), "Not a directory");
    }

    @Test
    void settingsAreChecked() {
        assertRefused("program: ", () -> new TimidityRenderer(" ", Optional.empty(), 44_100, true, 60, Optional.empty()));
        assertRefused("rate: ", () -> new TimidityRenderer("timidity", Optional.empty(), 7_999, true, 60, Optional.empty()));
        assertRefused("rate: ", () -> new TimidityRenderer("timidity", Optional.empty(), 96_001, true, 60, Optional.empty()));
        assertRefused("timeout: ", () -> new TimidityRenderer("timidity", Optional.empty(), 44_100, true, 0, Optional.empty()));
        assertRefused("soundfont: ", () -> new TimidityRenderer(
                "timidity", Optional.of(Path.of("piano.wav")), 44_100, true, 60, Optional.empty()));
    }

    private void assertFails(String program, String... parts) throws Exception {
        Path midi = fixture.chord();
        IOException error = assertThrows(IOException.class,
                () -> program(program, Optional.empty()).render(fixture.request(midi)));

        assertOneLine(error, parts);
        assertTrue(error.getMessage().contains(midi.toString()), error.getMessage());
        assertFalse(Files.exists(fixture.output().resolve("sample-01.wav")));
    }

    private static void assertRefused(String start, Runnable construction) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, construction::run);
        assertTrue(refused.getMessage().startsWith(start), refused.getMessage());
    }

    private static void assertOneLine(Exception error, String... parts) {
        assertEquals(1, error.getMessage().lines().count(), error.getMessage());
        Arrays.stream(parts).forEach(part -> assertTrue(error.getMessage().contains(part), error.getMessage()));
    }

    private static TimidityRenderer program(String program, Optional<Renderer> otherwise) {
        return new TimidityRenderer(program, Optional.empty(), 44_100, true, 60, otherwise);
    }

    /** A mono file in which every sample has one value. */
    private Path wav(int bits, int frames, int value) throws IOException {
        byte[] data = new byte[frames * bits / 8];
        for (int offset = 0; offset < data.length; offset++) {
            data[offset] = (byte) (value >> 8 * (offset % (bits / 8)));
        }
        Path file = Files.createTempFile(folder, "played", ".wav");
        AudioInputStream audio = new AudioInputStream(
                new ByteArrayInputStream(data), new AudioFormat(44_100, bits, 1, true, false), frames);
        AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
        return file;
    }

    /** Writes the title. */
    @Plugin("text-stand-in")
    record TextStandIn() implements Renderer {
        @Override
        public List<Path> render(Request request) throws IOException {
            return List.of(Files.writeString(request.file("txt"), request.sample().title()));
        }
    }
}
