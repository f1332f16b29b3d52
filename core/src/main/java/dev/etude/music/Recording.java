package dev.etude.music;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * A 24-bit WAV file fresh from a synthesizer, measured, to be levelled into the 16-bit WAV file that people get.
 *
 * <p>Synthesizers and their sound fonts differ in loudness by a factor of ten. Recording in 24 bits leaves room for
 * that; levelling makes the loudest moment of every recording equally loud, so that samples can be compared by ear.
 *
 * @param file the recording: signed, little-endian, 24 bits a sample
 * @param sampleRate frames a second, in hertz
 * @param channels 1 or 2
 * @param frames its length in frames
 * @param peak the largest sample as a fraction of full scale, 0 to 1
 */
public record Recording(Path file, int sampleRate, int channels, long frames, double peak) {
    private static final double LEVELLED_PEAK = 0.8;
    private static final double SILENT_PEAK = 64.0 / 32768;
    private static final int FULL_SCALE_24 = 0x7FFFFF;
    private static final int FULL_SCALE_16 = 0x7FFF;
    private static final int BYTES_A_SAMPLE = 3;
    private static final int FRAMES_A_CHUNK = 4096;
    private static final int HEADER_BYTES = 44;

    /**
     * Measures a recording.
     *
     * @throws IOException if it cannot be read, or is no 24-bit WAV file
     */
    public static Recording measure(Path file) throws IOException {
        try (AudioInputStream audio = open(file)) {
            AudioFormat format = audio.getFormat();
            if (format.getSampleSizeInBits() != 8 * BYTES_A_SAMPLE || format.isBigEndian()) {
                throw new IOException(file + ": expected a 24-bit WAV file, found " + format);
            }
            int largest = 0;
            byte[] chunk = new byte[FRAMES_A_CHUNK * format.getFrameSize()];
            for (int length = read(audio, chunk); length > 0; length = read(audio, chunk)) {
                for (int offset = 0; offset < length; offset += BYTES_A_SAMPLE) {
                    largest = Math.max(largest, Math.abs(sample(chunk, offset)));
                }
            }
            return new Recording(file, Math.round(format.getSampleRate()), format.getChannels(), audio.getFrameLength(),
                    Math.min(1, largest / (double) FULL_SCALE_24));
        }
    }

    /** The length in seconds. */
    public double seconds() {
        return (double) frames / sampleRate;
    }

    /** Whether it holds nothing that could be heard once levelled: at most the noise of dithering. */
    public boolean isSilent() {
        return peak <= SILENT_PEAK;
    }

    /** Whether it reaches full scale, where a synthesizer cuts off what is louder. */
    public boolean clips() {
        return peak >= 1 - 2.0 / FULL_SCALE_16;
    }

    /**
     * Writes the 16-bit WAV file whose loudest sample is 0.8 of full scale; silence stays silent. The file appears
     * whole or not at all.
     */
    public void level(Path target) throws IOException {
        double gain = isSilent() ? 1 : LEVELLED_PEAK / peak;
        double factor = gain * FULL_SCALE_16 / FULL_SCALE_24;
        Path aside = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (AudioInputStream audio = open(file);
                    OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside))) {
                out.write(header());
                byte[] chunk = new byte[FRAMES_A_CHUNK * BYTES_A_SAMPLE * channels];
                for (int length = read(audio, chunk); length > 0; length = read(audio, chunk)) {
                    for (int offset = 0; offset < length; offset += BYTES_A_SAMPLE) {
                        int levelled = (int) Math.round(sample(chunk, offset) * factor);
                        out.write(levelled);
                        out.write(levelled >> 8);
                    }
                }
            }
            Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException exception) {
            aside.toFile().delete();
            throw exception;
        }
    }

    private byte[] header() {
        int frameBytes = 2 * channels;
        int dataBytes = Math.toIntExact(frames * frameBytes);
        return ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + dataBytes).put(ascii("WAVE"))
                .put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) channels)
                .putInt(sampleRate).putInt(sampleRate * frameBytes).putShort((short) frameBytes).putShort((short) 16)
                .put(ascii("data")).putInt(dataBytes)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static AudioInputStream open(Path file) throws IOException {
        try {
            return AudioSystem.getAudioInputStream(file.toFile());
        } catch (UnsupportedAudioFileException exception) {
            throw new IOException(file + ": not a WAV file", exception);
        }
    }

    /** Fills the chunk as far as the audio reaches; the number of bytes read. */
    private static int read(AudioInputStream audio, byte[] chunk) throws IOException {
        return audio.readNBytes(chunk, 0, chunk.length);
    }

    private static int sample(byte[] chunk, int offset) {
        return chunk[offset + 2] << 16 | (chunk[offset + 1] & 0xFF) << 8 | chunk[offset] & 0xFF;
    }
}
