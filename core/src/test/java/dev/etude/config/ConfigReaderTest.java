package dev.etude.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.etude.spi.IntRange;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest extends ConfigTestCase {
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
        assertEquals(folder.resolve("runs"), settings.runs());
        assertEquals(48, settings.training().batch());
        assertEquals(Schedule.geometric(1, 0.15).between(0, 0.8), settings.training().rate());
        assertEquals(Map.of("chords", 1), settings.weights());
        assertEquals("[Timidity[otherwise=Synth[gain=1.0]]]", settings.renderers().toString());
    }

    @Test
    void aScheduleStandsAloneAndTakesNothingFromTheDefault() throws IOException {
        Settings settings = read(MINIMAL + "training: { rate: { from: 3, to: 1 } }\n");
        assertEquals(Schedule.linear(3, 1), settings.training().rate());
        settings = read(MINIMAL + "training: { rate: { from: 1, to: 0.15, shape: geometric, end: 0.8 } }\n");
        assertEquals(new Schedule(1, 0.15, Schedule.Shape.GEOMETRIC, 0, 0.8), settings.training().rate());
    }

    @Test
    void pathsAreRelativeToTheFileThatSaysThem() throws IOException {
        write("here/c.yaml", "experiment: x\ncritic: conv\ndata: { folder: ../midi/. }\n");
        assertEquals(folder.resolve("midi"), readFile("here/c.yaml").data().folder());
        assertEquals(folder.resolve("runs"), readFile("here/c.yaml").runs(),
                "a default is relative to where the user stands");
        assertEquals(folder.resolve("midi"), readFile("here/c.yaml", "data.folder=midi").data().folder());
        assertEquals(Path.of(System.getProperty("user.home"), "runs"), readFile("here/c.yaml", "runs=~/runs").runs());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "seed: 1.5 => seed: expected a whole number, found 1.5; write it without a point or exponent",
        "seed: 8.0 => seed: expected a whole number, found 8.0; write it without a point or exponent",
        "seed: \"8\" => seed: expected a whole number, found \"8\"; take the quotes away",
        "seed: 010 => seed: expected a whole number, found 010; write it without the leading zero",
        "seed: 0x1F => seed: expected a whole number, found \"0x1F\"; write it in digits",
        "seed: two => seed: expected a whole number, found \"two\"; write it in digits",
        "seed: true => seed: expected a whole number, found true; write it in digits",
        "seed: 9223372036854775808 => seed: expected a whole number, found 9223372036854775808; it must lie between"
                + " -9223372036854775808 and 9223372036854775807",
        "seed: => seed: has no value; give it one (a whole number), or take the key out",
        "seed: [1] => seed: expected a whole number, found a list; write a single value",
        "share: .inf => share: expected a number, found \".inf\"; write it in digits",
        "share: 1e999 => share: expected a number, found 1e999; it is too large to compute with",
        "looped: yes => looped: expected true or false, found \"yes\"; write true or false, in small letters and without quotes",
        "looped: True => looped: expected true or false, found True; write true or false, in small letters and without quotes",
        "runs: '' => runs: an empty path; name a file or folder",
        "runs: true => runs: expected a text, found true; put it into quotes",
        "names: a => names: expected a list, found \"a\"; write [a]",
        "names: {} => names: expected a list, found a mapping; write [a, b], or a line \"- a\" for each",
        "weights: 3 => weights: expected a mapping, found 3; write { key: value }",
        "weights: { chords: 1.5 } => weights.chords: expected a whole number, found 1.5; write it without a point or exponent",
        "training: 3 => training: expected a mapping of settings, found 3; write { key: value }, or the settings below it, indented",
        "training: { objective: relativstic } => training.objective: cannot be \"relativstic\"; did you mean \"relativistic\"?"
                + " (known: non-saturating, least-squares, relativistic)",
        "training: { objective: RELATIVISTIC } => training.objective: cannot be \"RELATIVISTIC\"; did you mean \"relativistic\"?"
                + " (known: non-saturating, least-squares, relativistic)",
        "training: { steps: 0 } => training.steps: must be at least 1, was 0",
        "training: { rate: -1 } => training.rate: must not be negative, was -1.0",
        "training: { rate: fast } => training.rate: expected a number or a schedule, found \"fast\";"
                + " write 0.5, or { from: 1, to: 0.1, shape: geometric }",
        "training: { rate: { from: 1, to: 0, shape: geometric } } => training.rate.to: must be above 0 for a geometric schedule, was 0.0",
        "training: { rate: { from: 1 } } => training.rate.to: missing; add it: a number (the value at the end)",
        "augmentation: [ { plugin: transpose, semitones: [3, -3] } ] => augmentation.0.semitones:"
                + " a range goes from low to high, not from 3 to -3",
        "augmentation: [ { plugin: transpose, semitones: 3 } ] => augmentation.0.semitones: expected a range, found 3;"
                + " write [from, to], two whole numbers",
        "augmentation: [ { plugin: transpose, semitones: [1, b] } ] => augmentation.0.semitones.1: expected a whole number,"
                + " found \"b\"; write it in digits",
        "augmentation: [ { semitones: [1, 2] } ] => augmentation.0.plugin: missing; name an augmentation"
                + " (known: transpose from plugins/transpose.jar)",
        "augmentation: [ 3 ] => augmentation.0: expected an augmentation, found 3; write its name, or { plugin: name } with settings"
                + " (known: transpose from plugins/transpose.jar)",
    })
    void eachWrongValueIsOneLine(String example) {
        String[] parts = example.split(" ?=> ", 2);
        String fault = faults(MINIMAL + parts[0] + "\n");
        assertEquals(parts[1], fault.replaceFirst("^c\\.yaml:4:\\d+: ", ""), "and it has its place: " + fault);
    }

    @Test
    void allFaultsOfAFileAreToldAtOnceInTheirOrder() {
        assertEquals("""
                c.yaml:1:13: experiment: expected a text, found a list; write a single value
                c.yaml:2:17: data.folder: no such file or folder: FOLDER/mid; did you mean "midi"?
                c.yaml:2:22: data.pitchs: unknown setting; did you mean "pitches"? (known: folder, pitches)
                c.yaml:3:35: critic.channels: must be at least 1, was 0
                c.yaml:3:38: critic.chanels: unknown setting; did you mean "channels"? (known: channels, strides)
                c.yaml:3:59: critic.strides: expected a list, found 2; write [2]
                c.yaml:5:10: training.steps: must be at least 1, was 0
                c.yaml:6:10: training.batch: must be at least 1, was -1
                c.yaml:7:9: training.clip: expected a number, found "x"; write it in digits
                c.yaml:8:1: training: said twice, first in line 4; take one of them out
                c.yaml:9:1: qwertz: unknown setting; known: experiment, seed, runs, data, critic, augmentation, renderers, training, share, weights, names, looped
                command line: seed: expected a whole number, found "x"; write it in digits""",
                faults("""
                experiment: []
                data: { folder: mid, pitchs: [1, 2] }
                critic: { plugin: conv, channels: 0, chanels: 3, strides: 2 }
                training:
                  steps: 0
                  batch: -1
                  clip: x
                training: 3
                qwertz: 1
                """, "seed=x"));
    }

    @Test
    void whatIsMissingIsSaidWithItsMeaning() {
        assertEquals("""
                c.yaml:1:1: critic: missing; add it: a critic
                c.yaml:1:1: experiment: missing; add it: a text (the name that runs share)
                c.yaml:2:3: data.folder: missing; add it: a path (a folder of MIDI files)""",
                faults("data:\n  pitches: [1, 2]\n").lines().sorted().reduce((a, b) -> a + "\n" + b).orElseThrow());
    }

    @Test
    void anUnknownPluginIsAnsweredWithTheKnownOnesAndTheirJars() {
        assertEquals("c.yaml:3:9: critic: unknown critic \"cnov\"; did you mean \"conv\"? (known: conv from plugins/critics.jar;"
                + " fc from plugins/dense.jar; a JAR put into plugins/ adds more)",
                        faults(MINIMAL.replace("conv", "cnov")));
        assertEquals("c.yaml:3:9: critic: unknown critic \"transpose\"; that is the name of an augmentation. (known: conv from"
                + " plugins/critics.jar; fc from plugins/dense.jar; a JAR put into plugins/ adds more)",
                faults(MINIMAL.replace("conv", "transpose")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a: *x => c.yaml:1:4: a: an alias (*x); aliases are not understood here, write the value itself",
        "a: !foo 3 => c.yaml:1:4: a: a tag (!foo); tags are not understood here, take it out",
        "<<: { a: 1 } => c.yaml:1:1: a merge key (<<); write the settings themselves, or use extends: other.yaml",
        "seed: 1\n---\nseed: 2 => c.yaml:3:1: a second document begins here; keep one document in a file",
        "data:\n\tfolder: x => c.yaml:2:1: a tab; indent with spaces",
        "a: b: c => c.yaml:1:5: a colon that fits no key; put a text with \": \" into quotes, or correct the indentation",
        "a: @x => c.yaml:1:4: a word cannot begin with @; put it into quotes",
        "a: [1, 2 => c.yaml:2:1: not YAML (expected ',' or ']', but got the end); close the bracket or quote",
        "- a => c.yaml:1:1: expected settings, each as \"key: value\", found a list; see the examples in configs",
        "hello => c.yaml:1:1: expected settings, each as \"key: value\", found \"hello\"; see the examples in configs",
        " => c.yaml: empty; write settings, each as \"key: value\", or start from one of the examples in configs",
        "# only a comment => c.yaml: empty; write settings, each as \"key: value\", or start from one of the examples in configs",
        "a: \u0007 => c.yaml:1:4: a character that no text has (U+0007); delete it",
    })
    void whatYamlWouldLetSlipIsAFault(String example) {
        String[] parts = example.split(" ?=> ", 2);
        assertEquals(parts[1], faults(parts[0] + "\n").lines()
                .filter(line -> !line.contains("missing; ") && !line.contains("unknown setting"))
                .reduce((a, b) -> a + "\n" + b)
                .orElseThrow());
    }

    @Test
    void aByteOrderMarkIsPassedOverAndOtherEncodingsAreNot() throws IOException {
        assertEquals("chords", read("\uFEFF" + MINIMAL).experiment());
        Files.write(folder.resolve("c.yaml"), "seed: 1\nexperiment: étude\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("c.yaml:2:13: not UTF-8 from here; save the file as UTF-8", faultsOfFile("c.yaml"));
        Files.write(folder.resolve("c.yaml"), MINIMAL.getBytes(StandardCharsets.UTF_16));
        assertEquals("c.yaml:1:1: not UTF-8 from here; save the file as UTF-8", faultsOfFile("c.yaml"));
    }

    @Test
    void aFileThatIsNotThereIsAnsweredWithTheNearest() throws IOException {
        write("conv-critic.yaml", MINIMAL);
        assertEquals("conv-critc.yaml: no such file; did you mean \"conv-critic.yaml\"?",
                faultsOfFile("conv-critc.yaml"));
        assertEquals("x.yaml: no such file; that folder has conv-critic.yaml", faultsOfFile("x.yaml"));
        assertEquals("no/x.yaml: no such file, nor its folder; correct the path", faultsOfFile("no/x.yaml"));
        assertEquals("midi: a folder; name a file in it", faultsOfFile("midi"));
        Files.write(folder.resolve("big.yaml"), new byte[2_000_000]);
        assertEquals("big.yaml: larger than a megabyte, so hardly a configuration; name a YAML file",
                faultsOfFile("big.yaml"));
    }

    @Test
    void aRecordThatFailsForAnotherReasonIsItsAuthorsFault() throws IOException {
        write("fragile.yaml", "name: x\n");
        UserError error = assertThrows(UserError.class,
                () -> new ConfigReader(catalog).read(Fragile.class, Path.of("fragile.yaml"), List.of(), folder));
        assertEquals("fragile.yaml:1:1: Fragile fails with these settings (java.lang.IllegalStateException: oh);"
                + " tell its author, or use another", error.getMessage());
    }

    @Test
    void aTypeThatNoConfigurationHoldsIsSaid() {
        UserError error = assertThrows(UserError.class,
                () -> new ConfigReader(catalog).read(Odd.class, List.of("when=now"), folder));
        assertEquals("command line: when: has a type that no configuration can hold (java.util.Date); its plugin has to change",
                error.getMessage());
    }

    @Test
    void aBrokenJarIsNamedWhereItsPluginIsWanted(@org.junit.jupiter.api.io.TempDir Path home) throws IOException {
        Path plugins = Files.createDirectory(home.resolve("plugins"));
        Files.writeString(plugins.resolve("conv.jar"), "no JAR");
        write("c.yaml", MINIMAL);
        UserError error = assertThrows(UserError.class,
                () -> new ConfigReader(dev.etude.plugins.PluginCatalog.load(plugins))
                .read(Settings.class, Path.of("c.yaml"), List.of(), folder));
        assertEquals("c.yaml:3:9: critic: unknown critic \"conv\"; none is known; a JAR put into plugins/ adds more; not loaded:"
                + " plugins/conv.jar: cannot be read as a JAR (ZipException: zip END header not found); build or download it again",
                error.getMessage());
    }

    /** A record with a setting that YAML has no form for. */
    record Odd(java.util.Date when) {}

    /** A record whose constructor fails. */
    record Fragile(String name) {
        Fragile {
            throw new IllegalStateException("oh");
        }
    }
}
