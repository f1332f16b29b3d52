package dev.etude.plugins.midi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Spells MIDI files byte by byte, at 480 ticks a quarter. */
final class TinyMidi {
    static final int QUARTER = 480;
    static final byte[] END_OF_TRACK = bytes(0, 0xFF, 0x2F, 0);

    private TinyMidi() {}

    /** A format 1 file of the given events, one array a track; ends of tracks are added. */
    static byte[] file(byte[]... tracks) {
        byte[][] chunks = new byte[tracks.length + 1][];
        chunks[0] = header(1, tracks.length, QUARTER);
        for (int track = 0; track < tracks.length; track++) {
            chunks[track + 1] = track(tracks[track], END_OF_TRACK);
        }
        return join(chunks);
    }

    /** A file of one quarter-long middle C. */
    static byte[] oneNote() {
        return file(join(on(0, 60), off(QUARTER, 60)));
    }

    static byte[] header(int format, int tracks, int division) {
        return chunk("MThd", bytes(0, format, tracks >> 8, tracks, division >> 8, division));
    }

    static byte[] track(byte[]... events) {
        return chunk("MTrk", join(events));
    }

    static byte[] chunk(String name, byte[] content) {
        byte[] length = ByteBuffer.allocate(4).putInt(content.length).array();
        return join(name.getBytes(StandardCharsets.US_ASCII), length, content);
    }

    /** The same content as a RIFF file of the kind RMID. */
    static byte[] riff(byte[] content) {
        return join(
                bytes('R', 'I', 'F', 'F'), littleEndian(content.length + 12),
                bytes('R', 'M', 'I', 'D', 'd', 'a', 't', 'a'), littleEndian(content.length), content);
    }

    static byte[] on(int delta, int pitch) {
        return on(delta, 0, pitch);
    }

    static byte[] on(int delta, int channel, int pitch) {
        return join(time(delta), bytes(0x90 + channel, pitch, 80));
    }

    static byte[] off(int delta, int pitch) {
        return off(delta, 0, pitch);
    }

    static byte[] off(int delta, int channel, int pitch) {
        return join(time(delta), bytes(0x80 + channel, pitch, 64));
    }

    static byte[] tempo(int delta, int microseconds) {
        return meta(delta, 0x51, microseconds >> 16, microseconds >> 8, microseconds);
    }

    static byte[] timeSignature(int delta, int numerator, int denominatorPower) {
        return meta(delta, 0x58, numerator, denominatorPower, 24, 8);
    }

    static byte[] name(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return join(bytes(0, 0xFF, 0x03, text.length), text);
    }

    static byte[] meta(int delta, int type, int... data) {
        return join(time(delta), bytes(0xFF, type, data.length), bytes(data));
    }

    /** A delta time as a quantity of variable length. */
    static byte[] time(int ticks) {
        byte[] last = bytes(ticks & 0x7F);
        for (int rest = ticks >> 7; rest > 0; rest >>= 7) {
            last = join(bytes(0x80 | rest & 0x7F), last);
        }
        return last;
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] littleEndian(int value) {
        return bytes(value, value >> 8, value >> 16, value >> 24);
    }
}
