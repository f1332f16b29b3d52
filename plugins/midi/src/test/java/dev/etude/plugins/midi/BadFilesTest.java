package dev.etude.plugins.midi;

import static dev.etude.plugins.midi.TinyMidi.END_OF_TRACK;
import static dev.etude.plugins.midi.TinyMidi.QUARTER;
import static dev.etude.plugins.midi.TinyMidi.bytes;
import static dev.etude.plugins.midi.TinyMidi.chunk;
import static dev.etude.plugins.midi.TinyMidi.file;
import static dev.etude.plugins.midi.TinyMidi.header;
import static dev.etude.plugins.midi.TinyMidi.join;
import static dev.etude.plugins.midi.TinyMidi.meta;
import static dev.etude.plugins.midi.TinyMidi.off;
import static dev.etude.plugins.midi.TinyMidi.on;
import static dev.etude.plugins.midi.TinyMidi.oneNote;
import static dev.etude.plugins.midi.TinyMidi.riff;
import static dev.etude.plugins.midi.TinyMidi.track;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.etude.spi.Dataset;
import dev.etude.spi.Intake;
import dev.etude.spi.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A bad file is skipped with its reason, and spoils no other. */
@Timeout(120)
class BadFilesTest {
    private static final byte[] NOTE = join(on(0, 60), off(QUARTER, 60));

    @TempDir
    private Path folder;

