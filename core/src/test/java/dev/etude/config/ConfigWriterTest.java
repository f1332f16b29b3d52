package dev.etude.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etude.spi.IntRange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigWriterTest extends ConfigTestCase {
    private static final String EVERYTHING = """
            experiment: "line 1\\nline: 2 # no comment"
            seed: -7
            data: { folder: midi, pitches: [36, 84] }
            critic: { plugin: conv, channels: 64 }
            augmentation: [ transpose, { plugin: transpose, semitones: [-3, 3] } ]
            renderers: [ timidity ]
            training: { objective: least-squares, rate: 0.5, clip: 1e-9 }
            weights: { copies: 3 }
            names: [ "010", "true", "", "- a", "é 😀", "null" ]
            """;

    @Test
    void whatIsWrittenReadsBackEqual() throws IOException {
        Settings settings = read(EVERYTHING);
        String yaml = ConfigWriter.yaml(settings);
        assertEquals(settings, read(yaml), yaml);
        assertEquals(yaml, ConfigWriter.yaml(read(yaml)));
    }

    @Test
    void itReadsLikeAPage() throws IOException {
        assertEquals("""
                experiment: chords
                seed: 1
                runs: FOLDER/runs
                data:
                  folder: FOLDER/midi
                  pitches: [21, 108]
                critic:
                  plugin: conv
                  channels: 32
                  strides: [2, 2]
                augmentation:
                  - plugin: transpose
                    semitones: [-1, 1]
                renderers: []
                training:
                  steps: 8000
                  batch: 48
                  objective: relativistic
                  rate:
                    from: 1.0
                    to: 0.15
                    shape: geometric
                    start: 0.0
                    end: 0.8
                  clip: 0.01
                share: null
                weights:
                  chords: 1
                names: []
                looped: true
                """, ConfigWriter.yaml(read(MINIMAL + "augmentation: [transpose]\n")).replace(folder.toString(), "FOLDER"));
    }

    @Test
    void flattensInOrderAndEachLineIsAnOverride() throws IOException {
        Settings settings = read(EVERYTHING);
        Map<String, String> flat = ConfigWriter.flat(settings);
        assertEquals("conv", flat.get("critic"));
        assertEquals("64", flat.get("critic.channels"));
        assertEquals("[2, 2]", flat.get("critic.strides"));
        assertEquals("transpose", flat.get("augmentation.1"));
        assertEquals("[-3, 3]", flat.get("augmentation.1.semitones"));
        assertEquals("synth", flat.get("renderers.0.otherwise"));
        assertEquals("0.5", flat.get("training.rate"));
        assertEquals("3", flat.get("weights.copies"));
        assertEquals(List.of("experiment", "seed", "runs", "data.folder"), flat.keySet().stream().limit(4).toList());
        String[] overrides = flat.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toArray(
                String[]::new);
        assertEquals(settings, read(EVERYTHING.replace("channels: 64", "channels: 1"), overrides));
    }

    @Test
    void writesOneValueInALine() {
        assertEquals("[-3, 3]", ConfigWriter.inline(new IntRange(-3, 3)));
        assertEquals("{ from: 1.0, to: 0.15, shape: geometric, start: 0.0, end: 0.8 }",
                ConfigWriter.inline(Schedule.geometric(1, 0.15).between(0, 0.8)));
        assertEquals("0.0001", ConfigWriter.inline(1e-4));
        assertEquals("1.0E+30", ConfigWriter.inline(1e30));
        assertEquals("null", ConfigWriter.inline(Optional.empty()));
        assertEquals("\"off\"", ConfigWriter.inline("off"));
    }

    @Test
    void anyTextAndNumberSurvives() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                int kind = random.nextInt(4);
                text.appendCodePoint(kind == 0 ? random.nextInt(0x20, 0x7f)
                        : kind == 1 ? "\t\n\r :#-'\"\\[]{}&*!|>%@`~,?\u0085\u2028\uFEFF\u0000".codePointAt(
                                random.nextInt(27))
                        : kind == 2 ? random.nextInt(0xd800) : random.nextInt(0x10000, 0x110000));
            }
            Text settings = new Text(text.toString(), Double.longBitsToDouble(random.nextLong() & ~(1L << 62)),
                    List.of(text.toString()));
            write("t.yaml", ConfigWriter.yaml(settings));
            assertEquals(settings, new ConfigReader(catalog).read(Text.class, java.nio.file.Path.of("t.yaml"),
                    List.of(), folder));
        }
    }

    /** Texts and a number. */
    record Text(String text, double number, List<String> more) {}
}
