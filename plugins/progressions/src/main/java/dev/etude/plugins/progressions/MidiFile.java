package dev.etude.plugins.progressions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/**
 * Writes a progression as a Standard MIDI File: format 1, 480 ticks a quarter note, one track for tempo, metre and key,
 * one for the notes. The same progression gives the same bytes.
 */
final class MidiFile {
    private static final int TICKS_PER_QUARTER = 480;
    private static final int BEATS_PER_CHORD = 4;
    private static final int TEMPO = 100;
    private static final int VELOCITY = 80;
    private static final int FORMAT = 1;

    private static final int TRACK_NAME = 0x03;
    private static final int SET_TEMPO = 0x51;
    private static final int TIME_SIGNATURE = 0x58;
    private static final int KEY_SIGNATURE = 0x59;

    private MidiFile() {}

    /** The file's bytes: a chord a bar, in four voices. */
    static byte[] bytes(Progression progression) {
        try {
            Sequence sequence = new Sequence(Sequence.PPQ, TICKS_PER_QUARTER);
            describe(sequence.createTrack(), progression);
            play(sequence.createTrack(), Voicing.VOICE_LEADING.lay(progression.chords(), 4));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            MidiSystem.write(sequence, FORMAT, bytes);
            return bytes.toByteArray();
        } catch (InvalidMidiDataException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void describe(Track track, Progression progression) throws InvalidMidiDataException {
        int microseconds = 60_000_000 / TEMPO;
        Key key = progression.key();
        meta(track, TRACK_NAME, progression.name().getBytes(StandardCharsets.US_ASCII));
        meta(track, SET_TEMPO, (byte) (microseconds >> 16), (byte) (microseconds >> 8), (byte) microseconds);
        meta(track, TIME_SIGNATURE, (byte) 4, (byte) 2, (byte) 24, (byte) 8);
        meta(track, KEY_SIGNATURE, (byte) key.sharps(), (byte) (key.minor() ? 1 : 0));
    }

    private static void play(Track track, List<Position> positions) throws InvalidMidiDataException {
        meta(track, TRACK_NAME, "Piano".getBytes(StandardCharsets.US_ASCII));
        track.add(new MidiEvent(new ShortMessage(ShortMessage.PROGRAM_CHANGE, 0, 0, 0), 0));
        long tick = 0;
        for (Position position : positions) {
            long end = tick + BEATS_PER_CHORD * TICKS_PER_QUARTER;
            for (int pitch : position.midiPitches()) {
                track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, 0, pitch, VELOCITY), tick));
            }
            for (int pitch : position.midiPitches()) {
                track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_OFF, 0, pitch, 0), end));
            }
            tick = end;
        }
    }

    private static void meta(Track track, int type, byte... data) throws InvalidMidiDataException {
        track.add(new MidiEvent(new MetaMessage(type, data, data.length), 0));
    }
}
