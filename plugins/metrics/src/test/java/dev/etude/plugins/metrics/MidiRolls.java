package dev.etude.plugins.metrics;

import dev.etude.music.PianoRoll;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/** Reads a well-formed MIDI file of four quarters a bar, one step a quarter, as {@code reference/figures.py} does. */
final class MidiRolls {
    private MidiRolls() {}

    static PianoRoll read(Path file) throws Exception {
        Sequence sequence = MidiSystem.getSequence(file.toFile());
        int steps = (int) Math.ceil(Math.rint((double) sequence.getTickLength() / sequence.getResolution()) / 4) * 4;
        PianoRoll.Builder roll = new PianoRoll.Builder(steps, 1);
        for (Track track : sequence.getTracks()) {
            Map<Integer, Integer> sounding = new HashMap<>();
            for (int i = 0; i < track.size(); i++) {
                MidiEvent event = track.get(i);
                int step = (int) Math.rint((double) event.getTick() / sequence.getResolution());
                if (!(event.getMessage() instanceof ShortMessage message)) {
                    continue;
                }
                if (message.getCommand() == ShortMessage.NOTE_ON && message.getData2() > 0) {
                    sounding.put(message.getData1(), step);
                } else if (message.getCommand() == ShortMessage.NOTE_OFF
                        || message.getCommand() == ShortMessage.NOTE_ON) {
                    Integer from = sounding.remove(message.getData1());
                    if (from != null) {
                        roll.note(message.getData1() - PianoRoll.LOWEST_MIDI_PITCH, from, Math.max(from + 1, step));
                    }
                }
            }
        }
        return roll.build();
    }
}
