package dev.etude.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that ailed the run.
 *
 * @param name in a word or two
 * @param steps from which step to which
 * @param evidence the figures that show it
 * @param remedy what to change
 */
record Ailing(String name, String steps, String evidence, String remedy) {
    static List<Ailing> of(RunFacts facts) {
        List<Ailing> all = new ArrayList<>();
        for (JsonNode episode : facts.health()) {
            long from = episode.path("from").asLong();
            long to = episode.path("to").asLong();
            String steps = from == to
                    ? "at step " + Numbers.whole(from)
                    : "from step " + Numbers.whole(from) + " to " + Numbers.whole(to);
            all.add(new Ailing(
                    FigureWords.readable(episode.path("ailment").asText()),
                    steps + (episode.path("passed").asBoolean() ? ", then it passed" : ", the last measurement"),
                    episode.path("evidence").asText(),
                    episode.path("remedy").asText()));
        }
        return all;
    }
}
