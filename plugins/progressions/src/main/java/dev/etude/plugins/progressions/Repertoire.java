package dev.etude.plugins.progressions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The built-in progressions, by style. They stand in {@code repertoire.txt}, which says how they were chosen. */
final class Repertoire {
    private static final String RESOURCE = "repertoire.txt";
    private static final Key NO_OTHER_KEY = null;

    private Repertoire() {}

    /** Every progression, in the order of the file. */
    static List<Progression> all() {
        return byStyle().values().stream().flatMap(List::stream).toList();
    }

    /** Style ({@code "pop"}) to progressions, both in the order of the file. */
    static Map<String, List<Progression>> byStyle() {
        Map<String, List<Progression>> styles = new LinkedHashMap<>();
        List<Progression> style = null;
        for (String line : lines()) {
            if (line.startsWith("[")) {
                style = styles.computeIfAbsent(line.substring(1, line.length() - 1), name -> new ArrayList<>());
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                style.add(Progression.read(line, NO_OTHER_KEY));
            }
        }
        return styles;
    }

    private static List<String> lines() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Repertoire.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
            return reader.lines().map(String::strip).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
