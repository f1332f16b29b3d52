package dev.etude.plugins.midi;

import static dev.etude.plugins.midi.TinyMidi.END_OF_TRACK;
import static dev.etude.plugins.midi.TinyMidi.QUARTER;
import static dev.etude.plugins.midi.TinyMidi.bytes;
import static dev.etude.plugins.midi.TinyMidi.chunk;
import static dev.etude.plugins.midi.TinyMidi.file;
import static dev.etude.plugins.midi.TinyMidi.header;
import static dev.etude.plugins.midi.TinyMidi.join;
import static dev.etude.plugins.midi.TinyMidi.meta;
import static dev.etude.plugins.midi.TinyMidi.name;
import static dev.etude.plugins.midi.TinyMidi.off;
import static dev.etude.plugins.midi.TinyMidi.on;
import static dev.etude.plugins.midi.TinyMidi.oneNote;
import static dev.etude.plugins.midi.TinyMidi.riff;
import static dev.etude.plugins.midi.TinyMidi.tempo;
import static dev.etude.plugins.midi.TinyMidi.timeSignature;
import static dev.etude.plugins.midi.TinyMidi.track;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.etude.music.PianoRoll;
import dev.etude.spi.Dataset;
import dev.etude.spi.DatasetSource;
import dev.etude.spi.Intake;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Piece;
import dev.etude.spi.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the notes of small files become. */
class ReadingTest {
    private static final byte[] NOTE = join(on(0, 60), off(QUARTER, 60));
    private static final int SIXTEENTH = QUARTER / 4;

    @TempDir
    private Path folder;

    private Settings settings;

    @BeforeEach
    void settings() throws Exception {
        settings = Settings.of(folder).with("onsets", true);
    }

    @Test
    void aQuarterNoteLastsFourSixteenthsAndThePieceAWholeBar() throws Exception {
        assertRead(oneNote(), "60: 0-4", "");
        assertEquals(new PianoRollEncoding(4, 4, 120, true), read(oneNote()).encoding());
        assertEquals(16, read(oneNote()).pieces().get(0).cells().shape().steps());
    }

    @Test
    void withoutOnsetsThereAre88SymbolsAndRepeatedNotesAreOne() throws Exception {
        settings.with("onsets", false);
        assertRead(file(join(NOTE, NOTE)), "60: 0-8", "");
        assertEquals(88, read(oneNote()).pieces().get(0).cells().shape().symbols());
    }

    @Test
    void repeatedNotesAreToldApart() throws Exception {
        assertRead(file(join(NOTE, NOTE)), "60: 0-4, 60: 4-8", "");
    }

    @Test
    void velocityZeroEndsANoteAndRunningStatusHolds() throws Exception {
        assertRead(file(join(on(0, 60), bytes(96, 60, 0, 0, 64, 90, 0x83, 0x60, 64, 0))), "60: 0-1, 64: 1-5", "");
    }

    @Test
    void riffAndFormat0AndUnknownChunksAndLongHeadersAreRead() throws Exception {
        assertRead(riff(oneNote()), "60: 0-4", "");
        assertRead(join(header(0, 1, QUARTER), track(NOTE, END_OF_TRACK)), "60: 0-4", "");
        byte[] unknown = chunk("XFIH", bytes(1, 2, 3));
        assertRead(join(header(1, 1, QUARTER), unknown, track(NOTE, END_OF_TRACK)), "60: 0-4", "");
        assertRead(join(chunk("MThd", bytes(0, 1, 0, 1, 1, 0xE0, 9, 9)), track(NOTE, END_OF_TRACK)), "60: 0-4", "");
    }

    @Test
    void whatFollowsTheEndIsNotHeard() throws Exception {
        assertRead(join(header(1, 1, QUARTER), track(NOTE, END_OF_TRACK, on(0, 70), off(9, 70))), "60: 0-4", "");
        assertRead(join(oneNote(), bytes(0, 0, 0)), "60: 0-4", "");
        assertRead(join(oneNote(), track(on(0, 70), off(9, 70), END_OF_TRACK)), "60: 0-4",
                "1 track more than its header says left out");
    }

    @Test
    void aTrackWithoutAnEndIsRead() throws Exception {
        assertRead(join(header(1, 1, QUARTER), track(NOTE)), "60: 0-4", "");
    }

