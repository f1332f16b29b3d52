package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiMessage;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./runner sample} makes of a run: chosen, moved, slower, on another instrument, and walked through. */
class SampleTest {
    private static final int STEPS = 16;
    private static final Pattern KEPT = Pattern.compile("Kept    (\\d+) of (\\d+) drawn: the better half by the critic's"
            + " score and the generator's sureness, no repeats \\(\\d+ left out\\), no copies of training music"
            + " \\(\\d+ left out\\); select=false takes all\n");

    @TempDir
    private static Path folder;

    private static EtudeHome home;
    private static String run;

    @BeforeAll
    static void aRun() throws Exception {
        home = new EtudeHome(folder);
        home.run(EtudeHome.fewSteps("configs/quick.yaml", "renderers=[stream]")).requireExit(0);
        run = home.onlyRun("quick").toString();
    }

    @Test
    void chosenByTheCriticUnlessToldOtherwise() throws Exception {
        String chosen = sample("chosen", "count=5", "seed=3");
        String all = sample("all", "count=40", "seed=3", "select=false");

        Matcher kept = KEPT.matcher(chosen);
        assertTrue(kept.find(), chosen);
        assertEquals("5", kept.group(1));
        int drawn = Integer.parseInt(kept.group(2));
        assertTrue(drawn > 5 && drawn <= 40, chosen);
        assertFalse(all.contains("Kept"), all);
        String unchosen = sample("unchosen", "count=2", "seed=3", "keep=1");
        assertTrue(unchosen.contains("Kept    all of the 2 drawn: no repeats, no copies of training music\n"), unchosen);
        List<Set<String>> music = cells("all", 40).subList(0, drawn);
        List<Set<String>> best = cells("chosen", 5);
        assertEquals(5, new HashSet<>(best).size());
        assertTrue(music.containsAll(best), "what is kept is some of what is drawn");
        assertEquals(music.get(drawn - 1), best.get(4), "in the order of the draws, and no longer than needed");
        assertEquals(List.of("mid", "musicxml", "txt", "yaml"), endings("chosen"));
    }

    @Test
    void aGeneratorThatRepeatsItselfGivesWhatThereIs() throws Exception {
        String said = sample("few", "count=5", "noiseScale=0.000001");

        assertTrue(said.contains("Kept    only 1 where 5 were asked for, of "), said);
        assertTrue(said.contains("(1 sample)"), said);
    }

    @Test
    void theSettingsLieBesideTheSamplesAndMakeThemAgain() throws Exception {
        sample("first", "count=3", "seed=11", "temperature=0.7", "noiseScale=1.3", "tempo=72", "keep=0.4");
        sample("second", folder.resolve("first/sample.yaml").toString());

        for (String name : files("first")) {
            assertArrayEquals(Files.readAllBytes(folder.resolve("first").resolve(name)),
                    Files.readAllBytes(folder.resolve("second").resolve(name)), name);
        }
        assertEquals(files("first"), files("second"));
        sample("third", folder.resolve("first/sample.yaml").toString(), "seed=12");
        assertFalse(cells("first", 3).equals(cells("third", 3)), "another seed, other music");
    }

    @Test
    void transposedSamplesAreTheOriginalsMoved() throws Exception {
        sample("here", "count=4", "select=false");
        sample("there", "count=4", "select=false", "transpose=-2");

        List<Set<String>> moved = cells("here", 4).stream()
                .map(cells -> cells.stream().map(cell -> cell(step(cell), key(cell) - 2)).collect(Collectors.toSet()))
                .toList();
        assertTrue(moved.stream().noneMatch(Set::isEmpty));
        assertEquals(moved, cells("there", 4));
        home.run("sample", run, "transpose=80", "out=nowhere")
                .requireOneLine(2, "sample: transpose: 80 semitones would move sample ",
                        "off the 88 keys; these samples can be moved by -");
        assertFalse(Files.exists(folder.resolve("nowhere")));
    }

    @Test
    void tempoAndInstrumentReachTheMidiFile() throws Exception {
        sample("usual", "count=1");
        sample("cello", "count=1", "tempo=90", "program=Cello");

        assertEquals(0, program("usual"));
        assertEquals(42, program("cello"));
        assertEquals(60_000_000 / 90, microsecondsPerQuarter("cello"));
        String score = Files.readString(folder.resolve("cello/sample-01.musicxml"));
        assertTrue(score.contains("<midi-program>43</midi-program>"), "counted from 1 there");
        assertEquals(cells("usual", 1), cells("cello", 1));
    }

    @Test
    void aWalkLeadsFromASampleToAnother() throws Exception {
        for (String select : List.of("select=true", "select=false")) {
            sample("from", "seed=5", "count=2", select);
            sample("to", "seed=6", "count=2", select);
            sample("walk", "seed=5", "count=2", "walk=5", select);

            List<Set<String>> from = cells("from", 2);
            List<Set<String>> to = cells("to", 2);
            List<Set<String>> walks = cells("walk", 2);
            for (int walk = 0; walk < 2; walk++) {
                assertEquals(from.get(walk), window(walks.get(walk), 0), "the beginning");
                assertEquals(to.get(walk), window(walks.get(walk), 4), "the end");
                assertFalse(window(walks.get(walk), 2).isEmpty());
                assertTrue(walks.get(walk).stream().allMatch(cell -> step(cell) < 5 * STEPS));
            }
        }
    }

