package dev.etude.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompositionTest extends ConfigTestCase {
    @Test
    void mappingsMergeListsAreReplacedAndLaterFilesWin() throws IOException {
        write("base/a.yaml", "experiment: a\nseed: 1\ndata: { folder: ../midi, pitches: [1, 2] }\ncritic: { plugin: conv, channels: 8 }\n"
                + "names: [x, y]\n");
        write("b.yaml", "experiment: b\nseed: 2\n");
        Settings settings = read("extends: [base/a.yaml, b.yaml]\nseed: 3\nnames: [z]\ncritic: { strides: [5] }\n");
        assertEquals("b", settings.experiment());
        assertEquals(3, settings.seed());
        assertEquals(folder.resolve("midi"), settings.data().folder(), "relative to the file that says it");
        assertEquals(1, settings.data().pitches().from());
        assertEquals("[z]", settings.names().toString());
        assertEquals("ConvCritic[channels=8, strides=[5]]", settings.critic().toString());
    }

    @Test
    void aFileThatOnlyExtendsIsWhole() throws IOException {
        write("base.yaml", MINIMAL);
        assertEquals("chords", read("extends: base.yaml\n").experiment());
    }

    @Test
    void anotherPluginReplacesEverySettingAndTheSameOneKeepsThem() throws IOException {
        write("base.yaml", MINIMAL.replace("conv", "{ plugin: conv, channels: 8 }"));
        assertEquals("Dense[hidden=128]", read("extends: base.yaml\ncritic: fc\n").critic().toString());
        assertEquals("Dense[hidden=3]",
                read("extends: base.yaml\ncritic: { plugin: fc, hidden: 3 }\n").critic().toString());
        assertEquals("ConvCritic[channels=8, strides=[2, 2]]",
                read("extends: base.yaml\ncritic: conv\n").critic().toString());
        assertEquals("ConvCritic[channels=8, strides=[2, 2]]",
                read("extends: base.yaml\n", "critic=conv").critic().toString());
        assertEquals("Dense[hidden=9]",
                read("extends: base.yaml\n", "critic.hidden=9", "critic=fc").critic().toString());
        assertEquals("Dense[hidden=9]",
                read("extends: base.yaml\n", "critic.hidden=9", "critic.plugin=fc").critic().toString());
        assertEquals("ConvCritic[channels=9, strides=[2, 2]]", read(MINIMAL, "critic.channels=9").critic().toString());
    }

    @Test
    void placesPointToTheFileThatSaidTheValue() throws IOException {
        write("base.yaml", MINIMAL + "seed: x\ntraining: { steps: 0 }\n");
        assertEquals("""
                c.yaml:2:20: training.batch: must be at least 1, was 0
                base.yaml:4:7: seed: expected a whole number, found "x"; write it in digits
                base.yaml:5:20: training.steps: must be at least 1, was 0""",
                faults("extends: base.yaml\ntraining: { batch: 0 }\n"));
    }

    @Test
    void circlesAndMissingFilesAreNamed() throws IOException {
        write("a.yaml", "extends: b.yaml\n");
        write("b.yaml", "extends: a.yaml\n");
        assertEquals("b.yaml:1:10: extends: a circle: a.yaml extends b.yaml extends a.yaml; take one of them out",
                faultsOfFile("a.yaml"));
        assertEquals("c.yaml:1:10: extends: a circle: c.yaml extends c.yaml; take one of them out",
                faults("extends: c.yaml\n"));
        assertEquals("c.yaml:1:11: extends: aa.yaml: no such file; did you mean \"a.yaml\"?\n"
                + "c.yaml:1:20: extends: midi: a folder; name a file in it",
                faults("extends: [aa.yaml, midi]\n"));
        assertEquals("c.yaml:1:10: extends: expected the name of a file, or a list of names, found 3; write for example"
                + " \"extends: base.yaml\"", faults("extends: 3\n"));
    }

    @Test
    void aSharedBaseIsNoCircle() throws IOException {
        write("base.yaml", MINIMAL);
        write("a.yaml", "extends: base.yaml\nseed: 4\n");
        write("b.yaml", "extends: base.yaml\nlooped: false\n");
        assertEquals(1, read("extends: [a.yaml, b.yaml]\nseed: 1\n").seed());
    }

    @Test
    void overridesReachIntoMappingsAndLists() throws IOException {
        String yaml = MINIMAL + "augmentation: [transpose, { plugin: transpose, semitones: [-3, 3] }]\n";
        Settings settings = read(yaml, "augmentation.0.semitones=[-2, 2]", "data.pitches=[3, 4]", "share=0.5",
                "weights.copies=2",
                "training.rate={ from: 1, to: 2 }", "experiment=a: b # c", "names=[\"x\", y]");
        assertEquals("[Transpose[semitones=IntRange[from=-2, to=2]], Transpose[semitones=IntRange[from=-3, to=3]]]",
                settings.augmentation().toString());
        assertEquals(3, settings.data().pitches().from());
        assertEquals(0.5, settings.share().orElseThrow());
        assertEquals(2, settings.weights().get("copies"));
        assertEquals(Schedule.linear(1, 2), settings.training().rate());
        assertEquals("a: b # c", settings.experiment(), "no sign of YAML's own but brackets and quotes");
        assertEquals("[x, y]", settings.names().toString());
        assertEquals("true", read(MINIMAL, "experiment=true").experiment(), "shells eat quotes");
        assertEquals(true, read(MINIMAL + "share: 1\n", "share=null").share().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "seed => command line: \"seed\" sets nothing; write key=value, such as critic.channels=64",
        "=3 => command line: \"=3\" sets nothing; write key=value, such as critic.channels=64",
        "a..b=3 => command line: \"a..b=3\" sets nothing; write key=value, such as critic.channels=64",
        "seed= => command line: seed: has no value; give it one (a whole number), or take the key out",
        "seeed=3 => command line: seeed: unknown setting; did you mean \"seed\"? (known: experiment, seed, runs, data, critic,"
                + " augmentation, renderers, training, share, weights, names, looped)",
        "seed.x=3 => command line: seed: expected a whole number, found a mapping; write a single value",
        "critic.hiden=3 => command line: critic.hiden: unknown setting; known: channels, strides",
        "critic.channels=0 => command line: critic.channels: must be at least 1, was 0",
        "names=[a => command line: names: not YAML (expected ',' or ']', but got the end); close the bracket or quote",
        "names.0=x => command line: names.0: the list is empty; give the whole list, such as [a, b]",
        "augmentation.1=transpose => command line: augmentation.1: the list has no such item; they are numbered 0 to 0",
        "data.folder=nowhere => command line: data.folder: no such file or folder: FOLDER/nowhere; create it, or correct the path",
        "critic=*x => command line: critic: unknown critic \"*x\"; known: conv from plugins/critics.jar; fc from plugins/dense.jar;"
                + " a JAR put into plugins/ adds more",
    })
    void anOverrideThatFitsNothingIsAFault(String example) {
        String[] parts = example.split(" => ", 2);
        assertEquals(parts[1], faults(MINIMAL + "augmentation: [transpose]\n", parts[0]));
    }

    @Test
    void overridesThatContradictOneAnotherAreFaults() {
        assertEquals("command line: seed: set twice; take one of them out", faults(MINIMAL, "seed=1", "seed=2"));
        assertEquals("command line: training.rate.to: contradicts training.rate=1; take one of them out",
                faults(MINIMAL, "training.rate.to=1", "training.rate=1"));
        assertEquals("command line: critic.plugin: contradicts critic=conv; take one of them out",
                faults(MINIMAL, "critic=conv", "critic.plugin=fc"));
    }
}
