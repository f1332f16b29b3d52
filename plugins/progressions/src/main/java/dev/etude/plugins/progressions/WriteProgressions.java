package dev.etude.plugins.progressions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the built-in progressions as MIDI files, byte for byte the ones in {@code configs/midi}:
 *
 * <pre>java -cp 'plugins/distribution/target/lib/*' dev.etude.plugins.progressions.WriteProgressions configs/midi</pre>
 */
public final class WriteProgressions {
    private WriteProgressions() {}

    /** Writes into the folder that the one argument names; it is made if it is missing. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("WriteProgressions: name the one folder to write into, such as configs/midi");
            System.exit(2);
        }
        Path folder = Path.of(arguments[0]);
        Map<String, byte[]> files = files();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        System.out.println(files.size() + " MIDI files written into " + folder);
    }

    /** Relative path ({@code "pop/C major - I V vi IV.mid"}) to bytes. In file names, {@code V/V} is {@code VofV}. */
    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Repertoire.byStyle().forEach((style, progressions) -> {
            for (Progression progression : progressions) {
                files.put(style + "/" + progression.name().replace("/", "of") + ".mid", MidiFile.bytes(progression));
            }
        });
        return files;
    }
}
