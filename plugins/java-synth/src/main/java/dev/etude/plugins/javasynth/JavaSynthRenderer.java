package dev.etude.plugins.javasynth;

import dev.etude.music.MidiPerformance;
import dev.etude.music.Recording;
import dev.etude.spi.Doc;
import dev.etude.spi.MustExist;
import dev.etude.spi.Plugin;
import dev.etude.spi.Renderer;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Soundbank;

/**
 * Plays the sample's MIDI file through the JDK's software synthesizer into a 16-bit stereo WAV file at 44.1 kHz,
 * levelled so that its loudest moment is at 0.8 of full scale. Ends two seconds after the last note. Needs no sound
 * device.
 *
 * <p>Without a SoundFont, everything is played on a piano of our own. The JDK's emergency sound bank is drawn with an
 * unseeded random source, and kept in the user's home so as to sound the same twice; ours is the same on every machine.
 */
@Plugin("java-synth")
@Doc("WAV by Java's own synthesizer, from the MIDI file that an earlier renderer made; needs nothing installed")
public record JavaSynthRenderer(
        @Doc("A SoundFont (.sf2) to play with; without one, a synthetic piano") @MustExist Optional<Path> soundfont)
        implements Renderer {
    private static final double LONGEST_SECONDS = 3600;

    /** The first eight programs of General MIDI, 0 to 7, are pianos and their like. */
    private static final int LAST_PIANO = 7;

    public JavaSynthRenderer() {
        this(Optional.empty());
    }

    @Override
    public List<Path> render(Request request) throws IOException {
        Path midi = request.made("mid", "java-synth", "stream");
        MidiPerformance music = MidiPerformance.read(midi);
        if (music.seconds() > LONGEST_SECONDS) {
            throw new UserError("java-synth: " + midi + " lasts " + Math.round(music.seconds() / 60)
                    + " minutes, and the longest is 60; shorten the sample");
        }
        if (soundfont.isEmpty() && music.events().stream().anyMatch(JavaSynthRenderer::wantsAnotherInstrument)) {
            request.notices().accept("java-synth: plays its own piano, whatever the program; set java-synth.soundfont"
                    + " to hear another instrument");
        }
        Soundbank sounds = soundfont.isPresent() ? load(soundfont.get()) : Piano.soundbank();
        Path scratch = Files.createTempFile("etude-java-synth", ".wav");
        try {
            Synthesizer.record(music, sounds, soundfont.isPresent(), scratch);
            Recording recording = Recording.measure(scratch);
            if (soundfont.isPresent() && music.notes() > 0 && recording.isSilent()) {
                throw new UserError("java-synth.soundfont: " + soundfont.get() + " gives no sound for "
                        + midi.getFileName() + "; set it to another .sf2 file, or leave it out");
            }
            return List.of(write(recording, request.file("wav")));
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    private static boolean wantsAnotherInstrument(MidiPerformance.Event event) {
        return event.message() instanceof ShortMessage message
                && message.getCommand() == ShortMessage.PROGRAM_CHANGE
                && message.getData1() > LAST_PIANO;
    }

    private static Soundbank load(Path soundfont) throws IOException {
        if (!Files.isReadable(soundfont) || Files.isDirectory(soundfont)) {
            throw new UserError("java-synth.soundfont: no such file: " + soundfont
                    + "; set it to a .sf2 file, or leave it out");
        }
        try {
            return MidiSystem.getSoundbank(soundfont.toFile());
        } catch (InvalidMidiDataException | RuntimeException exception) {
            throw new UserError("java-synth.soundfont: " + soundfont
                    + " is not a SoundFont 2 file; set it to a .sf2 file, or leave it out", exception);
        }
    }

    private static Path write(Recording recording, Path wav) throws IOException {
        try {
            recording.level(wav);
            return wav;
        } catch (IOException exception) {
            throw new IOException("java-synth: cannot write " + wav + " (" + exception + ")", exception);
        }
    }
}
