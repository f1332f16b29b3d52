package dev.etude.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.etude.plugins.PluginCatalog;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tests of configurations share: plugins, a folder with MIDI files to name, and {@code c.yaml} to write and read.
 */
abstract class ConfigTestCase {
    static final String MINIMAL = "experiment: chords\ndata: { folder: midi }\ncritic: conv\n";

    static PluginCatalog catalog;

    @TempDir
    Path folder;

    @BeforeAll
    static void buildPlugins(@TempDir Path home) {
        catalog = TestPlugins.catalog(home.resolve("plugins"));
    }

    @BeforeEach
    void makeMidiFolder() throws IOException {
        Files.createDirectory(folder.resolve("midi"));
    }

    void write(String file, String yaml) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), yaml);
    }

    /** The settings of {@code c.yaml}, for a user who stands in the folder. */
    Settings read(String yaml, String... overrides) throws IOException {
        write("c.yaml", yaml);
        return readFile("c.yaml", overrides);
    }

    Settings readFile(String file, String... overrides) {
        return new ConfigReader(catalog).read(Settings.class, Path.of(file), List.of(overrides), folder);
    }

    /** The faults of {@code c.yaml}, with the folder's own name as {@code FOLDER}. */
    String faults(String yaml, String... overrides) {
        return message(() -> read(yaml, overrides));
    }

    String faultsOfFile(String file, String... overrides) {
        return message(() -> readFile(file, overrides));
    }

    private String message(org.junit.jupiter.api.function.Executable reading) {
        return assertThrows(UserError.class, reading).getMessage().replace(folder.toString(), "FOLDER");
    }
}
