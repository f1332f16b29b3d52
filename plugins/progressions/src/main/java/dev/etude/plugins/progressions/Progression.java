package dev.etude.plugins.progressions;

import dev.etude.music.ChordSymbol;
import java.util.ArrayList;
import java.util.List;

/**
 * Chords in a key, as they were written and as they sound.
 *
 * @param key the key
 * @param numerals the Roman numerals as written, one a chord
 * @param chords the chords that they name, as many
 */
record Progression(Key key, List<String> numerals, List<ChordSymbol> chords) {
    Progression {
        numerals = List.copyOf(numerals);
        chords = List.copyOf(chords);
    }

    /** Whether a text begins with a key of its own: {@code "A minor: i VI III VII"}. */
    static boolean namesKey(String text) {
        return text.contains(":");
    }

    /**
     * Reads {@code "I V vi IV"} in the given key, or {@code "A minor: i VI III VII"} in the key that it names. Chords
     * are separated by spaces, commas, bars or dashes.
     *
     * @throws IllegalArgumentException if a chord or the key cannot be read; the message quotes the text, says which
     *     chord it is and what can be written
     */
    static Progression read(String written, Key otherwise) {
        String text = written.strip().replaceAll("\\s+", " ");
        Key key = otherwise;
        if (namesKey(text)) {
            try {
                key = Key.read(text.substring(0, text.indexOf(':')));
            } catch (IllegalArgumentException noKey) {
                throw new IllegalArgumentException('"' + text + "\": " + noKey.getMessage(), noKey);
            }
        }
        List<String> numerals = new ArrayList<>();
        List<ChordSymbol> chords = new ArrayList<>();
        for (String numeral : text.substring(text.indexOf(':') + 1).split("[\\s,|–-]+")) {
            if (!numeral.isEmpty()) {
                numerals.add(numeral);
                try {
                    chords.add(RomanNumeral.read(numeral, key));
                } catch (IllegalArgumentException noChord) {
                    String place = '"' + text + "\": chord " + numerals.size() + ", \"" + numeral + "\", ";
                    throw new IllegalArgumentException(place + noChord.getMessage(), noChord);
                }
            }
        }
        if (chords.isEmpty()) {
            throw new IllegalArgumentException('"' + text + "\": has no chord; write some, such as I V vi IV");
        }
        return new Progression(key, numerals, chords);
    }

    /** What a person calls it: {@code "C major - I V vi IV"}. */
    String name() {
        return key.name() + " - " + String.join(" ", numerals);
    }
}
