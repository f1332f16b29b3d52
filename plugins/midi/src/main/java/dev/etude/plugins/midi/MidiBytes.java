package dev.etude.plugins.midi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The bytes of a Standard MIDI File, which are proved to be whole while their events are read.
 *
 * <p>{@code javax.sound.midi} drops a track that is cut off without a word, spends minutes on events whose times
 * overflow, tells no reason for most of what it refuses, and takes 40 times a file's size and more than ten times the
 * time. So every chunk and every event is walked through here.
 */
final class MidiBytes {
    private static final int HEADER_LENGTH = 6;
    private static final int LONGEST_VARIABLE_LENGTH = 4;
    private static final int META = 0xFF;
    private static final int END_OF_TRACK = 0x2F;

    private final byte[] bytes;
    private int at;
    private int surplusTracks;

    /** Is told what a file says, track by track, event by event. */
    interface Events {
        /** A key is struck, or released: a note-on with the velocity 0 is a note-off. */
        default void note(long tick, boolean on, int channel, int midiPitch) {}

        /** Something about the music, by the kinds of the Standard MIDI File. */
        default void meta(long tick, int type, byte[] data) {}

        /** A track ends. */
        default void endOfTrack(long tick) {}
    }

    private MidiBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Begins with a file: a Standard MIDI File, or a RIFF file that wraps one.
     *
     * @throws UnusableFileException if it is anything else, or not of format 0 or 1, or does not count time in ticks a
     *     quarter
     */
    static MidiBytes of(byte[] file) throws UnusableFileException {
        MidiBytes plain = new MidiBytes(unwrapped(file));
        plain.checkHeader();
        return plain;
    }

    /** The ticks of a quarter note, at least 1. */
    int ticksPerQuarter() {
        return bigEndian(12, 2);
    }

    /**
     * Reads all tracks that the header promises.
     *
     * @throws UnusableFileException if the file is damaged, which may be found when much of it is told
     */
    void read(Events events) throws UnusableFileException {
        int tracks = bigEndian(10, 2);
        long chunk = 8L + bigEndian(4, 4);
        for (int track = 1; track <= tracks; ) {
            if (chunk + 8 > bytes.length) {
                throw new UnusableFileException("cut off: it promises " + tracks + (tracks == 1 ? " track" : " tracks")
                        + " and holds " + (track - 1));
            }
            long end = chunk + 8 + Integer.toUnsignedLong(bigEndian((int) chunk + 4, 4));
            if (end > bytes.length) {
                throw cutOff("track " + track, end - bytes.length);
            }
            if (isName((int) chunk, "MTrk")) {
                events.endOfTrack(readTrack((int) chunk + 8, (int) end, track, events));
                track++;
            }
            chunk = end;
        }
        for (; isName((int) chunk, "MTrk") && chunk + 8 <= bytes.length; surplusTracks++) {
            chunk = Math.min(bytes.length, chunk + 8 + Integer.toUnsignedLong(bigEndian((int) chunk + 4, 4)));
        }
    }

    /** Tracks beyond the number that the header promises, which were not read. */
    int surplusTracks() {
        return surplusTracks;
    }

    /** What a RIFF file of the kind RMID carries in its chunk {@code data}; other bytes as they are. */
    private static byte[] unwrapped(byte[] file) throws UnusableFileException {
        MidiBytes riff = new MidiBytes(file);
        if (!riff.isName(0, "RIFF") || !riff.isName(8, "RMID")) {
            return file;
        }
        for (long chunk = 12; chunk + 8 <= file.length; ) {
            int length = Integer.reverseBytes(riff.bigEndian((int) chunk + 4, 4));
            long end = chunk + 8 + Integer.toUnsignedLong(length);
            if (riff.isName((int) chunk, "data")) {
                if (end > file.length) {
                    throw cutOff("its RIFF data", end - file.length);
                }
                return Arrays.copyOfRange(file, (int) chunk + 8, (int) end);
            }
            chunk = end + (end & 1);
        }
        throw new UnusableFileException("a RIFF file without MIDI data");
    }

