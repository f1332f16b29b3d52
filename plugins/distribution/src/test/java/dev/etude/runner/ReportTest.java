package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a real run, looked at and listened to in a real browser. */
class ReportTest {
    private static final String HOSTILE = "<script>window.owned=1<script><img src=x onerror=window.owned=1>";

    private static final String ENTER = "\uE007";

    @TempDir
    private Path folder;

    @Test
    void canBeSeenAndHeardInABrowser() throws Exception {
        try (Browser browser = Browser.start(folder.resolve("profile"))) {
            URI report = report();

            browser.open(report);

            assertEquals(List.of(report.toString()), browser.requests(), "asks for nothing but itself");
            sees(browser);
            hears(browser);
            goesThroughByKeyboard(browser);
            fitsAPhoneInTheDark(browser);
            assertTrue(browser.run("return document.body.textContent;").asText().contains(HOSTILE), "shown as text");
            assertEquals("undefined", browser.run("return typeof window.owned;").asText());
            assertEquals(List.of(), browser.console());
            assertEquals(List.of(), browser.requests(), "asks for nothing later");
        }
    }

    /** A run on a folder whose name is a script, with a broken file of the same name. */
    private URI report() throws Exception {
        EtudeHome home = new EtudeHome(Files.createDirectory(folder.resolve("home")));
        Path music = Files.createDirectory(home.folder().resolve(HOSTILE));
        try (Stream<Path> shipped = Files.walk(home.folder().resolve("configs/midi"))) {
            for (Path file : shipped.filter(path -> path.toString().endsWith(".mid")).limit(20).toList()) {
                Files.copy(file, music.resolve(file.getFileName()));
            }
        }
        Files.writeString(music.resolve(HOSTILE + ".mid"), "no music");
        home.run(EtudeHome.fewSteps("configs/quick.yaml", "data.folder=" + music)).requireExit(0);
        return home.onlyRun("quick").resolve("report.html").toUri();
    }

    private static void sees(Browser browser) throws IOException, InterruptedException {
        JsonNode widths = browser.run("return [...document.images].map(image => image.naturalWidth);");

        assertEquals(2 + 2, widths.size(), "a sample, the phrase nearest to it, and how it grew from step 2 to step 4");
        widths.forEach(width -> assertTrue(width.asInt() > 100, () -> "image widths " + widths));
    }

    private static void hears(Browser browser) throws IOException, InterruptedException {
        JsonNode sounds = browser.run(
                """
                const heard = [];
                for (const player of document.querySelectorAll('audio')) {
                  const bytes = Uint8Array.from(atob(player.src.split(',')[1]), c => c.charCodeAt(0));
                  const sound = await new OfflineAudioContext(1, 1, 44100).decodeAudioData(bytes.buffer);
                  const peak = sound.getChannelData(0).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
                  heard.push({ready: player.readyState, seconds: player.duration, error: String(player.error), peak});
                }
                return heard;
                """);

        assertEquals(2 + 2, sounds.size());
        for (JsonNode sound : sounds) {
            assertTrue(sound.path("ready").asInt() >= 1, () -> "has loaded: " + sound);
            assertTrue(sound.path("seconds").asDouble() > 1, () -> "has a length: " + sound);
            assertEquals("null", sound.path("error").asText());
            assertTrue(sound.path("peak").asDouble() > 0.01, () -> "is not silent: " + sound);
        }
    }

    private static void goesThroughByKeyboard(Browser browser) throws IOException, InterruptedException {
        browser.tabAndPress(ENTER);
        assertEquals("#listen", browser.run("return location.hash;").asText(), "the first stop leads to the music");

        browser.tabAndPress(" ");
        assertEquals("AUDIO", browser.run("return document.activeElement.tagName;").asText());
        assertEquals(
                "1 plays",
                browser.run(
                                """
                                const first = document.activeElement;
                                while (first.currentTime === 0) await new Promise(later => setTimeout(later, 20));
                                const players = [...document.querySelectorAll('audio')];
                                return players.filter(player => !player.paused).length + ' plays';
                                """)
                        .asText());
        assertEquals(
                "true false",
                browser.run(
                                """
                                const [first, second] = document.querySelectorAll('audio');
                                await second.play();
                                await new Promise(later => setTimeout(later, 20));
                                return first.paused + ' ' + second.paused;
                                """)
                        .asText(),
                "one piece at a time");
    }

    private static void fitsAPhoneInTheDark(Browser browser) throws IOException, InterruptedException {
        browser.command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
        browser.command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));

        assertEquals(390, browser.run("return document.documentElement.scrollWidth;").asInt(), "nothing sticks out");
        JsonNode paper =
                browser.run("return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);");
        paper.forEach(colour -> assertTrue(colour.asInt() < 60, () -> "dark paper: " + paper));
    }
}