    @Test
    void onsetsGoToTheNearestStepAndEndsMayBeALittleEarlyOrLate() throws Exception {
        assertRead(file(join(on(SIXTEENTH / 2, 60), off(QUARTER, 60))), "60: 1-5", "");
        assertRead(file(join(on(SIXTEENTH / 2 - 1, 60), off(QUARTER, 60))), "60: 0-5", "");
        assertRead(file(join(on(0, 60), off(QUARTER - 1, 60))), "60: 0-4", "");
        assertRead(file(join(on(0, 60), off(QUARTER * 9 / 10, 60))), "60: 0-4", "");
        assertRead(file(join(on(0, 60), off(QUARTER + SIXTEENTH / 4, 60))), "60: 0-4", "");
        assertRead(file(join(on(0, 60), off(QUARTER + SIXTEENTH / 4 + 1, 60))), "60: 0-5", "");
        assertRead(file(join(on(0, 60), off(1, 60))), "60: 0-1", "");
    }

    @Test
    void theOverhangMakesEndsExactOrNearest() throws Exception {
        byte[] late = file(join(on(0, 60), off(QUARTER + 1, 60)));
        byte[] short90 = file(join(on(0, 60), off(4 * QUARTER * 9 / 10, 60)));
        settings.with("overhang", 0.0);
        assertRead(late, "60: 0-5", "");
        settings.with("overhang", 0.5);
        assertRead(late, "60: 0-4", "");
        assertRead(short90, "60: 0-14", "");
    }

    @Test
    void aTripletGridIsExact() throws Exception {
        settings.with("stepsPerQuarter", 3);
        assertRead(file(join(on(160, 60), off(160, 60), on(0, 62), off(160, 62))), "60: 1-2, 62: 2-3", "");
    }

    @Test
    void aNoteOffEndsTheNoteThatTheSettingSays() throws Exception {
        // Struck at 0 and 4, released at 6 and 8, and released at the tick of the second onset.
        byte[] layered = file(join(on(0, 60), on(QUARTER, 60), off(2 * SIXTEENTH, 60), off(2 * SIXTEENTH, 60)));
        byte[] tied = file(join(on(0, 60), on(QUARTER, 60), off(0, 60), off(QUARTER, 60)));
        byte[] oneOff = file(join(on(0, 60), on(QUARTER, 60), off(QUARTER, 60)));

        settings.with("noteOff", NoteOff.FIFO);
        assertRead(layered, "60: 0-4, 60: 4-8", "");
        assertRead(tied, "60: 0-4, 60: 4-8", "");
        assertRead(oneOff, "60: 0-8", "1 note without an end left out");

        settings.with("noteOff", NoteOff.LIFO);
        assertRead(layered, "60: 0-4, 60: 4-8", "");
        assertRead(tied, "60: 0-8", "1 note without length left out");
        assertRead(oneOff, "60: 4-8", "1 note without an end left out");

        settings.with("noteOff", NoteOff.ALL);
        assertRead(layered, "60: 0-4, 60: 4-6", "");
        assertRead(tied, "60: 0-4, 60: 4-8", "");
        assertRead(oneOff, "60: 0-4, 60: 4-8", "");
    }

    @Test
    void aHangingNoteIsLeftOutOrHeld() throws Exception {
        byte[] hanging = file(join(NOTE, on(0, 64), meta(QUARTER, 1)));
        assertRead(hanging, "60: 0-4", "1 note without an end left out");
        settings.with("holdLooseNotes", true);
        assertRead(hanging, "60: 0-4, 64: 4-8", "1 note without an end held");
    }

    @Test
    void aNoteOffWithoutANoteMeansNothing() throws Exception {
        assertRead(file(join(off(0, 72), NOTE)), "60: 0-4", "");
    }

    @Test
    void aNoteWithoutLengthIsLeftOutOrGetsOneStep() throws Exception {
        byte[] zero = file(join(NOTE, on(0, 64), off(0, 64)));
        assertRead(zero, "60: 0-4", "1 note without length left out");
        settings.with("zeroLengthNotes", true);
        assertRead(zero, "60: 0-4, 64: 4-5", "");
    }

    @Test
    void drumsAreLeftOutOrKept() throws Exception {
        byte[] drums = file(NOTE, join(on(0, 9, 36), off(QUARTER, 9, 36)));
        assertRead(drums, "60: 0-4", "1 drum note left out");
        settings.with("drums", true);
        assertRead(drums, "36: 0-4, 60: 0-4", "");
    }

    @Test
    void pitchesOutsideTheKeyboardAreDroppedFoldedOrSpoilTheFile() throws Exception {
        byte[] outside = file(join(NOTE, on(0, 5), off(QUARTER, 5), on(0, 109), off(QUARTER, 109),
                on(0, 21), off(QUARTER, 21), on(0, 108), off(QUARTER, 108)));
        assertRead(outside, "60: 0-4, 21: 12-16, 108: 16-20", "2 notes outside the 88 keys left out");
        settings.with("outsidePitches", OutsidePitches.FOLD);
        assertRead(outside, "60: 0-4, 29: 4-8, 97: 8-12, 21: 12-16, 108: 16-20",
                "2 notes outside the 88 keys moved by octaves");
        settings.with("outsidePitches", OutsidePitches.SKIP);
        assertEquals("has 2 notes outside the 88 keys", refusal(outside));
    }

