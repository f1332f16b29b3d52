package dev.etude.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * A WAV file made small enough to travel inside a page.
 *
 * @param file the recording
 * @param seconds its length
 */
record Sound(Path file, double seconds) {
    private static final int HEADER_BYTES = 58;

    /** Half the width of the low-pass filter, in samples of the slower rate; a Hann-windowed sinc. */
    private static final int LOBES = 16;

    /** Where the filter begins to cut, as a fraction of what the slower rate can hold. */
    private static final double CUTOFF = 0.92;

    /** How small. */
    enum Quality {
        /** Mono, 22.05 kHz, 16 bits: 44 kB a second. */
        FULL(22_050, 16),

        /** Mono, 11.025 kHz, 8-bit µ-law: 11 kB a second, for a first impression. */
        SKETCH(11_025, 8);

        private final int rate;
        private final int bits;

        Quality(int rate, int bits) {
            this.rate = rate;
            this.bits = bits;
        }
    }

    /**
     * Looks at a recording.
     *
     * @throws IOException if it cannot be read, or is no audio file that Java knows
     */
    static Sound of(Path file) throws IOException {
        try {
            AudioFileFormat format = AudioSystem.getAudioFileFormat(file.toFile());
            if (format.getFrameLength() < 0 || !(format.getFormat().getFrameRate() > 0)) {
                throw new IOException(file + ": does not say how long it is");
            }
            return new Sound(file, format.getFrameLength() / (double) format.getFormat().getFrameRate());
        } catch (UnsupportedAudioFileException unknown) {
            throw new IOException(file + ": not a WAV file", unknown);
        }
    }

    /** How many bytes {@link #shrink} makes of it at most. */
    long bytes(Quality quality) {
        return HEADER_BYTES + (long) Math.ceil(seconds * quality.rate + 1) * quality.bits / 8;
    }

    /** The recording as a small WAV file. */
    byte[] shrink(Quality quality) throws IOException {
        try (AudioInputStream audio = AudioSystem.getAudioInputStream(file.toFile());
                AudioInputStream plain = AudioSystem.getAudioInputStream(signed16(audio.getFormat()), audio)) {
            int rate = Math.round(plain.getFormat().getSampleRate());
            short[] mono = mono(plain);
            return rate > quality.rate
                    ? wav(slower(mono, rate, quality.rate), quality.rate, quality)
                    : wav(mono, rate, quality);
        } catch (UnsupportedAudioFileException unknown) {
            throw new IOException(file + ": not a WAV file", unknown);
        }
    }

    private static AudioFormat signed16(AudioFormat format) {
        return new AudioFormat(format.getSampleRate(), 16, format.getChannels(), true, false);
    }

    private static short[] mono(AudioInputStream audio) throws IOException {
        int channels = audio.getFormat().getChannels();
        short[] mono = new short[Math.toIntExact(audio.getFrameLength())];
        ByteBuffer chunk = ByteBuffer.allocate(4096 * 2 * channels).order(ByteOrder.LITTLE_ENDIAN);
        int frames = 0;
        for (int length = fill(audio, chunk); length > 0 && frames < mono.length; length = fill(audio, chunk)) {
            for (int frame = 0; frame < length / (2 * channels) && frames < mono.length; frame++) {
                int sum = 0;
                for (int channel = 0; channel < channels; channel++) {
                    sum += chunk.getShort(2 * (frame * channels + channel));
                }
                mono[frames++] = (short) (sum / channels);
            }
        }
        return Arrays.copyOf(mono, frames);
    }

    private static int fill(AudioInputStream audio, ByteBuffer chunk) throws IOException {
        return audio.readNBytes(chunk.array(), 0, chunk.capacity());
    }

    private static short[] slower(short[] samples, int rate, int slowerRate) {
        double ratio = (double) rate / slowerRate;
        // Output samples fall on this many different places between input samples, each with a filter of its own.
        int places = slowerRate / greatestCommonDivisor(rate, slowerRate);
        int reach = (int) Math.ceil(LOBES * ratio);
        double[][] filters = new double[places][];
        for (int place = 0; place < places; place++) {
            double between = (long) place * rate % slowerRate / (double) slowerRate;
            filters[place] = filter(between, ratio, reach);
        }
        short[] slower = new short[(int) (samples.length / ratio)];
        for (int i = 0; i < slower.length; i++) {
            int centre = (int) ((long) i * rate / slowerRate);
            double[] filter = filters[i % places];
            double sum = 0;
            for (int tap = Math.max(-reach, -centre); tap <= reach && centre + tap < samples.length; tap++) {
                sum += filter[tap + reach] * samples[centre + tap];
            }
            slower[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
        }
        return slower;
    }

    private static double[] filter(double between, double ratio, int reach) {
        double[] filter = new double[2 * reach + 1];
        double sum = 0;
        for (int tap = -reach; tap <= reach; tap++) {
            double x = (tap - between) / ratio;
            double window = Math.abs(x) >= LOBES ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * x / LOBES);
            double angle = Math.PI * x * CUTOFF;
            filter[tap + reach] = window * (angle == 0 ? 1 : Math.sin(angle) / angle);
            sum += filter[tap + reach];
        }
        for (int i = 0; i < filter.length; i++) {
            filter[i] /= sum;
        }
        return filter;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private static byte[] wav(short[] samples, int rate, Quality quality) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        AudioFormat format = new AudioFormat(rate, 16, 1, true, false);
        AudioInputStream audio = new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, samples.length);
        if (quality.bits == 8) {
            audio = AudioSystem.getAudioInputStream(AudioFormat.Encoding.ULAW, audio);
        }
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        AudioSystem.write(audio, AudioFileFormat.Type.WAVE, wav);
        return wav.toByteArray();
    }
}
