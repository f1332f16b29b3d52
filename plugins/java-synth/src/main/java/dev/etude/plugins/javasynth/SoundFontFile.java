package dev.etude.plugins.javasynth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a SoundFont of one instrument (SoundFont Technical Specification 2.04), the one format Java reads sounds from.
 */
final class SoundFontFile {
    private static final int PAN = 17;
    private static final int RELEASE = 38;
    private static final int INSTRUMENT = 41;
    private static final int KEY_RANGE = 43;
    private static final int SAMPLE = 53;
    private static final int GENERATORS_A_ZONE = 4;
    /** 0.3 seconds, in 1200ths of a power of two. */
    private static final int RELEASE_TIMECENTS = -2084;
    /** Low keys sound a little from the left, as the player hears them; in tenths of a percent a key. */
    private static final int PAN_A_KEY = 3;
    private static final int MIDDLE_KEY = 64;
    /** The specification asks for silence between samples. */
    private static final int GAP_FRAMES = 46;
    private static final short MONO = 1;

    private SoundFontFile() {}

    /**
     * The keys that one sample is played for.
     *
     * @param lowest the lowest key, 0 to 127
     * @param highest the highest key
     * @param root the key at which it sounds as recorded
     * @param samples the sound
     */
    record Zone(int lowest, int highest, int root, short[] samples) {}

    /** The file's bytes: the instrument as program 0 of bank 0. */
    static byte[] of(String name, int rate, List<Zone> zones) {
        byte[] information = chunk("LIST", ascii("INFO"),
                chunk("ifil", new Record(4).number16(2).number16(4).bytes()),
                chunk("isng", name("EMU8000", 8)),
                chunk("INAM", name(name, 20)));
        byte[] sound = chunk("LIST", ascii("sdta"), chunk("smpl", sound(zones)));
        byte[] hydra = chunk("LIST", ascii("pdta"),
                chunk("phdr", new Record(76)
                        .text(name).number16(0).number16(0).number16(0).zeros(12)
                        .text("EOP").number16(0).number16(0).number16(1).zeros(12).bytes()),
                chunk("pbag", new Record(8).number16(0).number16(0).number16(1).number16(0).bytes()),
                chunk("pmod", new byte[10]),
                chunk("pgen", new Record(8).number16(INSTRUMENT).number16(0).zeros(4).bytes()),
                chunk("inst", new Record(44).text(name).number16(0).text("EOI").number16(zones.size()).bytes()),
                chunk("ibag", bags(zones.size())),
                chunk("imod", new byte[10]),
                chunk("igen", generators(zones)),
                chunk("shdr", headers(rate, zones)));
        return chunk("RIFF", ascii("sfbk"), information, sound, hydra);
    }

    private static byte[] sound(List<Zone> zones) {
        Record record = new Record(2 * zones.stream().mapToInt(zone -> zone.samples().length + GAP_FRAMES).sum());
        for (Zone zone : zones) {
            for (short sample : zone.samples()) {
                record.number16(sample);
            }
            record.zeros(2 * GAP_FRAMES);
        }
        return record.bytes();
    }

    private static byte[] bags(int zones) {
        Record record = new Record(4 * (zones + 1));
        for (int zone = 0; zone <= zones; zone++) {
            record.number16(zone * GENERATORS_A_ZONE).number16(0);
        }
        return record.bytes();
    }

    private static byte[] generators(List<Zone> zones) {
        Record record = new Record(4 * (zones.size() * GENERATORS_A_ZONE + 1));
        for (int index = 0; index < zones.size(); index++) {
            Zone zone = zones.get(index);
            // The key range must come first and the sample last.
            record.number16(KEY_RANGE).number16(zone.lowest() | zone.highest() << 8);
            record.number16(PAN).number16((zone.root() - MIDDLE_KEY) * PAN_A_KEY);
            record.number16(RELEASE).number16(RELEASE_TIMECENTS);
            record.number16(SAMPLE).number16(index);
        }
        return record.zeros(4).bytes();
    }

    private static byte[] headers(int rate, List<Zone> zones) {
        Record record = new Record(46 * (zones.size() + 1));
        int start = 0;
        for (Zone zone : zones) {
            int end = start + zone.samples().length;
            record.text("Key " + zone.root()).number32(start).number32(end).number32(start).number32(end).number32(rate)
                    .number8(zone.root()).number8(0).number16(0).number16(MONO);
            start = end + GAP_FRAMES;
        }
        return record.text("EOS").zeros(26).bytes();
    }

    private static byte[] chunk(String name, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        Record record = new Record(8 + length);
        record.all(ascii(name)).number32(length);
        for (byte[] part : parts) {
            record.all(part);
        }
        return record.bytes();
    }

    private static byte[] name(String text, int length) {
        return new Record(length).all(ascii(text)).bytes();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Bytes of a fixed number, filled from the front, little-endian; what is not filled is zero. */
    private static final class Record {
        private static final int TEXT_BYTES = 20;

        private final ByteBuffer buffer;

        Record(int length) {
            buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        }

        Record number8(int value) {
            buffer.put((byte) value);
            return this;
        }

        Record number16(int value) {
            buffer.putShort((short) value);
            return this;
        }

        Record number32(int value) {
            buffer.putInt(value);
            return this;
        }

        Record text(String text) {
            return all(name(text, TEXT_BYTES));
        }

        Record zeros(int length) {
            return all(new byte[length]);
        }

        Record all(byte[] bytes) {
            buffer.put(bytes);
            return this;
        }

        byte[] bytes() {
            return buffer.array();
        }
    }
}
