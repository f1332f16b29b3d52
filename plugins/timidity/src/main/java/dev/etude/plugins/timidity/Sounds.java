package dev.etude.plugins.timidity;

import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What TiMidity++ can play with: its configurations (.cfg) and SoundFonts (.sf2).
 *
 * <p>A {@code soundfont} line loses to the banks of the program's default configuration, which is always read first. So
 * a SoundFont becomes a configuration that names each of its presets, which wins.
 */
final class Sounds {
    private static final List<Path> CONFIGURATION_FOLDERS =
            List.of(Path.of("/etc/timidity"), Path.of("/usr/local/etc/timidity"), Path.of("/usr/share/timidity"));
    private static final List<Path> SOUND_FONT_FOLDERS = List.of(
            Path.of("/usr/share/sounds/sf2"), Path.of("/usr/share/soundfonts"), Path.of("/usr/local/share/soundfonts"));
    private static final int KEYS = 128;

    private Sounds() {}

    /** Refuses a name that is neither a configuration's nor a SoundFont's. */
    static void check(Path soundfont) {
        if (!endsWith(soundfont, ".cfg") && !endsWith(soundfont, ".sf2")) {
            throw new IllegalArgumentException("soundfont: must end in .cfg or .sf2, was " + soundfont);
        }
    }

    /**
     * The configurations and then the SoundFonts of this machine, in a fixed order; the default configuration is left
     * out.
     */
    static List<Path> installed() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : CONFIGURATION_FOLDERS) {
            found.addAll(list(folder, ".cfg"));
        }
        found.removeIf(file -> file.endsWith("timidity.cfg"));
        for (Path folder : SOUND_FONT_FOLDERS) {
            found.addAll(list(folder, ".sf2"));
        }
        return found;
    }

    /**
     * The configuration that makes the program play with a file: the file itself, or one written for a SoundFont.
     *
     * @throws UserError if the file does not exist or is not what its name says
     */
    static Path configuration(Path soundfont, Path scratch) throws IOException {
        if (!Files.isReadable(soundfont) || Files.isDirectory(soundfont)) {
            throw new UserError("timidity.soundfont: no such file: " + soundfont + "; set it to a .cfg or .sf2 file");
        }
        if (endsWith(soundfont, ".cfg")) {
            return soundfont;
        }
        StringBuilder lines = new StringBuilder();
        for (SoundFont.Preset preset : SoundFont.presets(soundfont)) {
            String font = " %font \"" + soundfont.toAbsolutePath() + "\" " + preset.bank() + " " + preset.program();
            if (preset.bank() == SoundFont.PERCUSSION_BANK) {
                lines.append("drumset ").append(preset.program()).append('\n');
                for (int key = 0; key < KEYS; key++) {
                    lines.append(key).append(font).append(' ').append(key).append('\n');
                }
            } else {
                lines.append("bank ").append(preset.bank()).append('\n');
                lines.append(preset.program()).append(font).append('\n');
            }
        }
        return Files.writeString(Files.createTempFile(scratch, "soundfont", ".cfg"), lines);
    }

    private static List<Path> list(Path folder, String extension) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> endsWith(file, extension)).sorted().toList();
        }
    }

    private static boolean endsWith(Path file, String extension) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(extension);
    }
}
