package dev.etude.data;

import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Encoding;
import dev.etude.spi.Piece;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.SequenceShape;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All windows of some pieces, at every offset, indexed to be asked for equal and near ones. Piano keys are compared
 * over transpositions; of other symbols, only equal ones are alike.
 *
 * <p>Distances come from an inverted index: for each cell, the windows in which it is on. A row touches only the
 * windows that share a cell with it, so 500 rows, 25 transpositions and 10,000 windows cost less than a second.
 *
 * <p>Used by one thread at a time.
 */
public final class WindowIndex {
    private static final int FARTHEST_TRANSPOSITION = 12;

    private final Encoding encoding;
    private final boolean pianoKeys;
    private final Set<BitSet> normalised = new HashSet<>();
    private final int[] onCells;
    private final int[] postingsStart;
    private final int[] postings;
    private final int[] shared;

    /**
     * @param pieces where the windows come from
     * @param shape the windows' shape
     * @param looped whether a piece begins again where it ends, so that a window begins at each of its steps; else only
     *     windows that lie within a piece are meant, and a shorter piece has none
     */
    public WindowIndex(List<Piece> pieces, SequenceShape shape, Encoding encoding, boolean looped) {
        this.encoding = encoding;
        this.pianoKeys = encoding instanceof PianoRollEncoding;
        Set<BinarySequence> windows = new LinkedHashSet<>();
        for (Piece piece : pieces) {
            int steps = piece.cells().shape().steps();
            int offsets = looped ? steps : steps - shape.steps() + 1;
            for (int offset = 0; offset < offsets; offset++) {
                BinarySequence window = piece.cells().window(offset, shape.steps());
                windows.add(window);
                normalised.add(upToTransposition(window, encoding));
            }
        }
        this.onCells = windows.stream().mapToInt(BinarySequence::onCells).toArray();
        this.shared = new int[onCells.length];
        this.postingsStart = new int[shape.cells() + 1];
        this.postings = new int[Arrays.stream(onCells).reduce(0, Math::addExact)];
        fillPostings(windows);
    }

    /** Whether there is no window at all. */
    public boolean isEmpty() {
        return onCells.length == 0;
    }

    /** Whether a row is exactly one of the windows, or one of them transposed by any number of semitones. */
    public boolean contains(BinarySequence row) {
        return normalised.contains(upToTransposition(row, encoding));
    }

    /**
     * How many cells must change to make a row one of the windows: the least over all windows and transpositions of the
     * row by up to an octave. A cell that a transposition pushes off the keyboard counts as one that must change.
     */
    public int cellsToNearest(BinarySequence row) {
        int farthest = pianoKeys ? FARTHEST_TRANSPOSITION : 0;
        int nearest = Integer.MAX_VALUE;
        for (int semitones = -farthest; semitones <= farthest; semitones++) {
            Arrays.fill(shared, 0);
            for (int cell = row.nextOn(0); cell >= 0; cell = row.nextOn(cell + 1)) {
                if (pianoKeys && !staysOnKeyboard(cell, semitones)) {
                    continue;
                }
                int end = postingsStart[cell + semitones + 1];
                for (int posting = postingsStart[cell + semitones]; posting < end; posting++) {
                    shared[postings[posting]]++;
                }
            }
            for (int window = 0; window < onCells.length; window++) {
                nearest = Math.min(nearest, onCells[window] - 2 * shared[window]);
            }
        }
        return row.onCells() + nearest;
    }

    /**
     * What is equal for all transpositions of a row: its cells, transposed so far down that its lowest note is the lowest
     * key. Of symbols that are not piano keys, the cells as they are.
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

    private void fillPostings(Set<BinarySequence> windows) {
        for (BinarySequence window : windows) {
            for (int cell = window.nextOn(0); cell >= 0; cell = window.nextOn(cell + 1)) {
                postingsStart[cell + 1]++;
            }
        }
        Arrays.parallelPrefix(postingsStart, Integer::sum);
        int[] next = postingsStart.clone();
        int number = 0;
        for (BinarySequence window : windows) {
            for (int cell = window.nextOn(0); cell >= 0; cell = window.nextOn(cell + 1)) {
                postings[next[cell]++] = number;
            }
            number++;
        }
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