    private void checkHeader() throws UnusableFileException {
        if (bytes.length == 0) {
            throw new UnusableFileException("empty");
        }
        if (!isName(0, "MThd")) {
            throw new UnusableFileException("not a MIDI file: does not begin with MThd");
        }
        long headerLength = bytes.length < 8 ? 0 : Integer.toUnsignedLong(bigEndian(4, 4));
        if (headerLength < HEADER_LENGTH || 8 + headerLength > bytes.length) {
            throw new UnusableFileException("cut off: its header is not whole");
        }
        int format = bigEndian(8, 2);
        int tracks = bigEndian(10, 2);
        int division = ticksPerQuarter();
        if (format > 1) {
            throw new UnusableFileException("of MIDI format " + format + "; only 0 and 1 are one piece of music");
        }
        if (division >= 0x8000) {
            throw new UnusableFileException("counts time in SMPTE frames, not in quarter notes");
        }
        if (division == 0) {
            throw new UnusableFileException("says that a quarter note lasts 0 ticks");
        }
        if (tracks == 0) {
            throw new UnusableFileException("has no track");
        }
    }

    /** Reads a track; returns the tick at which it ends. */
    private long readTrack(int start, int end, int track, Events events) throws UnusableFileException {
        long tick = 0;
        int running = 0;
        at = start;
        while (at < end) {
            int event = at;
            tick += bytes[at] >= 0 ? bytes[at++] : variableLength(end, track);
            int status = at < end ? bytes[at] & 0xFF : fault(event, track, "has a time and no event");
            if (status >= 0x80) {
                at++;
            } else if (running == 0) {
                fault(event, track, "has no status");
            } else {
                status = running;
            }
            if (status < 0xF0) {
                running = status;
                int data = at;
                at += (status & 0xE0) == 0xC0 ? 1 : 2;
                if (at > end || (bytes[data] | bytes[at - 1]) < 0) {
                    fault(event, track, "is not whole");
                }
                if (status < 0xA0) {
                    events.note(tick, status >= 0x90 && bytes[data + 1] > 0, status & 0xF, bytes[data]);
                }
            } else if (status == META || status == 0xF0 || status == 0xF7) {
                running = 0;
                int type = status == META && at < end ? bytes[at++] : 0;
                if (type < 0) {
                    fault(event, track, "is of no kind that there is");
                }
                int length = variableLength(end, track);
                if (length > end - at) {
                    fault(event, track, "is longer than its track");
                }
                at += length;
                if (type == END_OF_TRACK) {
                    return tick;
                }
                if (status == META) {
                    events.meta(tick, type, Arrays.copyOfRange(bytes, at - length, at));
                }
            } else {
                fault(event, track, "has the status " + Integer.toHexString(status).toUpperCase(Locale.ROOT)
                        + ", which no file may hold");
            }
        }
        return tick;
    }

    private int variableLength(int end, int track) throws UnusableFileException {
        int value = 0;
        for (int length = 1; at < end && length <= LONGEST_VARIABLE_LENGTH; length++) {
            byte next = bytes[at++];
            value = value << 7 | next & 0x7F;
            if (next >= 0) {
                return value;
            }
        }
        return fault(at, track, "has a number without an end");
    }

    private int fault(int place, int track, String what) throws UnusableFileException {
        throw new UnusableFileException("damaged: in track " + track + " the event at byte " + place + " " + what);
    }

    private static UnusableFileException cutOff(String part, long missing) {
        return new UnusableFileException("cut off: " + missing + (missing == 1 ? " byte" : " bytes") + " of " + part
                + (missing == 1 ? " is" : " are") + " missing");
    }

    private boolean isName(int place, String name) {
        byte[] expected = name.getBytes(StandardCharsets.US_ASCII);
        return place + expected.length <= bytes.length
                && Arrays.equals(bytes, place, place + expected.length, expected, 0, expected.length);
    }

    private int bigEndian(int place, int length) {
        int value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | bytes[place + i] & 0xFF;
        }
        return value;
    }
}
