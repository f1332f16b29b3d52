package dev.etude.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever happens to a file, its reader is told its faults, or has its settings. */
class MutatedConfigTest extends ConfigTestCase {
    private static final String WHOLE = """
            experiment: chords
            seed: 7
            data: { folder: midi, pitches: [36, 84] }
            critic: { plugin: conv, channels: 64, strides: [1, 2] }
            augmentation:
              - transpose
              - { plugin: transpose, semitones: [-3, 3] }
            renderers: [ { plugin: timidity, otherwise: { plugin: synth, gain: 2 } } ]
            training: { steps: 10, objective: least-squares, rate: { from: 1, to: 2 }, clip: 1e-3 }
            share: 1
            weights: { chords: 2 }
            """;
    private static final List<String> PIECES = List.of("\t", "\n", "---\n", "*a", "&a ", "<<: ", "!x ", "? ", "- ",
            "[", "]", "{", "}",
            ": ", "\"", "'", "|\n", ">", "%YAML 3\n", "#", "null", "~", "1e99", "-", "0", "\u0000", "\uFEFF",
                    "\u2028", "é", "😀", "extends: c.yaml\n",
            "plugin: fc", "true", "99999999999999999999", "...", ",", "seed: 1\n", "\r", "\\");

    @Test
    void neverGivesAnythingButSettingsOrFaults() throws IOException {
        Random random = new Random(42);
        int read = 0;
        int refused = 0;
        for (int round = 0; round < 1500; round++) {
            byte[] bytes = mutated(random);
            Files.write(folder.resolve("c.yaml"), bytes);
            String[] overrides = random.nextInt(4) > 0 ? new String[0]
                    : new String[] {piece(random) + piece(random) + "=" + piece(random) + piece(random), "critic."
                            + piece(random) + "=3"};
            try {
                readFile("c.yaml", overrides);
                read++;
            } catch (UserError error) {
                refused++;
                for (String line : error.getMessage().split("\n")) {
                    assertTrue(line.matches("(c\\.yaml(:\\d+:\\d+)?|command line): .+"), line);
                }
            } catch (RuntimeException | java.lang.Error bug) {
                throw new AssertionError("round " + round + ":\n" + new String(bytes, StandardCharsets.UTF_8)
                        + List.of(overrides), bug);
            }
        }
        assertTrue(read > 30 && refused > 700, read + " read, " + refused + " refused");
    }

    @Test
    void deepAndLongFilesAreFaultsToo() throws IOException {
        for (String yaml : List.of("a: " + "[".repeat(20_000), "a: " + "{b: ".repeat(5_000), "x".repeat(100_000)
                + ": 1",
                "seed: " + "9".repeat(100_000), "- ".repeat(20_000), "a:\n" + " ".repeat(200) + "- b\n", "share: 1e"
                        + "9".repeat(10_000))) {
            write("c.yaml", yaml);
            String faults = faultsOfFile("c.yaml");
            assertTrue(faults.lines().allMatch(line -> line.startsWith("c.yaml:")), faults);
        }
    }

    private static byte[] mutated(Random random) {
        StringBuilder text = new StringBuilder(WHOLE);
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, piece(random));
                case 1 -> text.delete(at, end);
                case 2 -> text.replace(at, end, piece(random));
                default -> text.insert(at, text.substring(at, end));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static String piece(Random random) {
        return PIECES.get(random.nextInt(PIECES.size()));
    }
}
