package dev.etude.plugins.timidity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real TiMidity++. Skipped where it is not installed, unless the environment variable CI is true. */
class TimidityRendererTest {
    private static final Path SOUND_FONTS = Path.of("/usr/share/sounds/sf2");

    @TempDir
    private Path folder;

    private Fixture fixture;

    @BeforeEach
    void needsTimidity() {
        fixture = new Fixture(folder);
        try {
            new ProcessBuilder("timidity", "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException missing) {
            if ("true".equals(System.getenv("CI"))) {
                fail("TiMidity++ is not installed, and CI must test with it", missing);
            }
            Assumptions.abort("TiMidity++ is not installed: apt-get install timidity timgm6mb-soundfont");
        }
    }

    @Test
    void playsTheChordAfterItsRest() throws Exception {
        List<Path> files = new TimidityRenderer().render(fixture.request(fixture.chord()));

        assertEquals(List.of(fixture.output().resolve("sample-01.wav")), files);
        short[] samples = samples(files.get(0), 44_100, 2);
        double seconds = samples.length / 2 / 44_100.0;
        assertTrue(seconds >= 2.4 && seconds < 6, seconds + " seconds");
        assertEquals(Math.round(0.8 * Short.MAX_VALUE), peak(samples, 0, samples.length));
        int beforeOnset = 2 * 44_100 - 4_410;
        assertTrue(peak(samples, 0, beforeOnset) < 64, "the rest at the beginning is kept");
        assertTrue(peak(samples, beforeOnset, beforeOnset + 44_100) > 10_000, "and the chord follows it");
        assertOnlyTheWav();
    }

    @Test
    void theSameSampleGivesTheSameBytes() throws Exception {
        Path midi = fixture.chord();
        byte[] first = Files.readAllBytes(new TimidityRenderer().render(fixture.request(midi)).get(0));
        byte[] second = Files.readAllBytes(new TimidityRenderer().render(fixture.request(midi)).get(0));

        assertArrayEquals(first, second);
    }

    @Test
    void rendersMonoAtAnotherRate() throws Exception {
        TimidityRenderer renderer =
                new TimidityRenderer("timidity", Optional.empty(), 22_050, false, 60, Optional.empty());

        short[] samples = samples(renderer.render(fixture.request(fixture.chord())).get(0), 22_050, 1);

        assertTrue(samples.length / 22_050.0 >= 2.4, "as long as in stereo");
    }

    @Test
    void aSampleWithoutNotesIsSilence() throws Exception {
        short[] samples = samples(new TimidityRenderer().render(fixture.request(fixture.silence())).get(0), 44_100, 2);

        assertTrue(peak(samples, 0, samples.length) < 64);
    }

    @Test
    void playsWithASoundFontWhoseNameHasSpaces() throws Exception {
        Path installed = anInstalledSoundFont();
        Path soundfont = Files.copy(installed, folder.resolve("my grand piano.SF2"));
        TimidityRenderer renderer = with(soundfont);

        short[] samples = samples(renderer.render(fixture.request(fixture.chord())).get(0), 44_100, 2);

        assertTrue(peak(samples, 88_200, samples.length) > 10_000);
        assertEquals(List.of(), fixture.notices());
    }

    @Test
    void aConfigurationWithoutSoundsIsRefused() throws Exception {
        assumeNoSoundsOfItsOwn();
        Path empty = fixture.file("empty.cfg", "# nothing\n");
        Path lost = fixture.file("lost.cfg", "bank 0\n0 %font \"nowhere.sf2\" 0 0\n");

        for (Path configuration : List.of(empty, lost)) {
            UserError refused = assertThrows(UserError.class, () -> with(configuration).render(fixture.request(fixture.chord())));

            assertTrue(refused.getMessage().startsWith("timidity.soundfont: " + configuration + " gives no sound"),
                    refused.getMessage());
        }
        assertEquals(0, Files.list(fixture.output()).count());
    }

    private void assertOnlyTheWav() throws IOException {
        try (Stream<Path> files = Files.list(fixture.output())) {
            assertEquals(List.of("sample-01.wav"), files.map(file -> file.getFileName().toString()).toList());
        }
    }

    /** A configuration that is named adds to TiMidity++'s own, so only without sounds there can it give none. */
    private void assumeNoSoundsOfItsOwn() throws Exception {
        try {
            for (Path file : new TimidityRenderer().render(fixture.request(fixture.chord()))) {
                Files.delete(file);
            }
        } catch (UserError none) {
            return;
        }
        Assumptions.assumeFalse(fixture.notices().isEmpty(), "TiMidity++'s own configuration has sounds");
    }

    private static TimidityRenderer with(Path soundfont) {
        return new TimidityRenderer("timidity", Optional.of(soundfont), 44_100, true, 60, Optional.empty());
    }

    private static Path anInstalledSoundFont() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(SOUND_FONTS), "no SoundFont in " + SOUND_FONTS);
        try (Stream<Path> files = Files.list(SOUND_FONTS)) {
            Optional<Path> found = files.filter(file -> file.toString().endsWith(".sf2")).findFirst();
            Assumptions.assumeTrue(found.isPresent(), "no SoundFont in " + SOUND_FONTS);
            return found.get();
        }
    }

    private static short[] samples(Path wav, int rate, int channels) throws Exception {
        try (AudioInputStream audio = AudioSystem.getAudioInputStream(wav.toFile())) {
            assertEquals(new AudioFormat(rate, 16, channels, true, false).toString(), audio.getFormat().toString());
            byte[] bytes = audio.readAllBytes();
            short[] samples = new short[bytes.length / 2];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
            return samples;
        }
    }

    private static int peak(short[] samples, int from, int to) {
        int peak = 0;
        for (int index = from; index < Math.min(to, samples.length); index++) {
            peak = Math.max(peak, Math.abs(samples[index]));
        }
        return peak;
    }
}
