package dev.etude.plugins.midi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the MIDI files below a folder: names that end in .mid or .midi, in any case.
 *
 * <p>Links are followed, but no folder is entered twice, so links in a circle end. The order is that of the names'
 * characters, the same on every machine.
 */
final class MidiFolder {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final Path root;
    private final List<MidiFile> midiFiles = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final Set<Path> entered = new HashSet<>();
    private int filesSeen;

    /**
     * A file, whatever it holds.
     *
     * @param name its path within the folder, with {@code /} between names, on one line
     */
    record MidiFile(String name, Path path) implements Comparable<MidiFile> {
        @Override
        public int compareTo(MidiFile other) {
            int order = name.compareTo(other.name);
            return order == 0 ? path.compareTo(other.path) : order;
        }
    }

    private MidiFolder(Path root) {
        this.root = root;
    }

    /** Searches a folder; or takes one file, whatever its name. */
    static MidiFolder search(Path folderOrFile) {
        MidiFolder found = new MidiFolder(folderOrFile);
        if (Files.isDirectory(folderOrFile)) {
            found.enter(folderOrFile);
            Collections.sort(found.midiFiles);
        } else {
            found.filesSeen = 1;
            found.midiFiles.add(found.named(folderOrFile));
        }
        return found;
    }

    /** The MIDI files, in order. */
    List<MidiFile> midiFiles() {
        return midiFiles;
    }

    /** How many files of any kind there are. */
    int filesSeen() {
        return filesSeen;
    }

    /** Folders that could not be listed, by their path within the folder. */
    List<String> unreadable() {
        return unreadable;
    }

    private MidiFile named(Path file) {
        Path within = file.equals(root) ? root.getFileName() : root.relativize(file);
        String name = within.toString().replace(file.getFileSystem().getSeparator(), "/");
        return new MidiFile(CONTROL.matcher(name).replaceAll("?"), file);
    }

    private void enter(Path folder) {
        List<MidiFile> children;
        try (Stream<Path> listed = Files.list(folder)) {
            if (!entered.add(folder.toRealPath())) {
                return;
            }
            // Sorted here too, so that of two links to one folder always the same is entered.
            children = listed.map(this::named).sorted().toList();
        } catch (IOException | UncheckedIOException unlistable) {
            unreadable.add(named(folder).name());
            return;
        }
        for (MidiFile child : children) {
            if (Files.isDirectory(child.path())) {
                enter(child.path());
            } else {
                filesSeen++;
                String lowerCase = child.path().getFileName().toString().toLowerCase(Locale.ROOT);
                if (lowerCase.endsWith(".mid") || lowerCase.endsWith(".midi")) {
                    midiFiles.add(child);
                }
            }
        }
    }
}
