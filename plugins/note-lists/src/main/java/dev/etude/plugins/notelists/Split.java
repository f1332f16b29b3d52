package dev.etude.plugins.notelists;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The parts of such a file, by the names that they have in it. */
public enum Split {
    TRAIN,
    VALID,
    TEST,
    /** Every part that the file has, one after the other. */
    ALL;

    /** The part that is called so in a file; empty if none is. */
    static Optional<Split> named(String key) {
        return Arrays.stream(values())
                .filter(split -> split != ALL && split.key().equals(key))
                .findFirst();
    }

    /** Its name in a file. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a part belongs to this one. */
    boolean holds(Split part) {
        return this == ALL || this == part;
    }
}
