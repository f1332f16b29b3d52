package dev.etude.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Pattern SOUND = Pattern.compile("<audio [^>]*src=\"data:audio/wav;base64,([^\"]*)\"");

    @TempDir
    private Path parent;

    private WrittenRun run;

    @BeforeEach
    void begin() throws IOException {
        run = new WrittenRun(parent);
    }

    @Test
    void tellsWhatTheRunDidAndShowsItsFiguresBesideTheOthers() throws IOException {
        run.write(
                "metrics.jsonl",
                """
                {"step": 10, "time": 1, "train/critic-loss": 0.7, "train/generator-loss": 0.7}
                {"step": 10, "time": 1, "eval/chord-rate": 0.1, "eval/swing": 3.5}
                {"step": 20, "time": 2, "train/critic-loss": 0.5, "train/generator-loss": 0.9}
                {"step": 20, "time": 2, "eval/chord-rate": 0.876, "eval/swing": "NaN"}
                """);
        run.write(
                "summary.json",
                """
                {"step": 20, "swing": 4.25, "chord-rate": 0.876, "lost": null,
                 "rows": {"real": {"chord-rate": 0.995, "swing": 5}, "random": {"chord-rate": 0.091}}}
                """);

        String page = run.page();

        assertTrue(page.contains("learned to write music from 12 pieces in “midi” for 20 steps"), page);
        assertTrue(page.contains("It took 1 min 0 s."));
        assertTrue(page.contains(
                "Its music is a chord 87.6% of the time; real music 99.5%, keys struck by chance 9.1%."));
        assertEquals(List.of("87.6%", "99.5%", "9.1%"), valuesOf("Chords", page));
        assertEquals(List.of("4.25", "5", "–"), valuesOf("Swing", page), "a figure that the page has no words for");
        assertEquals(List.of("–", "–", "–"), valuesOf("Lost", page));
        assertTrue(page.contains("real 99.5%") && page.contains("random 9.1%"), "real and random music beside the curve");
        assertTrue(page.contains("aria-label=\"Losses; Critic: 0.7 at step 10, 0.5 at step 20; "
                + "Generator: 0.7 at step 10, 0.9 at step 20\""));
    }

    @Test
    void showsARunThatLearnsNothingAndRendersNothing() throws IOException {
        run.write("settings.json", "{\"generator\": \"random\", \"critic\": \"null\", \"data.folder\": \"/\"}");

        String page = run.page();

        assertTrue(page.contains("The “random” generator made this music without learning"));
        assertTrue(page.contains("Nothing was rendered in this run"));
        assertFalse(page.contains("How it learned"));
        assertFalse(page.contains("<h2 id=\"figures-title\">"));
    }

    @Test
    void saysWhyARunFailedAndWithWhatItGoesOn() throws IOException {
        run.write(
                "metrics.jsonl",
                "{\"step\": 1234, \"time\": 1, \"train/critic-loss\": \"NaN\", \"eval/chord-rate\": 0.5}\n");
        run.status("failed", "the critic's loss is not a number");

        String page = run.page();

        assertTrue(page.contains("This run failed after step 1,234."));
        assertTrue(page.contains("the critic&#39;s loss is not a number"));
        assertTrue(page.contains("./runner resume "));
        assertFalse(page.contains("./runner reproduce "), "which takes finished runs only");
        assertEquals(List.of("50%"), valuesOf("Chords", page), "without a summary, the last measurement counts");
    }

    @Test
    void showsWhatAiledTheRunFromWhichStepToWhich() throws IOException {
        run.write(
                "health.json",
                """
                [{"ailment": "all alike", "from": 1500, "to": 2500, "passed": true, "evidence": "2% are distinct",
                  "remedy": "set training.topRows=1"},
                 {"ailment": "critic has won", "from": 3000, "to": 3000, "passed": false, "evidence": "loss 0",
                  "remedy": "lower training.criticOptimizer.rate"}]
                """);

        String page = run.page();

        assertTrue(page.contains("<strong>All alike</strong> from step 1,500 to 2,500, then it passed: 2% are distinct. "
                + "What may help: set training.topRows=1."), page);
        assertTrue(page.contains("<strong>Critic has won</strong> at step 3,000, the last measurement: loss 0. "));
    }

    @Test
    void showsTheNearestTrainingPhraseBesideEachSample() throws IOException {
        for (String sample : List.of("sample-01", "sample-02")) {
            run.tones("samples/step-00000002/" + sample + ".wav", 1, 8_000, 1, 440);
            run.tones("nearest/" + sample + ".wav", 1, 8_000, 1, 880);
            run.write("nearest/" + sample + ".png", "a picture");
        }
        run.write(
                "nearest/phrases.json",
                """
                [{"sample": "sample-01", "piece": "pop/<C>.mid", "step": 4, "transposed": 2, "cells": 3},
                 {"sample": "sample-02", "piece": "rock/G.mid", "step": 0, "transposed": 0, "cells": 0}]
                """);

        String page = run.page();

        assertTrue(page.contains("3 cells differ from pop/&lt;C&gt;.mid, from its step 4 on, transposed by +2"), page);
        assertTrue(page.contains("No cell differs from rock/G.mid, from its step 0 on<"));
        assertEquals(4, sounds(page).size());
        assertEquals(2, count("alt=\"the training phrase nearest to Sample", page));
        assertEquals(2, count("<h3>Sample ", page), "the phrases are no samples of their own");
    }

    @Test
    void showsWordsFromOutsideAsWords() throws IOException {
        String evil = "<script>evil()</script><img src=x onerror=evil()>\\\" onload='evil()";
        run.write("intake.json", "[{\"file\": \"" + evil + "\", \"outcome\": \"SKIPPED\", \"why\": \"" + evil + "\"}]");
        run.write("environment.json", "{\"command\": \"" + evil + "\", \"" + evil + "\": \"1\"}");
        run.write("settings.json", "{\"generator\": \"" + evil + "\", \"critic\": \"" + evil + "\"}");
        run.write("config.yaml", evil);
        run.write("summary.json", "{\"" + evil + "\": 1, \"rows\": {\"" + evil + "\": {\"" + evil + "\": 2}}}");
        run.write("metrics.jsonl", ("{\"step\": 1, \"time\": 1, \"train/%1$s\": 1, \"eval/%1$s\": 1}\n"
                        + "{\"step\": 2, \"time\": 1, \"train/%1$s\": 2, \"eval/%1$s\": 2}\n").formatted(evil));
        run.write("samples/step-00000002/<img src=x onerror=evil()>.txt", evil);
        run.status("failed", evil);

        String page = run.page();

        assertEquals(1, count("<script>", page), "the page's own");
        assertEquals(0, count("<img", page));
        assertTrue(count("&lt;script&gt;evil()", page) > 8);
        assertFalse(page.contains("\" onload"), "no quote ends an attribute");
        assertFalse(page.contains("{{"), "nothing is left unfilled");
    }

    @Test
    void carriesRecordingsThatSoundTheSame() throws Exception {
        run.tones("samples/step-00000001/sample-01.wav", 2, 44_100, 2, 440, 15_000);
        run.tones("samples/step-00000001/sample-02.wav", 2, 48_000, 1, 440, 15_000);
        run.tones("samples/step-00000001/sample-03.wav", 2, 8_000, 1, 440, 1_000);

        List<byte[]> sounds = sounds(run.page());

        assertEquals(3, sounds.size());
        for (byte[] sound : sounds.subList(0, 2)) {
            AudioFormat format = format(sound);
            assertEquals(22_050, format.getSampleRate());
            assertEquals(1, format.getChannels());
            assertEquals(16, format.getSampleSizeInBits());
            double[] samples = samples(sound);
            assertEquals(2 * 22_050, samples.length, 1);
            assertEquals(8_000, loudness(samples, 440, 22_050), 80);
            assertEquals(0, loudness(samples, 22_050 - 15_000, 22_050), 8, "what is too high is not folded back");
        }
        assertEquals(8_000, format(sounds.get(2)).getSampleRate(), "what is small stays as it is");
        assertEquals(8_000, loudness(samples(sounds.get(2)), 1_000, 8_000), 80);
    }

    @Test
    void staysSmallEnoughToBeSent() throws IOException {
        for (int step : List.of(1, 2, 3)) {
            for (int sample = 1; sample <= 6; sample++) {
                run.tones("samples/step-%08d/sample-%02d.wav".formatted(step, sample), 18, 44_100, 2, 440);
            }
        }

        String page = run.page();

        assertEquals(6 + 3 * 3, sounds(page).size(), "the last samples, and three that grew");
        assertTrue(page.length() < 10_000_000, "page of " + page.length());
        assertTrue(page.contains("mono at 22 kHz"));
        assertTrue(page.contains("Sample 3 at step 2"));
    }

    @Test
    void linksToARecordingThatIsTooLongToTravel() throws IOException {
        run.tones("samples/step-00000001/sample-01.wav", 600, 8_000, 1, 440);
        run.tones("samples/step-00000001/sample-02.wav", 60, 8_000, 1, 440);

        String page = run.page();

        assertEquals(1, sounds(page).size());
        assertTrue(page.contains("href=\"samples/step-00000001/sample-01.wav\">sample-01.wav (10:00 min, 9.6 MB)</a>"));
        assertTrue(page.contains("One recording was too long to travel inside it: a link leads to the file."));
        assertTrue(page.length() < 3_000_000, "page of " + page.length());
    }

    @Test
    void makesMoreMusicSmallerBeforeItLinks() throws Exception {
        for (int sample = 1; sample <= 40; sample++) {
            run.tones("samples/step-00000001/sample-%02d.wav".formatted(sample), 12, 44_100, 1, 440);
        }

        String page = run.page();

        assertEquals(24, sounds(page).size());
        assertTrue(page.contains("These are the first 24 of 40 samples."));
        assertTrue(page.contains("mono at 11 kHz in 8 bits"));
        AudioFormat format = format(sounds(page).get(23));
        assertEquals(AudioFormat.Encoding.ULAW, format.getEncoding());
        assertEquals(11_025, format.getSampleRate());
    }

    @Test
    void showsASoundFileThatIsNoneAsALink() throws IOException {
        run.write("samples/step-00000001/sample-01.wav", "not a sound");
        run.write("samples/step-00000001/sample-01.mid", "a file to take home");

        String page = run.page();

        assertEquals(0, sounds(page).size());
        assertTrue(page.contains("href=\"samples/step-00000001/sample-01.wav\""));
        assertTrue(page.contains("download=\"step-1-sample-01.mid\">MIDI</a>"));
        String taken = Base64.getEncoder().encodeToString("a file to take home".getBytes(StandardCharsets.UTF_8));
        assertTrue(page.contains("data:audio/midi;base64," + taken));
    }

    @Test
    void namesTheChordsOfASample() throws IOException {
        run.write(
                "samples/step-00000001/sample-01.txt",
                """
                {0.0} <music21.stream.Measure 1 offset=0.0>
                    {0.0} <music21.key.Key of C major>
                    {0.0} <music21.chord.Chord C3 E4 G4>
                    {1.0} <music21.chord.Chord C4 E4 G4>
                    {2.0} <music21.chord.Chord B-3 D4 F4>
                {4.0} <music21.stream.Measure 2 offset=4.0>
                    {0.0} <music21.note.Rest whole>
                {8.0} <music21.stream.Measure 3 offset=8.0>
                    {0.0} <music21.chord.Chord C4 A3 F#4 D5>
                """);

        assertTrue(run.page().contains(">C Bb | – | D7/A</p>"));
    }

    @Test
    void showsWordsWhereThereIsNothingToHearOrSee() throws IOException {
        run.write("samples/step-00000001/sample-01.txt", "the cat sat on the mat");

        String page = run.page();

        assertTrue(page.contains("<details open>"));
        assertTrue(page.contains("the cat sat on the mat"));
    }

    @Test
    void quotesARunThatAShellWouldTakeApart() throws IOException {
        Path strange = Files.move(run.folder().getParent(), parent.resolve("it's an evening"));
        WrittenRun other = new WrittenRun(strange);

        assertTrue(other.page().contains("./runner reproduce &#39;" + parent.toString().replace("'", "&#39;")));
        assertTrue(other.page().contains("it&#39;\\&#39;&#39;s an evening"));
    }

    /** The values of a figure: the run's, then those beside it. */
    private static List<String> valuesOf(String figure, String page) {
        int row = page.indexOf("<th scope=\"row\">" + figure + "</th>");
        assertTrue(row >= 0, "no row for " + figure);
        String cells = page.substring(row, page.indexOf("</tr>", row)).replaceAll("(?s)<svg.*?</svg>", "");
        List<String> values = new ArrayList<>();
        Matcher cell = Pattern.compile("<td[^>]*>\\s*([^<\\s]+)\\s*</td>").matcher(cells);
        while (cell.find()) {
            values.add(cell.group(1));
        }
        return values;
    }

    private static List<byte[]> sounds(String page) {
        List<byte[]> sounds = new ArrayList<>();
        Matcher sound = SOUND.matcher(page);
        while (sound.find()) {
            sounds.add(Base64.getDecoder().decode(sound.group(1)));
        }
        return sounds;
    }

    private static AudioFormat format(byte[] wav) throws Exception {
        return AudioSystem.getAudioFileFormat(new ByteArrayInputStream(wav)).getFormat();
    }

    private static double[] samples(byte[] wav) throws Exception {
        try (AudioInputStream audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            ByteBuffer bytes = ByteBuffer.wrap(audio.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            double[] samples = new double[bytes.remaining() / 2];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = bytes.getShort();
            }
            return samples;
        }
    }

    /** The amplitude of one tone. */
    private static double loudness(double[] samples, double tone, double rate) {
        double sine = 0;
        double cosine = 0;
        for (int i = 0; i < samples.length; i++) {
            sine += samples[i] * Math.sin(2 * Math.PI * tone * i / rate);
            cosine += samples[i] * Math.cos(2 * Math.PI * tone * i / rate);
        }
        return 2 * Math.hypot(sine, cosine) / samples.length;
    }

    private static int count(String part, String text) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
