package dev.etude.plugins.timidity;

import dev.etude.spi.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table of contents of a SoundFont file (SoundFont 2.04, sections 4 and 7.2). */
final class SoundFont {
    /** The bank that stands for percussion. */
    static final int PERCUSSION_BANK = 128;

    private static final int PRESET_BYTES = 38;
    private static final int PRESET_NAME_BYTES = 20;
    private static final int CHUNK_HEADER_BYTES = 8;

    private SoundFont() {}

    /** One instrument: its bank, 0 to 127 or percussion, and its program, 0 to 127. */
    record Preset(int bank, int program) {}

    /**
     * The presets of a file.
     *
     * @throws UserError if it is not a SoundFont
     */
    static List<Preset> presets(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            if (!name(bytes).equals("RIFF")) {
                throw notASoundFont(file);
            }
            size(bytes);
            if (!name(bytes).equals("sfbk")) {
                throw notASoundFont(file);
            }
            while (bytes.getFilePointer() + CHUNK_HEADER_BYTES <= bytes.length()) {
                String name = name(bytes);
                long size = size(bytes);
                if (name.equals("phdr")) {
                    return presets(bytes, size, file);
                }
                // A list is entered by reading on, any other chunk is skipped; chunks begin at even offsets.
                bytes.seek(bytes.getFilePointer() + (name.equals("LIST") ? 4 : size + (size & 1)));
            }
            throw notASoundFont(file);
        }
    }

    private static List<Preset> presets(RandomAccessFile bytes, long size, Path file) throws IOException {
        if (size > bytes.length() - bytes.getFilePointer()) {
            throw notASoundFont(file);
        }
        List<Preset> presets = new ArrayList<>();
        long closingRecord = size / PRESET_BYTES - 1;
        for (long record = 0; record < closingRecord; record++) {
            bytes.skipBytes(PRESET_NAME_BYTES);
            int program = bytes.read() | bytes.read() << 8;
            int bank = bytes.read() | bytes.read() << 8;
            bytes.skipBytes(PRESET_BYTES - PRESET_NAME_BYTES - 4);
            presets.add(new Preset(bank, program));
        }
        return presets;
    }

    private static String name(RandomAccessFile bytes) throws IOException {
        byte[] name = new byte[4];
        int length = bytes.read(name);
        return new String(name, 0, Math.max(0, length), StandardCharsets.US_ASCII);
    }

    private static long size(RandomAccessFile bytes) throws IOException {
        long size = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            size |= (bytes.read() & 0xFFL) << shift;
        }
        return size;
    }

    private static UserError notASoundFont(Path file) {
        return new UserError("timidity.soundfont: " + file
                + " is not a SoundFont 2 file; set it to a .cfg or .sf2 file");
    }
}
