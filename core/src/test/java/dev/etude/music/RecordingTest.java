package dev.etude.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    @TempDir
    private Path folder;

    @Test
    void levellingBringsTheLoudestSampleToFourFifths() throws Exception {
        Recording recording = Recording.measure(wav(24, 2, 10_000, 123_456));

        recording.level(folder.resolve("levelled.wav"));

        assertEquals(123_456.0 / 0x7FFFFF, recording.peak(), 1e-12);
        assertEquals(10_000, recording.frames());
        try (AudioInputStream levelled = AudioSystem.getAudioInputStream(folder.resolve("levelled.wav").toFile())) {
            assertEquals(new AudioFormat(8000, 16, 2, true, false).toString(), levelled.getFormat().toString());
            assertEquals(10_000, levelled.getFrameLength());
            byte[] samples = levelled.readAllBytes();
            int highest = 0;
            for (int offset = 0; offset < samples.length; offset += 2) {
                highest = Math.max(highest, Math.abs(samples[offset + 1] << 8 | samples[offset] & 0xFF));
            }
            assertEquals(Math.round(0.8 * Short.MAX_VALUE), highest);
        }
        assertEquals(2, Files.list(folder).count(), "nothing else is left behind");
    }

    @Test
    void noiseThatNobodyHearsIsNotMadeLoud() throws Exception {
        Recording recording = Recording.measure(wav(24, 1, 500, 1000));

        recording.level(folder.resolve("levelled.wav"));

        assertTrue(recording.isSilent());
        byte[] bytes = Files.readAllBytes(folder.resolve("levelled.wav"));
        assertTrue(bytes[44 + 1] == 0 && bytes[44] <= 4, "1000 of 24 bits is 4 of 16 bits");
    }

    @Test
    void fullScaleIsClipping() throws Exception {
        assertTrue(Recording.measure(wav(24, 1, 10, 0x7FFFFF)).clips());
        assertTrue(Recording.measure(wav(24, 1, 10, -0x800000)).clips());
        assertFalse(Recording.measure(wav(24, 1, 10, 0x7F0000)).clips());
    }

    @Test
    void otherFilesAreRefused() throws Exception {
        Path junk = Files.writeString(folder.resolve("junk.wav"), "RIFF");

        assertThrows(IOException.class, () -> Recording.measure(junk));
        assertThrows(IOException.class, () -> Recording.measure(wav(16, 1, 10, 5)));
    }

    /** A sample that alternates between a value and its negative. */
    private Path wav(int bits, int channels, int frames, int value) throws IOException {
        int sampleBytes = bits / 8;
        byte[] data = new byte[frames * channels * sampleBytes];
        for (int sample = 0; sample < frames * channels; sample++) {
            int signed = sample % 2 == 0 ? value : Math.max(-0x7FFFFF, -value);
            for (int part = 0; part < sampleBytes; part++) {
                data[sample * sampleBytes + part] = (byte) (signed >> 8 * part);
            }
        }
        AudioFormat format = new AudioFormat(8000, bits, channels, true, false);
        Path file = folder.resolve("recording.wav");
        AudioSystem.write(new AudioInputStream(new ByteArrayInputStream(data), format, frames), AudioFileFormat.Type.WAVE, file.toFile());
        return file;
    }
}
