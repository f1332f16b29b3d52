package dev.etude.plugins.stream;

import dev.etude.music.Key;
import dev.etude.music.KeyAnalysis;
import dev.etude.music.PianoRoll;
import dev.etude.spi.UserError;
import java.io.ByteArrayOutputStream;
import jm.music.data.Note;
import jm.music.data.Part;
import jm.music.data.Phrase;
import jm.music.data.Score;
import jm.util.Write;

/**
 * Writes a roll as a standard MIDI file with jMusic, so that reading it gives the same roll, cell by cell.
 *
 * <p>One phrase a pitch: phrases of single notes would take quadratic time. jMusic checks nothing, so every value that
 * would spoil the file is refused here.
 *
 * @param program the General MIDI instrument, 0 to 127
 * @param velocity how hard every key is struck, 1 to 127
 * @param tempo quarter notes a minute
 * @param beatsPerBar quarter notes a bar
 */
record MidiFile(int program, int velocity, double tempo, int beatsPerBar) {
    /** jMusic's resolution; it cannot be changed. */
    static final int TICKS_PER_QUARTER = 480;

    /** The slowest tempo whose microseconds a quarter fit the 24 bits that a MIDI file has for them. */
    static final double LOWEST_TEMPO = 4;

    static final double HIGHEST_TEMPO = 1000;

    private static final int HIGHEST_NUMERATOR = 255;
    private static final int HIGHEST_QUARTERS = 500_000;

    MidiFile {
        if (!(tempo >= LOWEST_TEMPO && tempo <= HIGHEST_TEMPO)) {
            throw new UserError("stream: MIDI is written at 4 to 1000 quarter notes a minute, and these data have "
                    + tempo + "; set the renderer's tempo");
        }
        if (beatsPerBar > HIGHEST_NUMERATOR) {
            throw new UserError("stream: a MIDI file has room for 255 beats a bar, not " + beatsPerBar
                    + "; set fewer beats a bar for the data");
        }
    }

    /**
     * Refuses steps that are not a whole number of ticks.
     *
     * @throws UserError if time would drift
     */
    void check(int stepsPerQuarter) {
        if (TICKS_PER_QUARTER % stepsPerQuarter != 0) {
            throw new UserError("stream: MIDI cannot hold " + stepsPerQuarter + " steps a quarter exactly: jMusic"
                    + " counts " + TICKS_PER_QUARTER + " ticks a quarter, and they do not divide it; set the data's"
                    + " stepsPerQuarter to one that does, such as 4 or 12, or the renderer's midi to false");
        }
    }

    /**
     * The bytes of the file: format 1, 480 ticks a quarter, a track for tempo and metre and one for key and notes.
     * Silence at the end is not in it, since MIDI has no way to say it. The same roll gives the same bytes. Takes time
     * quadratic in the notes, as jMusic does: seconds from 30,000 on.
     *
     * @throws UserError if a step is not a whole number of ticks, since time would drift, or if the roll is too long
     */
    byte[] bytes(PianoRoll roll) {
        check(roll.stepsPerQuarter());
        if (roll.quarterLength() > HIGHEST_QUARTERS) {
            throw new UserError("stream: MIDI is written up to " + HIGHEST_QUARTERS + " quarter notes, not "
                    + roll.quarterLength() + "; render a shorter sample");
        }
        Part part = new Part("Piano", program, 0);
        for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
            Phrase phrase = phrase(roll, pitch);
            if (phrase.size() > 0) {
                part.addPhrase(phrase);
            }
        }
        Key key = KeyAnalysis.of(roll).key();
        part.setKeySignature(key.fifths());
        part.setKeyQuality(key.isMinor() ? 1 : 0);
        Score score = new Score("", tempo, part);
        score.setTimeSignature(beatsPerBar, 4);
        return write(score);
    }

    private Phrase phrase(PianoRoll roll, int pitch) {
        double stepsPerQuarter = roll.stepsPerQuarter();
        Phrase phrase = new Phrase(0.0);
        int end = 0;
        for (int step = 0; step < roll.steps(); step++) {
            if (!roll.begins(step, pitch)) {
                continue;
            }
            if (step > end) {
                phrase.addNote(new Note(Note.REST, (step - end) / stepsPerQuarter));
            }
            end = roll.endOf(step, pitch);
            Note note = new Note(PianoRoll.LOWEST_MIDI_PITCH + pitch, (end - step) / stepsPerQuarter, velocity);
            // A key struck again is let go one tick before: of two events at one tick jMusic may write either first.
            boolean struckAgain = end < roll.steps() && roll.begins(end, pitch);
            int ticks = (end - step) * (TICKS_PER_QUARTER / roll.stepsPerQuarter()) - (struckAgain ? 1 : 0);
            note.setDuration(ticks / (double) TICKS_PER_QUARTER);
            phrase.addNote(note);
        }
        return phrase;
    }

    /** jMusic keeps its rounding in static fields and prints a dot for each note, so one thread at a time and mute. */
    private static byte[] write(Score score) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        synchronized (Write.class) {
            ThreadMute mute = ThreadMute.begin();
            try {
                Write.midi(score, bytes);
            } finally {
                mute.end();
            }
        }
        return bytes.toByteArray();
    }
}
