package dev.etude.plugins.midi;

import static dev.etude.plugins.midi.TinyMidi.QUARTER;
import static dev.etude.plugins.midi.TinyMidi.bytes;
import static dev.etude.plugins.midi.TinyMidi.file;
import static dev.etude.plugins.midi.TinyMidi.join;
import static dev.etude.plugins.midi.TinyMidi.off;
import static dev.etude.plugins.midi.TinyMidi.on;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.junit.jupiter.api.Test;

/** What is read of a file that passes the checks is what {@code javax.sound.midi} reads, whatever bytes it holds. */
class MidiBytesTest {
    private static final int END_OF_TRACK = 0x2F;

    @Test
    void eventsAreThoseThatTheJdkReads() throws Exception {
        byte[] whole = file(
                join(TinyMidi.tempo(0, 600_000), TinyMidi.timeSignature(0, 3, 2), TinyMidi.name("melody")),
                join(on(0, 60), on(0, 64), off(QUARTER, 60), bytes(10, 60, 80, 20, 60, 0), off(0, 64)),
                join(bytes(0, 0xC3, 5, 0, 0xF0, 1, 0xF7), on(9, 9, 72), bytes(3, 0xE9, 1, 2), off(QUARTER, 9, 72)));
        Random random = new Random(6);
        int read = 0;
        for (int number = 0; number < 3000; number++) {
            byte[] changed = whole.clone();
            for (int change = random.nextInt(4); change > 0; change--) {
                changed[14 + random.nextInt(changed.length - 14)] = (byte) random.nextInt();
            }
            List<String> events;
            try {
                events = events(changed);
            } catch (UnusableFileException damaged) {
                continue;
            }
            read++;
            assertEquals(jdkEvents(changed), events, () -> Arrays.toString(changed));
        }
        assertTrue(read > 500, read + " files were read");
    }

    private static List<String> events(byte[] file) throws UnusableFileException {
        List<String> events = new ArrayList<>();
        MidiBytes.of(file).read(new MidiBytes.Events() {
            @Override
            public void note(long tick, boolean on, int channel, int midiPitch) {
                events.add(noteEvent(tick, on, channel, midiPitch));
            }

            @Override
            public void meta(long tick, int type, byte[] data) {
                events.add(metaEvent(tick, type, data));
            }

            @Override
            public void endOfTrack(long tick) {
                events.add("end " + tick);
            }
        });
        return events;
    }

    private static List<String> jdkEvents(byte[] file) throws Exception {
        Sequence sequence = MidiSystem.getSequence(new ByteArrayInputStream(file));
        List<String> events = new ArrayList<>();
        for (Track track : sequence.getTracks()) {
            for (int number = 0; number < track.size(); number++) {
                MidiEvent event = track.get(number);
                if (event.getMessage() instanceof MetaMessage meta && meta.getType() != END_OF_TRACK) {
                    events.add(metaEvent(event.getTick(), meta.getType(), meta.getData()));
                } else if (event.getMessage() instanceof ShortMessage note
                        && (note.getCommand() == ShortMessage.NOTE_ON || note.getCommand() == ShortMessage.NOTE_OFF)) {
                    boolean on = note.getCommand() == ShortMessage.NOTE_ON && note.getData2() > 0;
                    events.add(noteEvent(event.getTick(), on, note.getChannel(), note.getData1()));
                }
            }
            events.add("end " + track.ticks());
        }
        return events;
    }

    private static String noteEvent(long tick, boolean on, int channel, int midiPitch) {
        return tick + (on ? " on " : " off ") + channel + " " + midiPitch;
    }

    private static String metaEvent(long tick, int type, byte[] data) {
        return tick + " meta " + type + " " + Arrays.toString(data);
    }
}