    @Test
    void tracksAreMergedOrOneIsTaken() throws Exception {
        byte[] tracks = file(
                join(name("Conductor"), tempo(0, 500_000)),
                join(name("Left hand"), on(0, 48), off(QUARTER, 48)),
                join(name("Right hand"), on(0, 72), off(QUARTER, 72)));
        assertRead(tracks, "48: 0-4, 72: 0-4", "");
        settings.with("track", "2");
        assertRead(tracks, "48: 0-4", "");
        settings.with("track", "right HAND");
        assertRead(tracks, "72: 0-4", "");
        settings.with("track", "4");
        assertEquals("has no track 4, only 3", refusal(tracks));
        settings.with("track", "Flute");
        assertEquals("has no track 'Flute', only 'Conductor', 'Left hand', 'Right hand'", refusal(tracks));
    }

    @Test
    void theTempoIsTheMedianOverTheMusic() throws Exception {
        byte[] changing = file(
                join(tempo(0, 1_000_000), tempo(QUARTER, 600_000), tempo(3 * QUARTER, 500_000)),
                join(NOTE, NOTE, NOTE, NOTE, NOTE));
        assertRead(changing, "60: 0-4, 60: 4-8, 60: 8-12, 60: 12-16, 60: 16-20", "2 tempo changes, median 100");
        assertEquals(100, encoding(changing).tempo());
    }

    @Test
    void impossibleTemposAndMetresArePassedOver() throws Exception {
        assertEquals(new PianoRollEncoding(4, 4, 120, true), encoding(file(join(tempo(0, 0), NOTE))));
        assertEquals(new PianoRollEncoding(4, 4, 120, true), encoding(file(join(meta(0, 0x51, 7, 0xA1), NOTE))));
        assertEquals(new PianoRollEncoding(4, 4, 120, true), encoding(file(join(timeSignature(0, 4, 255), NOTE))));
        assertEquals(new PianoRollEncoding(4, 4, 120, true), encoding(file(join(timeSignature(0, 0, 2), NOTE))));
        assertEquals(new PianoRollEncoding(4, 4, 120, true), encoding(file(join(timeSignature(0, 85, 5), NOTE))));
        assertEquals(new PianoRollEncoding(4, 4, 120, true), encoding(file(join(meta(0, 0x59, 99, 0), NOTE))));
    }

    @Test
    void aBarIsAsManyWholeQuartersAsItsTimeSignatureNeeds() throws Exception {
        assertEquals(3, encoding(file(join(timeSignature(0, 3, 2), NOTE))).beatsPerBar());
        assertEquals(3, encoding(file(join(timeSignature(0, 6, 3), NOTE))).beatsPerBar());
        assertEquals(3, encoding(file(join(timeSignature(0, 3, 3), NOTE))).beatsPerBar());
        assertEquals(7, encoding(file(join(timeSignature(0, 7, 3), NOTE))).beatsPerBar());
        assertEquals(4, encoding(file(join(timeSignature(0, 2, 1), NOTE))).beatsPerBar());
        settings.with("beatsPerBar", 5);
        assertEquals(5, encoding(file(join(timeSignature(0, 3, 2), NOTE))).beatsPerBar());
        assertEquals(20, read(oneNote()).pieces().get(0).cells().shape().steps());
    }

    @Test
    void theCommonestMetreIsTheDataSets() throws Exception {
        Files.write(folder.resolve("waltz-1.mid"), file(join(timeSignature(0, 3, 2), NOTE)));
        Files.write(folder.resolve("waltz-2.mid"), file(join(timeSignature(0, 3, 2), NOTE, NOTE)));
        Dataset dataset = read(oneNote());
        assertEquals(3, ((PianoRollEncoding) dataset.encoding()).beatsPerBar());
        assertEquals("bars of 4 quarters, most have 3", dataset.intake().get(0).why());
    }

    @Test
    void piecesOfAnotherMetreCanBeSkipped() throws Exception {
        Files.write(folder.resolve("waltz-1.mid"), file(join(timeSignature(0, 3, 2), NOTE)));
        Files.write(folder.resolve("jig.mid"), file(join(timeSignature(0, 6, 3), NOTE, NOTE)));
        settings.with("otherBars", OtherBars.SKIP);
        Dataset dataset = read(oneNote());
        assertEquals(3, ((PianoRollEncoding) dataset.encoding()).beatsPerBar());
        assertEquals(
                List.of("jig.mid", "waltz-1.mid"), dataset.pieces().stream().map(Piece::name).toList());
        assertEquals(
                new Intake("file.mid", 0, 0, Intake.Outcome.SKIPPED, "bars of 4 quarters, most have 3 (otherBars)"),
                dataset.intake().get(0));
    }

