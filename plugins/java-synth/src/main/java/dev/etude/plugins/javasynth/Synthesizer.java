package dev.etude.plugins.javasynth;

import dev.etude.music.MidiPerformance;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sound.midi.MidiMessage;
import javax.sound.midi.MidiUnavailableException;
import javax.sound.midi.Receiver;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Soundbank;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * The JDK's synthesizer, played into a file instead of a loudspeaker.
 *
 * <p>The method that does so, {@code AudioSynthesizer.openStream}, is public in a package that java.desktop does not
 * export; the runner exports it with {@code --add-exports}, and reflection lets this compile without.
 */
final class Synthesizer {
    private static final String PACKAGE = "com.sun.media.sound";
    private static final float RATE = 44_100;
    private static final AudioFormat FORMAT = new AudioFormat(RATE, 24, 2, true, false);
    private static final double TAIL_SECONDS = 2;
    private static final Map<String, Object> SETTINGS = Map.of("load default soundbank", false, "max polyphony", 256);
    /**
     * The synthesizer looks for settings of its own in the user's preferences, and on finding no folder for them Java
     * reports that it made one, or every half minute that it cannot.
     */
    private static final Logger PREFERENCES = Logger.getLogger("java.util.prefs");

    private Synthesizer() {}

    /** Plays the music into a 24-bit WAV file; {@code programs} says whether program changes are obeyed. */
    static void record(MidiPerformance music, Soundbank sounds, boolean programs, Path wav) throws IOException {
        try (javax.sound.midi.Synthesizer synthesizer = create();
                AudioInputStream endless = open(synthesizer);
                Receiver receiver = synthesizer.getReceiver()) {
            synthesizer.loadAllInstruments(sounds);
            for (MidiPerformance.Event event : music.events()) {
                if (programs || !changesProgram(event.message())) {
                    receiver.send(event.message(), Math.round(event.seconds() * 1e6));
                }
            }
            long frames = (long) Math.ceil((music.seconds() + TAIL_SECONDS) * RATE);
            AudioSystem.write(new AudioInputStream(endless, FORMAT, frames), AudioFileFormat.Type.WAVE, wav.toFile());
        } catch (MidiUnavailableException exception) {
            throw new IOException("java-synth: Java's synthesizer cannot be used (" + exception.getMessage() + ")",
                    exception);
        }
    }

    private static javax.sound.midi.Synthesizer create() throws IOException {
        PREFERENCES.setLevel(Level.OFF);
        try {
            return (javax.sound.midi.Synthesizer)
                    Class.forName(PACKAGE + ".SoftSynthesizer").getConstructor().newInstance();
        } catch (IllegalAccessException exception) {
            throw notExported(exception);
        } catch (ReflectiveOperationException exception) {
            throw missing(exception);
        }
    }

    private static AudioInputStream open(javax.sound.midi.Synthesizer synthesizer) throws IOException {
        try {
            return (AudioInputStream) Class.forName(PACKAGE + ".AudioSynthesizer")
                    .getMethod("openStream", AudioFormat.class, Map.class)
                    .invoke(synthesizer, FORMAT, SETTINGS);
        } catch (IllegalAccessException exception) {
            throw notExported(exception);
        } catch (ReflectiveOperationException exception) {
            throw missing(exception);
        }
    }

    private static boolean changesProgram(MidiMessage message) {
        return message instanceof ShortMessage shortMessage && shortMessage.getCommand() == ShortMessage.PROGRAM_CHANGE;
    }

    private static UserError notExported(IllegalAccessException exception) {
        return new UserError("java-synth: Java keeps its synthesizer locked; start Etude with ./runner, or Java with"
                + " --add-exports java.desktop/" + PACKAGE + "=ALL-UNNAMED", exception);
    }

    private static IOException missing(ReflectiveOperationException exception) {
        return new IOException("java-synth: this Java has no software synthesizer (" + exception + "); use an OpenJDK",
                exception);
    }
}
