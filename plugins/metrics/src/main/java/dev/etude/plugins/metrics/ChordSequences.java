package dev.etude.plugins.metrics;

import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Doc;
import dev.etude.spi.Metric;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Piece;
import dev.etude.spi.Plugin;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether chord progressions are new and various. A row's chord sequence is, bar by bar from its start, the set of
 * pitch classes of those pitches that sound in more than half of the bar's steps; two sequences are the same if one is
 * a transposition of the other. Voicing and passing notes do not count, so this sees recombination where {@code copies}
 * sees none.
 *
 * <ul>
 *   <li>{@code known-chord-sequences}: share of rows whose sequence is also that of a training window, at any offset.
 *       High for held-out rows too, since progressions are common property. NaN without training windows.
 *   <li>{@code distinct-chord-sequences}: the number of different sequences, divided by the number of rows.
 * </ul>
 */
@Plugin("chord-sequences")
@Doc("Share of rows whose chord progression, voicing and key aside, occurs in training; and of different progressions")
public record ChordSequences() implements Metric {
    @Override
    public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
        MusicRows music = MusicRows.of("chord-sequences", rows, reference);
        int stepsPerBar = music.encoding().stepsPerBar();
        int steps = rows.get(0).shape().steps();
        Set<List<Integer>> known =
                reference.once(new Key(steps), Known.class, () -> known(reference, music.encoding(), steps)).sequences;
        Set<List<Integer>> distinct = new HashSet<>();
        int knownRows = 0;
        for (PianoRoll roll : music.rolls()) {
            List<Integer> sequence = new BarChords(roll, stepsPerBar).sequence(0, roll.steps());
            distinct.add(sequence);
            knownRows += known.contains(sequence) ? 1 : 0;
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("known-chord-sequences", known.isEmpty() ? Double.NaN : (double) knownRows / rows.size());
        figures.put("distinct-chord-sequences", (double) distinct.size() / rows.size());
        return figures;
    }

    /** Those of all training windows of a length. */
    private static Known known(Reference reference, PianoRollEncoding encoding, int steps) {
        Set<List<Integer>> sequences = new HashSet<>();
        for (Piece piece : reference.training()) {
            PianoRoll roll = encoding.decode(piece.cells());
            int offsets = reference.looped() ? roll.steps() : roll.steps() - steps + 1;
            BarChords chords = new BarChords(roll, encoding.stepsPerBar());
            for (int offset = 0; offset < offsets; offset++) {
                sequences.add(chords.sequence(offset, steps));
            }
        }
        return new Known(sequences);
    }

    private record Key(int steps) {}

    private record Known(Set<List<Integer>> sequences) {}
}
