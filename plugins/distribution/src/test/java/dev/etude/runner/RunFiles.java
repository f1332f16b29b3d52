package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compares and copies run folders. */
final class RunFiles {
    private RunFiles() {}

    /** Two runs are the same: figures but for those of clock and machine, samples, checkpoints, nearest phrases, byte for byte. */
    static void assertSame(Path expected, Path actual) throws IOException {
        List<String> figures = figures(expected);
        List<String> again = figures(actual);
        for (int line = 0; line < Math.min(figures.size(), again.size()); line++) {
            assertEquals(figures.get(line), again.get(line), "line " + (line + 1) + " of metrics.jsonl");
        }
        assertEquals(figures.size(), again.size(), "lines of metrics.jsonl");
        assertEquals(Files.readString(expected.resolve("summary.json")), Files.readString(actual.resolve("summary.json")));
        for (String part : List.of("samples", "checkpoints", "nearest")) {
            List<Path> names = files(expected.resolve(part));
            assertEquals(names, files(actual.resolve(part)), part);
            for (Path name : names) {
                assertArrayEquals(
                        Files.readAllBytes(expected.resolve(part).resolve(name)),
                        Files.readAllBytes(actual.resolve(part).resolve(name)),
                        () -> part + "/" + name);
            }
        }
    }

    /** Copies a folder. */
    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    /** Makes a finished run one that was killed: it says that it is running, but nobody holds it. */
    static void unfinish(Path run) throws IOException {
        replace(run.resolve("status.json"), "\"finished\"", "\"running\"");
    }

    /** Replaces a text in a file that holds it. */
    static void replace(Path file, String text, String by) throws IOException {
        String before = Files.readString(file);
        String after = before.replace(text, by);
        if (after.equals(before)) {
            throw new AssertionError(text + " is not in " + before);
        }
        Files.writeString(file, after);
    }

    private static List<String> figures(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .map(line -> line.replaceAll("\"(time|system/[^\"]*)\":[^,}]*", ""))
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).map(folder::relativize).sorted().toList());
        }
    }
}
