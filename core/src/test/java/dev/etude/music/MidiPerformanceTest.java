package dev.etude.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MidiPerformanceTest {
    @TempDir
    private Path folder;

    @Test
    void tempoChangesOfOneTrackMoveTheNotesOfAnother() throws Exception {
        Sequence sequence = new Sequence(Sequence.PPQ, 480);
        Track tempos = sequence.createTrack();
        tempos.add(new MidiEvent(new MetaMessage(0x51, new byte[] {0x0F, 0x42, 0x40}, 3), 0));
        tempos.add(new MidiEvent(new MetaMessage(0x51, new byte[] {0x03, (byte) 0xD0, (byte) 0x90}, 3), 960));
        Track notes = sequence.createTrack();
        notes.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, 0, 60, 80), 960));
        notes.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, 0, 60, 0), 1440));
        notes.add(new MidiEvent(new ShortMessage(ShortMessage.CONTROL_CHANGE, 0, 7, 100), 9600));

        MidiPerformance music = MidiPerformance.read(write(sequence));

        assertEquals(1, music.notes());
        assertEquals(2.0, music.events().get(0).seconds(), 1e-9, "two quarters of one second");
        assertEquals(2.25, music.seconds(), 1e-9, "and one of a quarter of a second, whatever follows");
    }

    @Test
    void framesCountWhereTheFileIsNotInQuarters() throws Exception {
        Sequence sequence = new Sequence(Sequence.SMPTE_25, 40);
        Track track = sequence.createTrack();
        track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, 0, 60, 80), 0));
        track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_OFF, 0, 60, 0), 1500));

        assertEquals(1.5, MidiPerformance.read(write(sequence)).seconds(), 1e-9);
    }

    @Test
    void aFileWithoutNotesLastsNoTime() throws Exception {
        Sequence sequence = new Sequence(Sequence.PPQ, 480);
        sequence.createTrack().add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_OFF, 0, 60, 0), 960));

        MidiPerformance music = MidiPerformance.read(write(sequence));

        assertEquals(0, music.notes());
        assertEquals(0, music.seconds());
    }

    @Test
    void junkIsRefusedByName() throws IOException {
        Path file = Files.writeString(folder.resolve("junk.mid"), "not music");

        IOException refused = assertThrows(IOException.class, () -> MidiPerformance.read(file));

        assertTrue(refused.getMessage().startsWith(file + ": not a MIDI file"), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    private Path write(Sequence sequence) throws IOException {
        Path file = folder.resolve("music.mid");
        MidiSystem.write(sequence, 1, file.toFile());
        return file;
    }
}
