package dev.etude.report;

import dev.etude.music.ChordSymbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a sample's chords, bar by bar, from its text like music21's {@code show('text')}: {@code Em/B | F | G5 Em7}.
 */
final class ChordLine {
    private static final int MOST_BARS = 64;
    private static final Pattern ELEMENT = Pattern.compile("<music21\\.(stream\\.Measure|chord\\.Chord)\\s+([^>]*)>");
    private static final Pattern PITCH = Pattern.compile("([A-G])(#*|-*)(\\d+)");
    private static final String LETTERS = "C D EF G A B";

    private ChordLine() {}

    /** The line; empty if the text has no bars with a chord that has a name. */
    static Optional<String> of(String text) {
        List<List<String>> bars = new ArrayList<>();
        Matcher element = ELEMENT.matcher(text);
        while (element.find() && bars.size() <= MOST_BARS) {
            if (element.group(1).equals("stream.Measure")) {
                bars.add(new ArrayList<>());
            } else if (!bars.isEmpty()) {
                List<String> bar = bars.get(bars.size() - 1);
                chord(element.group(2))
                        .filter(name -> bar.isEmpty() || !bar.get(bar.size() - 1).equals(name))
                        .ifPresent(bar::add);
            }
        }
        if (bars.stream().allMatch(List::isEmpty)) {
            return Optional.empty();
        }
        List<String> shown = new ArrayList<>();
        bars.stream().limit(MOST_BARS).forEach(bar -> shown.add(bar.isEmpty() ? "–" : String.join(" ", bar)));
        return Optional.of(String.join(" | ", shown) + (bars.size() > MOST_BARS ? " | …" : ""));
    }

    private static Optional<String> chord(String pitches) {
        int pitchClasses = 0;
        int lowest = Integer.MAX_VALUE;
        Matcher pitch = PITCH.matcher(pitches);
        while (pitch.find()) {
            int alter = pitch.group(2).startsWith("-") ? -pitch.group(2).length() : pitch.group(2).length();
            int key = 12 * Integer.parseInt(pitch.group(3)) + LETTERS.indexOf(pitch.group(1)) + alter;
            pitchClasses |= 1 << Math.floorMod(key, 12);
            lowest = Math.min(lowest, key);
        }
        return pitchClasses == 0
                ? Optional.empty()
                : ChordSymbol.of(pitchClasses, Math.floorMod(lowest, 12)).map(ChordSymbol::toString);
    }
}
