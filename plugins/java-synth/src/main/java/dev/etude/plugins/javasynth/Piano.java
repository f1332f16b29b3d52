package dev.etude.plugins.javasynth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Soundbank;

/**
 * A piano made of sine waves: struck strings whose partials are stretched by stiffness and fade the faster the higher
 * they are (Fletcher and Rossing, The Physics of Musical Instruments, chapter 12). The same samples on every machine.
 */
final class Piano {
    private static final int RATE = 44_100;
    private static final int LOWEST_KEY = 21;
    private static final int HIGHEST_KEY = 108;
    private static final int KEYS_A_SAMPLE = 6;
    private static final int PARTIALS = 24;
    private static final double HIGHEST_HERTZ = 16_000;
    /** Where the hammer strikes, as a fraction of the string: partials with a node there are silent. */
    private static final double HAMMER = 1 / 8.3;
    /** Two strings a key, this many hertz apart, one of which fades slower. */
    private static final double[] DETUNING = {0, 0.35};
    private static final double[] FADING = {1.6, 0.6};
    private static final double[] SHARE = {0.75, 0.25};
    private static final double ATTACK_SECONDS = 0.003;

    private Piano() {}

    /** The instrument, as a sound bank that has it as program 0 of bank 0. Made at the first call. */
    static Soundbank soundbank() {
        return Holder.SOUNDBANK;
    }

    /** One key's sound, from its beginning until it has faded, in 16-bit range. */
    private static short[] strike(int key) {
        double height = (key - LOWEST_KEY) / (double) (HIGHEST_KEY - LOWEST_KEY);
        double fundamental = 440 * StrictMath.pow(2, (key - 69) / 12.0);
        double stiffness = 1e-4 * StrictMath.pow(2, (key - 48) / 10.0);
        double[] sum = new double[(int) ((7 - 5.5 * height) * RATE)];
        for (int partial = 1; partial <= PARTIALS; partial++) {
            double hertz = partial * fundamental * StrictMath.sqrt(1 + stiffness * partial * partial);
            if (hertz > HIGHEST_HERTZ) {
                break;
            }
            double loudness = StrictMath.abs(StrictMath.sin(StrictMath.PI * partial * HAMMER))
                    * StrictMath.exp(-hertz / 2_500) / StrictMath.sqrt(partial);
            double fading = 0.5 + 1.2 * height + hertz / 1_500;
            for (int string = 0; string < DETUNING.length; string++) {
                addDampedSine(sum, hertz + DETUNING[string], loudness * SHARE[string], fading * FADING[string]);
            }
        }
        return shape(sum, 0.9 - 0.4 * height);
    }

    /** Adds a sine that fades by a factor of e in {@code 1 / fading} seconds, computed as a two-pole resonator. */
    private static void addDampedSine(double[] sum, double hertz, double loudness, double fading) {
        double angle = 2 * StrictMath.PI * hertz / RATE;
        double radius = StrictMath.exp(-fading / RATE);
        double feedback = 2 * radius * StrictMath.cos(angle);
        double damping = radius * radius;
        double before = 0;
        double now = loudness * radius * StrictMath.sin(angle);
        for (int frame = 1; frame < sum.length; frame++) {
            sum[frame] += now;
            double next = feedback * now - damping * before;
            before = now;
            now = next;
        }
    }

    /** Softens beginning and end, and scales the largest value to a fraction of full scale. */
    private static short[] shape(double[] sum, double peak) {
        int attack = (int) (ATTACK_SECONDS * RATE);
        int release = sum.length / 5;
        double largest = 0;
        for (int frame = 0; frame < sum.length; frame++) {
            double fromEnd = sum.length - 1 - frame;
            sum[frame] *= Math.min(1, frame / (double) attack) * Math.min(1, fromEnd / release);
            largest = Math.max(largest, Math.abs(sum[frame]));
        }
        short[] samples = new short[sum.length];
        for (int frame = 0; frame < sum.length; frame++) {
            samples[frame] = (short) Math.round(sum[frame] / largest * peak * Short.MAX_VALUE);
        }
        return samples;
    }

    private static final class Holder {
        private static final Soundbank SOUNDBANK = make();

        private static Soundbank make() {
            List<SoundFontFile.Zone> zones = new ArrayList<>();
            int half = KEYS_A_SAMPLE / 2;
            for (int key = LOWEST_KEY + half; key <= HIGHEST_KEY + half; key += KEYS_A_SAMPLE) {
                int lowest = zones.isEmpty() ? 0 : key - half;
                int highest = key + KEYS_A_SAMPLE > HIGHEST_KEY + half ? 127 : key + half - 1;
                zones.add(new SoundFontFile.Zone(lowest, highest, key, strike(key)));
            }
            try {
                return MidiSystem.getSoundbank(new ByteArrayInputStream(SoundFontFile.of("Piano", RATE, zones)));
            } catch (InvalidMidiDataException | IOException exception) {
                throw new IllegalStateException("Java does not read the piano's sound bank", exception);
            }
        }
    }
}
