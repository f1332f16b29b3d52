package dev.etude.sweep;

import java.nio.file.Path;

/** Paths as a person reads and copies them. */
final class Shown {
    private Shown() {}

    /** Relative to where the user stands, if it lies below. */
    static Path path(Path path) {
        Path standing = Path.of("").toAbsolutePath();
        return path.startsWith(standing) && !path.equals(standing) ? standing.relativize(path) : path;
    }
}
