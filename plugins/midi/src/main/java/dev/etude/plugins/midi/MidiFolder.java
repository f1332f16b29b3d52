package dev.etude.plugins.midi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the MIDI files below a folder: names that end in .mid or .midi, in any case.
 *
 * <p>Links are followed, but no folder is entered twice, so links in a circle end. The order is that of the names'
 * characters, the same on every machine.
 */
final class MidiFolder {
    private final Path root;
    private final List<Path> midiFiles = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final Set<Path> entered = new HashSet<>();
    private int filesSeen;

    private MidiFolder(Path root) {
        this.root = root;
    }

    /** Searches a folder; or takes one file, whatever its name. */
    static MidiFolder search(Path folderOrFile) {
        MidiFolder found = new MidiFolder(folderOrFile);
        if (Files.isDirectory(folderOrFile)) {
            found.enter(folderOrFile);
            found.midiFiles.sort(found.byName());
        } else {
            found.filesSeen = 1;
            found.midiFiles.add(folderOrFile);
        }
        return found;
    }

    /** The MIDI files, in order. */
    List<Path> midiFiles() {
        return midiFiles;
    }

    /** A file's path within the folder, with {@code /} between names, on one line. */
    String name(Path file) {
        Path within = file.equals(root) ? root.getFileName() : root.relativize(file);
        return within.toString().replace(file.getFileSystem().getSeparator(), "/").replaceAll("\\p{Cntrl}", "?");
    }

    /** How many files of any kind there are. */
    int filesSeen() {
        return filesSeen;
    }

    /** Folders that could not be listed, by their path within the folder. */
    List<String> unreadable() {
        return unreadable;
    }

    private void enter(Path folder) {
        List<Path> children;
        try (Stream<Path> listed = Files.list(folder)) {
            if (!entered.add(folder.toRealPath())) {
                return;
            }
            // Sorted here too, so that of two links to one folder always the same is entered.
            children = listed.sorted(byName()).toList();
        } catch (IOException | UncheckedIOException unlistable) {
            unreadable.add(name(folder));
            return;
        }
        for (Path child : children) {
            if (Files.isDirectory(child)) {
                enter(child);
            } else {
                filesSeen++;
                String lowerCase = child.getFileName().toString().toLowerCase(Locale.ROOT);
                if (lowerCase.endsWith(".mid") || lowerCase.endsWith(".midi")) {
                    midiFiles.add(child);
                }
            }
        }
    }

    private Comparator<Path> byName() {
        return Comparator.comparing(this::name).thenComparing(Comparator.naturalOrder());
    }
}
