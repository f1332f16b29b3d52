package dev.etude.data;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.Dataset;
import dev.etude.spi.Encoding;
import dev.etude.spi.Metric;
import dev.etude.spi.Piece;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A data set cut into windows, with some pieces held out.
 *
 * <p>Which pieces are held out depends on the data set alone, never on the run's seed, so that runs with different
 * seeds can be compared. A window is drawn by drawing a piece and then one of its windows: long pieces do not drown
 * short ones.
 */
public final class TrainingData {
    private static final long SPLIT_SEED = 123;

    private final SequenceShape shape;
    private final WindowSettings settings;
    private final Metric.Reference reference;

    /**
     * Splits and cuts a data set.
     *
     * @throws UserError if the settings would hold out every piece
     */
    public TrainingData(Dataset dataset, WindowSettings settings) {
        this.shape = shape(dataset.encoding(), settings.steps());
        this.settings = settings;
        int pieces = dataset.pieces().size();
        int heldOutPieces = settings.heldOut() < 1
                ? (int) Math.round(settings.heldOut() * pieces)
                : (int) settings.heldOut();
        if (heldOutPieces >= pieces) {
            if (settings.heldOut() >= 1) {
                throw new UserError("window.heldOut: would hold out every piece; set it below their number, " + pieces);
            }
            heldOutPieces = pieces - 1;
        }
        List<Piece> shuffled = new ArrayList<>(dataset.pieces());
        Collections.shuffle(shuffled, new Random(SPLIT_SEED));
        List<Piece> heldOut = List.copyOf(shuffled.subList(0, heldOutPieces));
        // A copy of a held-out piece under another name must not teach it either.
        Set<BinarySequence> hidden = heldOut.stream().map(Piece::cells).collect(Collectors.toSet());
        List<Piece> training = dataset.pieces().stream().filter(piece -> !hidden.contains(piece.cells())).toList();
        if (training.isEmpty()) {
            throw new UserError(
                    "data: every piece equals a held-out one, so nothing is left to learn from; set window.heldOut=0");
        }
        this.reference = new Metric.Reference(dataset.encoding(), training, heldOut, settings.loop());
    }

    /** The shape of a window [steps, symbols]. */
    public SequenceShape shape() {
        return shape;
    }

    /** What the symbols mean. */
    public Encoding encoding() {
        return reference.encoding();
    }

    /** Whether a piece begins again where it ends. */
    public boolean looped() {
        return reference.looped();
    }

    /** The pieces that the networks learn from. */
    public List<Piece> training() {
        return reference.training();
    }

    /** The pieces that they never see. */
    public List<Piece> heldOut() {
        return reference.heldOut();
    }

    /** The pieces as metrics compare with them; the same object at each call. */
    public Metric.Reference reference() {
        return reference;
    }

    /** The number of windows to learn from. */
    public int trainingWindowCount() {
        return training().stream().mapToInt(piece -> windows(piece.cells())).sum();
    }

    /** A window to learn from, drawn as the class says. */
    public BinarySequence draw(RandomGenerator random) {
        return draw(training(), random);
    }

    /** The same window as {@link #draw(RandomGenerator)}, written as 0 and 1 into an array from an offset on. */
    public void draw(RandomGenerator random, float[] cells, int offset) {
        BinarySequence piece = training().get(random.nextInt(training().size())).cells();
        int from = from(piece, random);
        if (isWhole(piece)) {
            piece.copyWindowTo(from, settings.steps(), cells, offset);
        } else {
            piece.copyTo(cells, offset);
            Arrays.fill(cells, offset + piece.shape().cells(), offset + shape.cells(), 0f);
        }
    }

    /** A held-out window, drawn in the same way; there must be held-out pieces. */
    public BinarySequence drawHeldOut(RandomGenerator random) {
        return draw(heldOut(), random);
    }

    private static SequenceShape shape(Encoding encoding, int steps) {
        int most = (int) ((1L << 30) / encoding.symbols());
        if (steps > most) {
            throw new UserError("window.steps: " + steps + " steps of " + encoding.symbols()
                    + " symbols are more than an array holds; set it to at most " + most);
        }
        return new SequenceShape(steps, encoding.symbols());
    }

    /** Cut when it is drawn: all windows of a large data set would not fit into memory. */
    private BinarySequence draw(List<Piece> pieces, RandomGenerator random) {
        BinarySequence piece = pieces.get(random.nextInt(pieces.size())).cells();
        int from = from(piece, random);
        return isWhole(piece) ? piece.window(from, settings.steps()) : BinarySequence.of(shape, piece.toBitSet());
    }

    private int from(BinarySequence piece, RandomGenerator random) {
        return random.nextInt(windows(piece)) * settings.hop();
    }

    /** Whether a window is full of music; one of a shorter piece that does not begin again ends in silence. */
    private boolean isWhole(BinarySequence piece) {
        return looped() || settings.steps() <= piece.shape().steps();
    }

    /** How many windows lie within a piece; one, looped or padded, if it is shorter. */
    private int windows(BinarySequence piece) {
        return Math.max(0, piece.shape().steps() - settings.steps()) / settings.hop() + 1;
    }
}
