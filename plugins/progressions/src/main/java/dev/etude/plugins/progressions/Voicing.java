package dev.etude.plugins.progressions;

import dev.etude.music.ChordSymbol;
import java.util.Comparator;
import java.util.LinkedList;
import java.util.List;

/** How chords follow each other on the keyboard. */
public enum Voicing {
    /** Each chord by itself, in root position above its bass. */
    BLOCK,

    /** The shortest way from chord to chord, and from the last to the first, since progressions go round. */
    VOICE_LEADING;

    /**
     * Lays chords on the keyboard. Where several ways are equally good, the lowest is taken.
     *
     * @param chords the chords, in order; not empty
     * @param voices how many notes a chord has, the bass included; a chord of more tones has all of them
     */
    List<Position> lay(List<ChordSymbol> chords, int voices) {
        return switch (this) {
            case BLOCK -> chords.stream().map(chord -> inRootPosition(chord, voices)).toList();
            case VOICE_LEADING -> shortestRound(chords.stream().map(chord -> Position.all(chord, voices)).toList());
        };
    }

    private static Position inRootPosition(ChordSymbol chord, int voices) {
        Comparator<Position> order = Comparator.comparing(position -> position.lowestUpper() % 12 != chord.root());
        return Position.all(chord, voices).stream()
                .min(order.thenComparing(Position::distanceFromCentre))
                .orElseThrow();
    }

    private static List<Position> shortestRound(List<List<Position>> positions) {
        return positions.get(0).stream()
                .map(first -> shortestRound(first, positions))
                .min(Comparator.comparing(Path::cost))
                .orElseThrow()
                .positions(positions.size());
    }

    private static Path shortestRound(Position first, List<List<Position>> positions) {
        List<Path> paths = List.of(new Path(null, first, first.distanceFromCentre()));
        for (List<Position> next : positions.subList(1, positions.size())) {
            List<Path> shortestSoFar = paths;
            paths = next.stream().map(position -> shortest(shortestSoFar, position)).toList();
        }
        return shortest(paths, first);
    }

    private static Path shortest(List<Path> paths, Position next) {
        return paths.stream().map(path -> path.to(next)).min(Comparator.comparing(Path::cost)).orElseThrow();
    }

    /** A way that ends in a position, and what it cost. */
    private record Path(Path before, Position last, int cost) {
        Path to(Position next) {
            return new Path(this, next, cost + last.costOfMoveTo(next) + next.distanceFromCentre());
        }

        /** The first positions of the way. */
        List<Position> positions(int count) {
            LinkedList<Position> positions = new LinkedList<>();
            for (Path path = this; path != null; path = path.before) {
                positions.addFirst(path.last);
            }
            return positions.subList(0, count);
        }
    }
}
