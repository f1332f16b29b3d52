package dev.etude.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.config.ConfigReader;
import dev.etude.config.ConfigWriter;
import dev.etude.music.GeneralMidi;
import dev.etude.plugins.PluginCatalog;
import dev.etude.spi.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said to {@code ./runner sample}. */
class DrawSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void everySettingCanBeSaid() {
        DrawSettings all = read("count=3", "seed=-4", "out=there", "select=false", "keep=0.3", "unique=false",
                "temperature=0.5", "noiseScale=1.5", "walk=4", "walkTo=9", "transpose=-3", "tempo=90",
                "program=Church Organ", "measure=false", "render=true");

        assertEquals(folder.resolve("there"), all.out().orElseThrow());
        assertEquals(0.3, all.share());
        assertEquals(9, all.target());
        assertEquals(OptionalInt.of(19), all.instrument());
        assertEquals("seed--4_select-false_keep-0.3_unique-false_temperature-0.5_noiseScale-1.5_walk-4_walkTo-9"
                + "_transpose--3_tempo-90.0_program-Church-Organ", all.name());
        assertEquals(0.5, read().share());
        assertEquals("seed-2", read("count=99").name());
        assertEquals(6, read("seed=5").target());
    }

    @Test
    void whatIsWrittenIsReadBackAsTheSame() throws Exception {
        DrawSettings unusual = read("program=40", "tempo=90.5", "keep=1", "walkTo=3", "measure=true");
        for (DrawSettings settings : List.of(read(), unusual)) {
            Path file = Files.writeString(folder.resolve("sample.yaml"), ConfigWriter.yaml(settings));
            assertEquals(settings, new ConfigReader(catalog()).read(DrawSettings.class, file, List.of(), folder));
        }
    }

    @Test
    void everyFaultIsToldAtOnce() {
        UserError error = assertThrows(UserError.class, () -> read("count=0", "keep=0", "temperature=-1",
                "noiseScale=0", "walk=1", "transpose=88", "tempo=3", "program=vibrafone", "colour=red"));

        assertEquals(9, error.getMessage().lines().count(), error.getMessage());
        assertTrue(error.getMessage().contains("did you mean \"vibraphone\"?"), error.getMessage());
    }

    @Test
    void whatWouldDoNothingIsRefused() {
        for (String[] settings : new String[][] {{"measure=true", "walk=4"}, {"render=false"}, {"program=128"}}) {
            assertThrows(UserError.class, () -> read(settings), String.join(" ", settings));
        }
    }

    @Test
    void instrumentsAreThoseOfGeneralMidi() {
        assertEquals(128, new HashSet<>(GeneralMidi.INSTRUMENTS).size());
        for (int program = 0; program < 128; program++) {
            assertEquals(OptionalInt.of(program), GeneralMidi.program(GeneralMidi.INSTRUMENTS.get(program)));
            assertEquals(OptionalInt.of(program), GeneralMidi.program(String.valueOf(program)));
        }
        assertEquals(OptionalInt.of(42), GeneralMidi.program("cello"));
        assertEquals(OptionalInt.of(127), GeneralMidi.program("Gunshot"));
        assertFalse(GeneralMidi.program("999").isPresent());
    }

    private DrawSettings read(String... settings) {
        return new ConfigReader(catalog()).read(DrawSettings.class, List.of(settings), folder);
    }

    private PluginCatalog catalog() {
        return PluginCatalog.load(folder.resolve("plugins"));
    }
}