    @Test
    void aPieceWhoseMetreChangesTakesTheOneOfMostOfIt() throws Exception {
        byte[] barsOfThree = join(NOTE, NOTE, NOTE, NOTE, NOTE, NOTE);
        byte[] barsOfFour = join(barsOfThree, NOTE, timeSignature(0, 2, 1), NOTE);
        byte[] changing = file(join(timeSignature(0, 3, 2), barsOfThree, timeSignature(0, 4, 2), barsOfFour));
        assertEquals(4, encoding(changing).beatsPerBar());
        assertEquals("1 change of metre, bars of 4 quarters taken", read(changing).intake().get(0).why());
        settings.with("beatsPerBar", 3);
        assertEquals("", read(changing).intake().get(0).why());
    }

    @Test
    void aPickupIsFilledUpToABar() throws Exception {
        byte[] pickup = file(join(timeSignature(0, 1, 2), on(0, 67), timeSignature(QUARTER, 3, 2), off(0, 67), NOTE));
        assertRead(pickup, "67: 8-12, 60: 12-16", "silence before a pickup, quarters: 1");
        assertEquals(2, read(pickup).intake().get(0).bars());
        settings.with("fillPickup", false);
        assertRead(pickup, "67: 0-4, 60: 4-8", "");
    }

    @Test
    void aLongFileIsCutAtABarLine() throws Exception {
        byte[] fiveQuarters = file(join(NOTE, NOTE, NOTE, NOTE, NOTE));
        settings.with("maximumQuarters", 7);
        Intake cut = read(fiveQuarters).intake().get(0);
        String why = "cut to 4 quarters (maximumQuarters), 1 note beyond";
        assertEquals(new Intake("file.mid", 4, 1, Intake.Outcome.CUT, why), cut);
        byte[] longNote = file(join(on(0, 60), off(0x0FFFFFFF, 60)));
        assertRead(longNote, "60: 0-16", "cut to 4 quarters (maximumQuarters), 0 notes beyond");
    }

    @Test
    void itIsFoundAsAPluginWithItsDefaults() {
        List<DatasetSource> found =
                ServiceLoader.load(DatasetSource.class).stream().map(ServiceLoader.Provider::get).toList();
        assertEquals(
                List.of(new MidiSource(
                        null, 4, 0, OtherBars.KEEP, false, "all", false, OutsidePitches.DROP, NoteOff.FIFO, false, false, 0.25, true,
                        4000, 2048)),
                found);
    }

    @Test
    void settingsOutOfRangeAreRefused() throws Exception {
        assertRefused("stepsPerQuarter", 0, "stepsPerQuarter: must be from 1 to 96, was 0");
        assertRefused("beatsPerBar", 33, "beatsPerBar: must be from 0 to 32, was 33");
        assertRefused("maximumQuarters", 0, "maximumQuarters: must be from 1 to 10000, was 0");
        assertRefused("maximumKilobytes", 20_000, "maximumKilobytes: must be from 1 to 16384, was 20000");
        assertRefused("overhang", Double.NaN, "overhang: must be from 0 to 0.5, was NaN");
        assertRefused("track", "0", "track: must be all, a number from 1, or a name, was '0'");
    }

    private void assertRefused(String setting, Object value, String message) throws Exception {
        Settings one = Settings.of(folder).with(setting, value);
        assertEquals(message, assertThrows(IllegalArgumentException.class, one::source).getMessage());
    }

    private void assertRead(byte[] content, String notes, String why) throws Exception {
        Dataset dataset = read(content);
        assertEquals(notes, notes(((PianoRollEncoding) dataset.encoding()).decode(dataset.pieces().get(0).cells())));
        assertEquals(why, dataset.intake().get(0).why());
    }

    private PianoRollEncoding encoding(byte[] content) throws Exception {
        return (PianoRollEncoding) read(content).encoding();
    }

    private String refusal(byte[] content) {
        String message = assertThrows(UserError.class, () -> read(content)).getMessage();
        return message.substring(message.indexOf("file.mid: ") + "file.mid: ".length(), message.lastIndexOf(");"));
    }

    private Dataset read(byte[] content) throws Exception {
        Files.write(folder.resolve("file.mid"), content);
        return settings.read();
    }

    /** Notes as "MIDI pitch: first step-step after the last", in order of onset, then pitch. */
    private static String notes(PianoRoll roll) {
        List<String> notes = new ArrayList<>();
        for (int step = 0; step < roll.steps(); step++) {
            for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
                if (roll.begins(step, pitch)) {
                    notes.add(pitch + PianoRoll.LOWEST_MIDI_PITCH + ": " + step + "-" + roll.endOf(step, pitch));
                }
            }
        }
        return String.join(", ", notes);
    }
}