    @Test
    void samplesAreMeasuredWithoutBeingRendered() throws Exception {
        String said = sample("measured", "count=30", "measure=true", "render=false");

        for (String row : List.of("chord-rate( +\\d\\.\\d{3}){4}", "chord-kinds( +\\d+){4}", "density( +0\\.\\d{4}){4}")) {
            assertTrue(said.lines().anyMatch(line -> line.matches(" +" + row)), row + " in " + said);
        }
        assertEquals(List.of("figures.json", "sample.yaml"), files("measured"));
        String figures = Files.readString(folder.resolve("measured/figures.json"));
        assertTrue(figures.contains("\"samples\" : 30") && figures.contains("\"held-out\""), figures);
        assertTrue(Pattern.compile("\"distinct\" : 1\\.0").matcher(figures).find(), "no repeats: " + figures);
        sample("measured", "count=1");
        assertTrue(Files.exists(folder.resolve("measured/sample-01.mid")), "such a folder may be replaced");
    }

    @Test
    void everyFaultIsToldAtOnce() throws Exception {
        EtudeHome.Result result =
                home.run("sample", run, "cuont=3", "transpose=x", "program=chello", "walk=1", "keep=0").requireExit(2);

        assertEquals(5, result.err().lines().count(), result.err());
        assertTrue(
                result.err().contains("cuont: unknown setting; did you mean \"count\"? (known: count, seed, checkpoint, out, "),
                result.err());
        assertTrue(result.err().contains("did you mean \"cello\"?"), result.err());
        home.run("sample", run, "nowhere.yaml").requireOneLine(2, "nowhere.yaml: no such file");
        String help = home.run("sample", "--help").requireExit(0).out();
        assertTrue(help.contains("transpose (0): semitones up") && help.contains("select (true): "), help);
    }

    @Test
    void aRunWithoutACriticGivesWhatItHas() throws Exception {
        home.run(EtudeHome.fewSteps("configs/random.yaml", "renderers=[piano-roll]")).requireExit(0);
        String random = home.onlyRun("random").toString();

        assertFalse(home.run("sample", random, "count=2").requireExit(0).out().contains("Kept"));
        String asked = home.run("sample", random, "count=2", "keep=0.5").requireExit(0).out();
        assertTrue(asked.contains("Kept    all: this run has no critic that could choose (keep)"), asked);
        home.run("sample", random, "program=3")
                .requireOneLine(2, "sample: program: none of this run's renderers plays an instrument");
    }

    private static String sample(String out, String... settings) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("sample", run));
        arguments.addAll(List.of(settings));
        arguments.add("out=" + out);
        return home.run(arguments.toArray(String[]::new)).requireExit(0).out();
    }

    private static List<String> files(String out) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(out))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> endings(String out) throws IOException {
        return files(out).stream().map(name -> name.substring(name.lastIndexOf('.') + 1)).distinct().sorted().toList();
    }

    /** The sounding cells of samples, each {@code step:key}. */
    private static List<Set<String>> cells(String out, int count) throws Exception {
        List<Set<String>> samples = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            samples.add(cells(sequence(out, number)));
        }
        return samples;
    }

    private static Set<String> cells(Sequence sequence) {
        Set<String> cells = new HashSet<>();
        long[] began = new long[128];
        for (MidiEvent event : events(sequence)) {
            if (event.getMessage() instanceof ShortMessage message && isNote(message)) {
                int key = message.getData1();
                if (message.getCommand() == ShortMessage.NOTE_ON && message.getData2() > 0) {
                    began[key] = event.getTick();
                } else {
                    // A key struck again is let go a tick before.
                    long end = (event.getTick() + 1) / sequence.getResolution();
                    for (long step = began[key] / sequence.getResolution(); step < end; step++) {
                        cells.add(cell((int) step, key));
                    }
                }
            }
        }
        return cells;
    }

    private static boolean isNote(ShortMessage message) {
        return message.getCommand() == ShortMessage.NOTE_ON || message.getCommand() == ShortMessage.NOTE_OFF;
    }

    private static Set<String> window(Set<String> cells, int number) {
        return cells.stream()
                .filter(cell -> step(cell) / STEPS == number)
                .map(cell -> cell(step(cell) % STEPS, key(cell)))
                .collect(Collectors.toSet());
    }

    private static String cell(int step, int key) {
        return step + ":" + key;
    }

    private static int step(String cell) {
        return Integer.parseInt(cell.substring(0, cell.indexOf(':')));
    }

    private static int key(String cell) {
        return Integer.parseInt(cell.substring(cell.indexOf(':') + 1));
    }

    private static int program(String out) throws Exception {
        for (MidiEvent event : events(sequence(out, 1))) {
            if (event.getMessage() instanceof ShortMessage message
                    && message.getCommand() == ShortMessage.PROGRAM_CHANGE) {
                return message.getData1();
            }
        }
        throw new AssertionError("no program change");
    }

    private static int microsecondsPerQuarter(String out) throws Exception {
        for (MidiEvent event : events(sequence(out, 1))) {
            MidiMessage message = event.getMessage();
            if (message instanceof MetaMessage meta && meta.getType() == 0x51) {
                byte[] data = meta.getData();
                return (data[0] & 0xFF) << 16 | (data[1] & 0xFF) << 8 | data[2] & 0xFF;
            }
        }
        throw new AssertionError("no tempo");
    }

    private static Sequence sequence(String out, int number) throws Exception {
        return MidiSystem.getSequence(folder.resolve(out).resolve("sample-%02d.mid".formatted(number)).toFile());
    }

    private static List<MidiEvent> events(Sequence sequence) {
        List<MidiEvent> events = new ArrayList<>();
        for (Track track : sequence.getTracks()) {
            for (int index = 0; index < track.size(); index++) {
                events.add(track.get(index));
            }
        }
        return events;
    }
}
