package dev.etude.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TemplateTest {
    record Album(String title, List<Song> songs, Optional<String> label, boolean live) {}

    record Song(String name, List<String> players) {}

    @Test
    void fillsWhatStandsBetweenBracesFromRecordsAndThoseAround() throws IOException {
        Song blues = new Song("Blues", List.of("Bud", "Max"));

        assertEquals(
                "Live: Blues of Massey Hall by Bud, Max, ; Rest of Massey Hall by nobody; ",
                filled(new Album("Massey Hall", List.of(blues, new Song("Rest", List.of())), Optional.empty(), true)));
        assertEquals("on Debut ", filled(new Album("", List.of(), Optional.of("Debut"), false)));
    }

    @Test
    void escapesWhatIsNotItsOwn() throws IOException {
        Song song = new Song("<script>alert('1')</script> & \"more\"", List.of());

        assertTrue(filled(new Album("", List.of(song), Optional.empty(), false))
                .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;more&quot;"));
    }

    @Test
    void refusesATemplateThatNothingFillsOrThatIsNeverClosed() {
        Template template = Template.load("template-test.txt");
        Song song = new Song("", List.of());

        assertEquals("nothing fills {{live}}", refusal(() -> template.write(song, new StringBuilder())));
        assertEquals(
                "template-test-open.txt: {{#songs}} is never closed",
                refusal(() -> Template.load("template-test-open.txt")));
        assertEquals("no-such.txt: no such resource", refusal(() -> Template.load("no-such.txt")));
    }

    private static String refusal(Executable fault) {
        return assertThrows(IllegalArgumentException.class, fault).getMessage();
    }

    private static String filled(Album album) throws IOException {
        StringBuilder text = new StringBuilder();
        Template.load("template-test.txt").write(album, text);
        return text.toString();
    }
}
