package dev.etude.plugins.models;

/** Checks of settings. */
final class Settings {
    private Settings() {}

    static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": must be at least " + least + ", was " + value);
        }
    }
}
