package dev.etude.data;

import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Encoding;
import dev.etude.spi.Metric;
import dev.etude.spi.Piece;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.SequenceShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * All windows of some pieces, at every offset, indexed to be asked for equal and near ones. Piano keys are compared
 * over transpositions; of other symbols, only equal ones are alike.
 *
 * <p>No window is kept. The pieces lie one after the other on a timeline, and an inverted index tells at which of its
 * steps a symbol is on; a cell of a row, at step t, is shared with the window that begins t steps before. So the index
 * is as large as the pieces, not as their windows; a row touches only what it shares with them: 500 rows, 25
 * transpositions and 10,000 windows cost about a second.
 *
 * <p>Immutable: any thread may search.
 */
public final class WindowIndex {
    private static final int FARTHEST_TRANSPOSITION = 12;

    private final Encoding encoding;
    private final boolean pianoKeys;
    private final int steps;
    private final int symbols;
    private final List<Piece> pieces = new ArrayList<>();
    private final int[] firstWindows;
    private final int[] starts;
    private final int[] onCells;
    private final long[] fingerprints;
    private final int[] postingsStart;
    private final int[] postings;
    private final int timelineSteps;

    /**
     * The window nearest to a row.
     *
     * @param piece the piece that it comes from; of several with equal windows, the first
     * @param step the step of the piece at which it begins
     * @param semitones how far up the window must be transposed to be nearest to the row
     * @param cells in how many cells the window, so transposed, and the row differ; one beyond the keyboard counts
     * @param window the window, so transposed
     */
    public record Match(Piece piece, int step, int semitones, int cells, BinarySequence window) {}

    /**
     * What a search found.
     *
     * @param semitones how far up the row was transposed
     * @param difference the cells that differ, less those that are on in the row
     */
    private record Found(int window, int semitones, int difference) {}

    /**
     * @param pieces where the windows come from
     * @param shape the windows' shape
     * @param looped whether a piece begins again where it ends, so that a window begins at each of its steps; else only
     *     windows that lie within a piece are meant, and a shorter piece has none
     */
    public WindowIndex(List<Piece> pieces, SequenceShape shape, Encoding encoding, boolean looped) {
        this.encoding = encoding;
        this.pianoKeys = encoding instanceof PianoRollEncoding;
        this.steps = shape.steps();
        this.symbols = shape.symbols();
        List<BinarySequence> timeline = new ArrayList<>();
        for (Piece piece : pieces) {
            int length = piece.cells().shape().steps();
            int offsets = looped ? length : length - steps + 1;
            if (offsets > 0) {
                timeline.add(piece.cells().window(0, Math.addExact(offsets, steps - 1)));
                this.pieces.add(piece);
            }
        }
        this.timelineSteps = timeline.stream().mapToInt(part -> part.shape().steps()).reduce(0, Math::addExact);
        int windows = timelineSteps - timeline.size() * (steps - 1);
        this.firstWindows = new int[timeline.size()];
        this.starts = new int[windows];
        this.onCells = new int[windows];
        this.fingerprints = new long[windows];
        this.postingsStart = new int[symbols + 1];
        this.postings = new int[timeline.stream().mapToInt(BinarySequence::onCells).reduce(0, Math::addExact)];
        fillWindows(timeline);
        fillPostings(timeline);
    }

    /** The windows of the training pieces, indexed once for each reference and shape. */
    public static WindowIndex ofTraining(Metric.Reference reference, SequenceShape shape) {
        return of(reference, reference.training(), shape, false);
    }

    /** The windows of the held-out pieces, indexed once for each reference and shape. */
    public static WindowIndex ofHeldOut(Metric.Reference reference, SequenceShape shape) {
        return of(reference, reference.heldOut(), shape, true);
    }

    /** Whether there is no window at all. */
    public boolean isEmpty() {
        return starts.length == 0;
    }

    /** How many windows there are, equal ones counted as often as they occur. */
    public int size() {
        return starts.length;
    }

    /**
     * Whether a row is exactly one of the windows, or one of them transposed by any number of semitones. Compares
     * fingerprints of 64 bits: for a million windows, one row in ten million million is called equal to one wrongly.
     */
    public boolean contains(BinarySequence row) {
        return Arrays.binarySearch(fingerprints, fingerprint(row)) >= 0;
    }

    /**
     * How many cells must change to make a row one of the windows: the least over all windows and transpositions of the
     * row by up to an octave. A cell that a transposition pushes off the keyboard counts as one that must change.
     */
    public int cellsToNearest(BinarySequence row) {
        return row.onCells() + search(row).difference;
    }

    /** The window at that distance; of several, the one that is transposed least. There must be a window. */
    public Match nearest(BinarySequence row) {
        Found found = search(row);
        int part = Arrays.binarySearch(firstWindows, found.window);
        part = part < 0 ? -part - 2 : part;
        Piece piece = pieces.get(part);
        int step = found.window - firstWindows[part];
        BinarySequence window = piece.cells().window(step, steps);
        return new Match(
                piece,
                step,
                -found.semitones,
                row.onCells() + found.difference,
                found.semitones == 0 ? window : transposed(window, -found.semitones));
    }

