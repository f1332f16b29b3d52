package dev.etude.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.plugins.JarBuilder;
import dev.etude.plugins.PluginCatalog;
import dev.etude.spi.IntRange;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    private static final String MINIMAL = "experiment: chords\ndata: { folder: midi }\ncritic: conv\n";

    @TempDir
    static Path plugins;

    private static PluginCatalog catalog;

    @TempDir
    Path folder;

    @BeforeAll
    static void buildPlugins() {
        catalog = TestPlugins.catalog(plugins.resolve("plugins"));
    }

    @BeforeEach
    void makeMidiFolder() throws IOException {
        Files.createDirectory(folder.resolve("midi"));
    }

    @Test
    void readsEveryTypeOfSetting() throws IOException {
        Settings settings = read("""
                experiment: 2026
                seed: 9223372036854775807
                runs: ../out
                data: { folder: midi, pitches: [36, 84] }
                critic: { plugin: conv, channels: 64 }
                augmentation:
                  - transpose
                  - { plugin: transpose, semitones: [-3, 3] }
                renderers: [ { plugin: timidity, otherwise: { plugin: synth, gain: 2 } } ]
                training: { steps: 10, objective: least-squares, rate: 0.5, clip: 1e-3 }
                share: 1
                weights: { chords: 2, copies: 3 }
                names: [ "a b", no, "" ]
                looped: false
                """);
        assertEquals("2026", settings.experiment());
        assertEquals(Long.MAX_VALUE, settings.seed());
        assertEquals(folder.resolveSibling("out"), settings.runs());
        assertEquals(new Settings.Data(folder.resolve("midi"), new IntRange(36, 84)), settings.data());
        assertEquals("ConvCritic[channels=64, strides=[2, 2]]", settings.critic().toString());
        assertEquals("[Transpose[semitones=IntRange[from=-1, to=1]], Transpose[semitones=IntRange[from=-3, to=3]]]",
                settings.augmentation().toString());
        assertEquals("[Timidity[otherwise=Synth[gain=2.0]]]", settings.renderers().toString());
        assertEquals(new Settings.Training(10, 48, Settings.Objective.LEAST_SQUARES, Schedule.constant(0.5), 0.001),
                settings.training());
        assertEquals(Optional.of(1.0), settings.share());
        assertEquals(Map.of("chords", 2, "copies", 3), settings.weights());
        assertEquals(List.of("a b", "no", ""), settings.names());
        assertEquals(false, settings.looped());
    }

    @Test
    void defaultsHoldWhereNothingIsSaid() throws IOException {
        Settings settings = read(MINIMAL + "training: { steps: 5 }\nrenderers: [timidity]\n");
        assertEquals(1, settings.seed());
        assertEquals(folder.resolve("here/runs"), settings.runs(), "a default path is relative to where the user stands");
        assertEquals(48, settings.training().batch());
        assertEquals(Schedule.geometric(1, 0.15).between(0, 0.8), settings.training().rate());
        assertEquals(Map.of("chords", 1), settings.weights());
        assertEquals("[Timidity[otherwise=Synth[gain=1.0]]]", settings.renderers().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "seed: 1.5 | seed: expected a whole number, found 1.5; write it without a point or exponent",
        "seed: 8.0 | seed: expected a whole number, found 8.0; write it without a point or exponent",
        "seed: '\"8\"' | seed: expected a whole number, found \"8\"; take the quotes away",
        "seed: 010 | seed: expected a whole number, found 010; write it without the leading zero",
        "seed: 0x1F | seed: expected a whole number, found \"0x1F\"; write it in digits",
    })
    void numbersAreStrict(String line, String fault) {
        assertEquals("c.yaml:4:7: " + fault, faults(MINIMAL + line.replace("'", "") + "\n"));
    }

    private Settings read(String yaml, String... overrides) throws IOException {
        Path file = Path.of("c.yaml");
        Files.writeString(folder.resolve(file), yaml);
        return new ConfigReader(catalog).read(Settings.class, folder.resolve(file), List.of(overrides), folder.resolve("here"));
    }

    private String faults(String yaml, String... overrides) {
        UserError error = assertThrows(UserError.class, () -> read(yaml, overrides));
        return error.getMessage().replace(folder + "/", "");
    }
}
