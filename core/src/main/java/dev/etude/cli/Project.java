package dev.etude.cli;

import dev.etude.plugins.PluginCatalog;
import dev.etude.run.Console;
import dev.etude.run.Runs;
import java.nio.file.Path;
import java.util.Optional;

/** What every command stands on: the project's folder, its plugins, and the screen. */
final class Project {
    private final Path home;
    private final Console console;
    private PluginCatalog catalog;

    Project() {
        this.home = Path.of(System.getProperty("etude.home", "")).toAbsolutePath().normalize();
        this.console = new Console(System.out, Boolean.getBoolean("etude.terminal"));
    }

    /** The folder that the runner lies in. */
    Path home() {
        return home;
    }

    /** Where the user stands; relative paths on the command line are meant from here. */
    Path workingDirectory() {
        return Path.of("").toAbsolutePath();
    }

    /** The screen. */
    Console console() {
        return console;
    }

    /** Every plugin; a broken JAR is told once, in one line. */
    PluginCatalog catalog() {
        if (catalog == null) {
            catalog = PluginCatalog.load(home.resolve("plugins"));
            catalog.problems().forEach(console::say);
        }
        return catalog;
    }

    /** The plugins, if a command has asked for them. */
    Optional<PluginCatalog> loadedCatalog() {
        return Optional.ofNullable(catalog);
    }

    /** Begins and continues runs; {@code command} is what the user typed. */
    Runs runs(String command) {
        return new Runs(home, catalog(), console, command);
    }
}
