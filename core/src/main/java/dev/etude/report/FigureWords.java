package dev.etude.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A figure in words that need no study.
 *
 * @param name what a reader calls it
 * @param meaning what it says, in a sentence or two; empty for a figure of a plugin that the page does not know
 * @param share whether it is a share of one, shown in per cent
 * @param headline whether it belongs to the few that tell most
 */
record FigureWords(String name, String meaning, boolean share, boolean headline) {
    /** In the order in which they are shown. */
    private static final Map<String, FigureWords> KNOWN = known();

    FigureWords {
        meaning = meaning == null ? "" : meaning;
    }

    /** The words for a figure; for one that is not known, its plain name made readable. */
    static FigureWords of(String figure) {
        FigureWords words = KNOWN.get(figure);
        return words == null ? new FigureWords(readable(figure), "", false, false) : words;
    }

    /** Whether the page has more to say of a figure than its name. */
    static boolean isKnown(String figure) {
        return KNOWN.containsKey(figure);
    }

    /** Figures by name in the order in which they are shown: the known ones first. */
    static Map<String, Double> ordered(Map<String, Double> figures) {
        Map<String, Double> ordered = new LinkedHashMap<>();
        KNOWN.keySet().stream().filter(figures::containsKey).forEach(name -> ordered.put(name, figures.get(name)));
        figures.forEach(ordered::putIfAbsent);
        return ordered;
    }

    /** A value of this figure as text. */
    String text(double value) {
        return share ? Numbers.share(value) : Numbers.plain(value);
    }

    /** {@code held-out} as {@code Held out}. */
    static String readable(String name) {
        String spaced = name.replace('-', ' ').replace('/', ' ').strip();
        return spaced.isEmpty() ? name : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }

    private static Map<String, FigureWords> known() {
        try {
            TypeReference<LinkedHashMap<String, FigureWords>> byName = new TypeReference<>() {};
            return new ObjectMapper().readValue(Template.resource("figures.json"), byName);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