    static Stream<Arguments> badFiles() {
        return Stream.of(
                arguments("empty", bytes(), "empty"),
                arguments("one-byte", bytes('M'), "not a MIDI file: does not begin with MThd"),
                arguments("web-page", text("<!DOCTYPE html><html>404</html>"),
                        "not a MIDI file: does not begin with MThd"),
                arguments("leading-junk", join(bytes(0), oneNote()), "not a MIDI file: does not begin with MThd"),
                arguments("name-only", text("MThd"), "cut off: its header is not whole"),
                arguments("short-header", Arrays.copyOf(oneNote(), 12), "cut off: its header is not whole"),
                arguments("header-of-4-bytes", join(chunk("MThd", bytes(0, 1, 0, 1)), track(NOTE)),
                        "cut off: its header is not whole"),
                arguments("header-of-4-gigabytes",
                        join(text("MThd"), bytes(0xFF, 0xFF, 0xFF, 0xFF, 0, 1, 0, 1, 1, 0xE0)),
                        "cut off: its header is not whole"),
                arguments("last-byte-cut", Arrays.copyOf(oneNote(), oneNote().length - 1),
                        "cut off: 1 byte of track 1 is missing"),
                arguments("track-length-2-gigabytes",
                        join(header(1, 1, QUARTER), text("MTrk"), bytes(0x7F, 0xFF, 0xFF, 0xFF), NOTE, END_OF_TRACK),
                        "cut off: 2147483634 bytes of track 1 are missing"),
                arguments("track-length-too-short",
                        join(header(1, 1, QUARTER), text("MTrk"), bytes(0, 0, 0, 6), NOTE, END_OF_TRACK),
                        "damaged: in track 1 the event at byte 26 has a time and no event"),
                arguments("fewer-tracks-than-promised", join(header(1, 2, QUARTER), track(NOTE, END_OF_TRACK)),
                        "cut off: it promises 2 tracks and holds 1"),
                arguments("65535-tracks", join(header(1, 65535, QUARTER), track(NOTE, END_OF_TRACK)),
                        "cut off: it promises 65535 tracks and holds 1"),
                arguments("no-tracks", header(1, 0, QUARTER), "has no track"),
                arguments("format-2", join(header(2, 1, QUARTER), track(NOTE, END_OF_TRACK)),
                        "of MIDI format 2; only 0 and 1 are one piece of music"),
                arguments("format-3", join(header(3, 1, QUARTER), track(NOTE, END_OF_TRACK)),
                        "of MIDI format 3; only 0 and 1 are one piece of music"),
                arguments("division-0", join(header(1, 1, 0), track(NOTE, END_OF_TRACK)),
                        "says that a quarter note lasts 0 ticks"),
                arguments("smpte-25-frames", join(header(1, 1, 0xE728), track(NOTE, END_OF_TRACK)),
                        "counts time in SMPTE frames, not in quarter notes"),
                arguments("smpte-that-does-not-exist", join(header(1, 1, 0x8000), track(NOTE, END_OF_TRACK)),
                        "counts time in SMPTE frames, not in quarter notes"),
                arguments("running-status-first", file(bytes(0, 60, 80)),
                        "damaged: in track 1 the event at byte 22 has no status"),
                arguments("running-status-after-meta", file(join(on(0, 60), meta(0, 1), bytes(96, 60, 0))),
                        "damaged: in track 1 the event at byte 30 has no status"),
                arguments("status-F4", file(join(NOTE, bytes(0, 0xF4))),
                        "damaged: in track 1 the event at byte 31 has the status F4, which no file may hold"),
                arguments("status-F8", file(join(bytes(0, 0xF8), NOTE)),
                        "damaged: in track 1 the event at byte 22 has the status F8, which no file may hold"),
                arguments("data-byte-above-127", file(join(bytes(0, 0x90, 200, 80), NOTE)),
                        "damaged: in track 1 the event at byte 22 is not whole"),
                arguments("endless-time", file(bytes(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF)),
                        "damaged: in track 1 the event at byte 26 has a number without an end"),
                arguments("time-of-5-bytes", file(join(bytes(0x8F, 0xFF, 0xFF, 0xFF, 0x7F, 0x90, 60, 80), off(1, 60))),
                        "damaged: in track 1 the event at byte 26 has a number without an end"),
                arguments("time-at-the-end", join(header(1, 1, QUARTER), track(NOTE, bytes(0x81))),
                        "damaged: in track 1 the event at byte 32 has a number without an end"),
                arguments("meta-type-above-127", file(join(meta(0, 0xB5), NOTE)),
                        "damaged: in track 1 the event at byte 22 is of no kind that there is"),
                arguments("meta-of-256-megabytes", file(join(bytes(0, 0xFF, 1, 0xFF, 0xFF, 0xFF, 0x7F), NOTE)),
                        "damaged: in track 1 the event at byte 22 is longer than its track"),
                arguments("sysex-of-256-megabytes", file(join(bytes(0, 0xF0, 0xFF, 0xFF, 0xFF, 0x7F), NOTE)),
                        "damaged: in track 1 the event at byte 22 is longer than its track"),
                arguments("riff-without-data", join(text("RIFF"), bytes(4, 0, 0, 0), text("RMID")),
                        "a RIFF file without MIDI data"),
                arguments("riff-cut-off", Arrays.copyOf(riff(oneNote()), riff(oneNote()).length - 3),
                        "cut off: 3 bytes of its RIFF data are missing"),
                arguments("riff-in-riff", riff(riff(oneNote())), "not a MIDI file: does not begin with MThd"),
                arguments("no-events", file(bytes()), "has no notes"),
                arguments("drums-only", file(join(on(0, 9, 36), off(QUARTER, 9, 36))),
                        "has no notes: 1 drum note left out; data.drums=true reads them"),
                arguments("hanging-note-only", file(on(0, 60)), "has no notes: 1 note without an end left out"),
                arguments("off-without-on", file(off(QUARTER, 60)), "has no notes"),
                arguments("zero-length-only", file(join(on(0, 60), off(0, 60))),
                        "has no notes: 1 note without length left out"),
                arguments("pitches-of-dogs", file(join(on(0, 127), off(QUARTER, 127))),
                        "has no notes: 1 note outside the 88 keys left out"),
                arguments("first-note-after-a-month", file(join(on(0x0FFFFFFF, 60), off(QUARTER, 60))),
                        "has no note in its first 4000 quarters (maximumQuarters)"),
                arguments("three-megabytes", join(oneNote(), new byte[3 << 20]),
                        "larger than 2048 kilobytes (maximumKilobytes)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void aBadFileIsSkippedWithItsReason(String name, byte[] content, String reason) throws Exception {
        Files.write(folder.resolve(name + ".mid"), content);
        UserError alone = assertThrows(UserError.class, () -> Settings.of(folder).read());
        assertEquals("data.folder: the only MIDI file of " + folder + " cannot be used (" + name + ".mid: " + reason
                + "); set data.folder=<your folder>", alone.getMessage());

        Files.write(folder.resolve("~good.mid"), oneNote());
        Dataset dataset = Settings.of(folder).read();
        assertEquals("~good.mid", dataset.pieces().get(0).name());
        assertEquals(1, dataset.pieces().size());
        assertEquals(new Intake(name + ".mid", 0, 0, Intake.Outcome.SKIPPED, reason), dataset.intake().get(0));
    }

    @Test
    void whateverBytesAreChangedTheReadingEndsWithEveryFileTold() throws Exception {
        byte[] whole = file(
                join(TinyMidi.tempo(0, 600_000), TinyMidi.timeSignature(0, 3, 2), TinyMidi.name("melody")),
                join(on(0, 60), on(0, 64), off(QUARTER, 60), bytes(10, 60, 80, 20, 60, 0), off(0, 64)),
                join(bytes(0, 0xF0, 1, 0xF7), on(QUARTER, 72), off(QUARTER, 72)));
        Random random = new Random(5);
        int files = 3000;
        for (int number = 0; number < files; number++) {
            byte[] changed = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int change = random.nextInt(4); change >= 0 && changed.length > 14; change--) {
                changed[14 + random.nextInt(changed.length - 14)] = (byte) random.nextInt();
            }
            Files.write(folder.resolve(number + ".mid"), changed);
        }
        Dataset dataset = Settings.of(folder).with("holdLooseNotes", true).read();
        assertEquals(files, dataset.intake().size());
        long skipped = dataset.intake().stream().filter(file -> file.outcome() == Intake.Outcome.SKIPPED).count();
        assertEquals(files, dataset.pieces().size() + skipped);
        assertTrue(skipped > files / 4 && skipped < files, "skipped " + skipped);
    }

    @Test
    void notesThatAllLastForTheWholeFileAreNoMoreWorkThanOne() throws Exception {
        int notes = 170_000;
        byte[] ons = new byte[notes * 3];
        byte[] offs = new byte[notes * 3];
        for (int note = 0; note < notes; note++) {
            System.arraycopy(bytes(0, 60, 80), 0, ons, note * 3, 3);
            System.arraycopy(bytes(0, 60, 0), 0, offs, note * 3, 3);
        }
        // Events without a status go on with the one before; all note-offs come 4,000 quarters later.
        Files.write(folder.resolve("dense.mid"),
                file(join(on(0, 60), ons, TinyMidi.time(4000 * QUARTER), bytes(0x90, 60, 0), offs)));
        Dataset dataset = Settings.of(folder).with("stepsPerQuarter", 96).with("onsets", true).read();
        assertEquals(new Intake("dense.mid", notes + 1, 1000, Intake.Outcome.USED, ""),
                dataset.intake().get(0));
        assertEquals(4000 * 96, dataset.pieces().get(0).cells().onCells());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