    private static WindowIndex of(
            Metric.Reference reference, List<Piece> pieces, SequenceShape shape, boolean heldOut) {
        return reference.once(
                new Key(heldOut, shape),
                WindowIndex.class,
                () -> new WindowIndex(pieces, shape, reference.encoding(), reference.looped()));
    }

    private record Key(boolean heldOut, SequenceShape shape) {}

    private Found search(BinarySequence row) {
        int farthest = pianoKeys ? FARTHEST_TRANSPOSITION : 0;
        Found nearest = new Found(-1, 0, Integer.MAX_VALUE);
        int[] shared = new int[timelineSteps];
        for (int turn = 0; turn <= 2 * farthest; turn++) {
            // 0, 1, -1, 2, -2 ...: the least transposition comes first.
            int semitones = turn % 2 == 0 ? -turn / 2 : (turn + 1) / 2;
            Arrays.fill(shared, 0);
            for (int cell = row.nextOn(0); cell >= 0; cell = row.nextOn(cell + 1)) {
                if (pianoKeys && !staysOnKeyboard(cell, semitones)) {
                    continue;
                }
                int step = cell / symbols;
                int symbol = cell % symbols + semitones;
                for (int posting = postingsStart[symbol]; posting < postingsStart[symbol + 1]; posting++) {
                    if (postings[posting] >= step) {
                        shared[postings[posting] - step]++;
                    }
                }
            }
            for (int window = 0; window < starts.length; window++) {
                int difference = onCells[window] - 2 * shared[starts[window]];
                if (difference < nearest.difference) {
                    nearest = new Found(window, semitones, difference);
                }
            }
        }
        return nearest;
    }

    private static BinarySequence transposed(BinarySequence window, int semitones) {
        BitSet cells = new BitSet(window.shape().cells());
        for (int cell = window.nextOn(0); cell >= 0; cell = window.nextOn(cell + 1)) {
            if (staysOnKeyboard(cell, semitones)) {
                cells.set(cell + semitones);
            }
        }
        return BinarySequence.of(window.shape(), cells);
    }

    /**
     * What is equal for all transpositions of a row: its cells, transposed so far down that its lowest note is the
     * lowest key. Of symbols that are not piano keys, the cells as they are.
     */
    public static BitSet upToTransposition(BinarySequence row, Encoding encoding) {
        if (!(encoding instanceof PianoRollEncoding)) {
            return row.toBitSet();
        }
        int lowest = PianoRoll.PITCHES;
        for (int cell = row.nextOn(0); cell >= 0; cell = row.nextOn(cell + 1)) {
            lowest = Math.min(lowest, pitch(cell));
        }
        BitSet transposed = new BitSet(row.shape().cells());
        for (int cell = row.nextOn(0); cell >= 0; cell = row.nextOn(cell + 1)) {
            transposed.set(cell - lowest);
        }
        return transposed;
    }

    private void fillWindows(List<BinarySequence> timeline) {
        int start = 0;
        int window = 0;
        for (int number = 0; number < timeline.size(); number++) {
            BinarySequence part = timeline.get(number);
            firstWindows[number] = window;
            for (int offset = 0; offset + steps <= part.shape().steps(); offset++) {
                BinarySequence cut = part.window(offset, steps);
                starts[window] = start + offset;
                onCells[window] = cut.onCells();
                fingerprints[window] = fingerprint(cut);
                window++;
            }
            start += part.shape().steps();
        }
        Arrays.sort(fingerprints);
    }

    private void fillPostings(List<BinarySequence> timeline) {
        for (BinarySequence part : timeline) {
            for (int cell = part.nextOn(0); cell >= 0; cell = part.nextOn(cell + 1)) {
                postingsStart[cell % symbols + 1]++;
            }
        }
        Arrays.parallelPrefix(postingsStart, Integer::sum);
        int[] next = postingsStart.clone();
        int start = 0;
        for (BinarySequence part : timeline) {
            for (int cell = part.nextOn(0); cell >= 0; cell = part.nextOn(cell + 1)) {
                postings[next[cell % symbols]++] = start + cell / symbols;
            }
            start += part.shape().steps();
        }
    }

    /** Equal for equal rows up to transposition, and for others but once in 2^64 times. */
    private long fingerprint(BinarySequence row) {
        long fingerprint = 0;
        for (long word : upToTransposition(row, encoding).toLongArray()) {
            // The mixing of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
            fingerprint = (fingerprint ^ word) + 0x9E3779B97F4A7C15L;
            fingerprint = (fingerprint ^ fingerprint >>> 30) * 0xBF58476D1CE4E5B9L;
            fingerprint = (fingerprint ^ fingerprint >>> 27) * 0x94D049BB133111EBL;
            fingerprint ^= fingerprint >>> 31;
        }
        return fingerprint;
    }

    private static boolean staysOnKeyboard(int cell, int semitones) {
        int pitch = pitch(cell) + semitones;
        return pitch >= 0 && pitch < PianoRoll.PITCHES;
    }

    /** Struck and held keys, where told apart, lie one keyboard apart. */
    private static int pitch(int cell) {
        return cell % PianoRoll.PITCHES;
    }
}
