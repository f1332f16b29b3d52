package dev.etude.music;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiMessage;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/**
 * What a synthesizer gets to play of a MIDI file: its messages, all tracks together, each at its time.
 *
 * @param events the messages in order of time, meta messages left out
 * @param notes how many notes begin
 * @param seconds when the last note ends; 0 without notes
 */
public record MidiPerformance(List<Event> events, int notes, double seconds) {
    private static final int TEMPO = 0x51;
    private static final double DEFAULT_MICROSECONDS_PER_QUARTER = 500_000;

    public MidiPerformance {
        events = List.copyOf(events);
    }

    /**
     * One message.
     *
     * @param seconds when it is due, counted from the file's start
     * @param message the message
     */
    public record Event(double seconds, MidiMessage message) {}

    /**
     * Reads a Standard MIDI File.
     *
     * @throws IOException if it cannot be read or is no MIDI file; the message is one line that names the file
     */
    public static MidiPerformance read(Path file) throws IOException {
        try {
            return of(MidiSystem.getSequence(file.toFile()));
        } catch (InvalidMidiDataException | IOException exception) {
            throw new IOException(file + ": not a MIDI file that can be read (" + exception.getMessage() + ")",
                    exception);
        }
    }

    private static MidiPerformance of(Sequence sequence) {
        List<MidiEvent> inOrder = new ArrayList<>();
        for (Track track : sequence.getTracks()) {
            for (int index = 0; index < track.size(); index++) {
                inOrder.add(track.get(index));
            }
        }
        inOrder.sort(Comparator.comparingLong(MidiEvent::getTick));

        List<Event> events = new ArrayList<>();
        int notes = 0;
        double end = 0;
        double seconds = 0;
        long tick = 0;
        double secondsPerTick = secondsPerTick(sequence, DEFAULT_MICROSECONDS_PER_QUARTER);
        for (MidiEvent event : inOrder) {
            seconds += (event.getTick() - tick) * secondsPerTick;
            tick = event.getTick();
            if (event.getMessage() instanceof MetaMessage meta) {
                if (meta.getType() == TEMPO && meta.getData().length == 3) {
                    secondsPerTick = secondsPerTick(sequence, unsigned24(meta.getData()));
                }
                continue;
            }
            events.add(new Event(seconds, event.getMessage()));
            if (event.getMessage() instanceof ShortMessage message) {
                boolean begins = message.getCommand() == ShortMessage.NOTE_ON && message.getData2() > 0;
                if (begins) {
                    notes++;
                }
                if (begins
                        || message.getCommand() == ShortMessage.NOTE_ON
                        || message.getCommand() == ShortMessage.NOTE_OFF) {
                    end = seconds;
                }
            }
        }
        return new MidiPerformance(events, notes, notes == 0 ? 0 : end);
    }

    private static double secondsPerTick(Sequence sequence, double microsecondsPerQuarter) {
        float division = sequence.getDivisionType();
        return division == Sequence.PPQ
                ? microsecondsPerQuarter / 1e6 / sequence.getResolution()
                : 1.0 / (division * sequence.getResolution());
    }

    private static int unsigned24(byte[] data) {
        return (data[0] & 0xFF) << 16 | (data[1] & 0xFF) << 8 | data[2] & 0xFF;
    }
}
