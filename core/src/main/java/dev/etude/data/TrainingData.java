package dev.etude.data;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.Dataset;
import dev.etude.spi.Encoding;
import dev.etude.spi.Piece;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.UserError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A data set cut into windows, with some pieces held out.
 *
 * <p>Which pieces are held out depends on the data set alone, never on the run's seed, so that runs with different seeds
 * can be compared. A window is drawn by drawing a piece and then one of its windows: long pieces do not drown
 * short ones.
 */
public final class TrainingData {
    private static final long SPLIT_SEED = 123;

    private final SequenceShape shape;
    private final Encoding encoding;
    private final boolean looped;
    private final List<Piece> training;
    private final List<Piece> heldOut;
    private final List<List<BinarySequence>> trainingWindows;
    private final List<List<BinarySequence>> heldOutWindows;

    /**
     * Splits and cuts a data set.
     *
     * @throws UserError if the settings would hold out every piece
     */
    public TrainingData(Dataset dataset, WindowSettings settings) {
        this.shape = shape(dataset.encoding(), settings.steps());
        this.encoding = dataset.encoding();
        this.looped = settings.loop();
        int pieces = dataset.pieces().size();
        int heldOutPieces = settings.heldOut() < 1
                ? (int) Math.round(settings.heldOut() * pieces)
                : (int) settings.heldOut();
        if (heldOutPieces >= pieces) {
            if (settings.heldOut() >= 1) {
                throw new UserError("window.heldOut: would hold out all " + pieces + " pieces; set it below " + pieces);
            }
            heldOutPieces = pieces - 1;
        }
        List<Piece> shuffled = new ArrayList<>(dataset.pieces());
        Collections.shuffle(shuffled, new Random(SPLIT_SEED));
        this.heldOut = List.copyOf(shuffled.subList(0, heldOutPieces));
        // A copy of a held-out piece under another name must not teach it either.
        Set<BinarySequence> hidden = heldOut.stream().map(Piece::cells).collect(Collectors.toSet());
        this.training = dataset.pieces().stream().filter(piece -> !hidden.contains(piece.cells())).toList();
        if (training.isEmpty()) {
            throw new UserError("data: every piece equals a held-out one, so nothing is left to learn from; set window.heldOut=0");
        }
        this.trainingWindows = training.stream().map(piece -> cut(piece, settings)).toList();
        this.heldOutWindows = heldOut.stream().map(piece -> cut(piece, settings)).toList();
    }

    /** The shape of a window [steps, symbols]. */
    public SequenceShape shape() {
        return shape;
    }

    /** What the symbols mean. */
    public Encoding encoding() {
        return encoding;
    }

    /** Whether a piece begins again where it ends. */
    public boolean looped() {
        return looped;
    }

    /** The pieces that the networks learn from. */
    public List<Piece> training() {
        return training;
    }

    /** The pieces that they never see. */
    public List<Piece> heldOut() {
        return heldOut;
    }

    /** The number of windows to learn from. */
    public int trainingWindowCount() {
        return trainingWindows.stream().mapToInt(List::size).sum();
    }

    /** A window to learn from, drawn as the class says. */
    public BinarySequence draw(RandomGenerator random) {
        return draw(trainingWindows, random);
    }

    /** A held-out window, drawn in the same way; there must be held-out pieces. */
    public BinarySequence drawHeldOut(RandomGenerator random) {
        return draw(heldOutWindows, random);
    }

    private static SequenceShape shape(Encoding encoding, int steps) {
        int most = (int) ((1L << 30) / encoding.symbols());
        if (steps > most) {
            throw new UserError("window.steps: " + steps + " steps of " + encoding.symbols()
                    + " symbols are more than an array holds; set it to at most " + most);
        }
        return new SequenceShape(steps, encoding.symbols());
    }

    private static BinarySequence draw(List<List<BinarySequence>> pieces, RandomGenerator random) {
        List<BinarySequence> windows = pieces.get(random.nextInt(pieces.size()));
        return windows.get(random.nextInt(windows.size()));
    }

    private static List<BinarySequence> cut(Piece piece, WindowSettings settings) {
        BinarySequence cells = piece.cells();
        int length = cells.shape().steps();
        List<BinarySequence> windows = new ArrayList<>();
        for (int from = 0; from == 0 || from + settings.steps() <= length; from += settings.hop()) {
            windows.add(
                    settings.loop() || from + settings.steps() <= length
                            ? cells.window(from, settings.steps())
                            : padded(cells, settings.steps()));
        }
        return windows;
    }

    private static BinarySequence padded(BinarySequence cells, int steps) {
        return BinarySequence.of(new SequenceShape(steps, cells.shape().symbols()), cells.toBitSet());
    }
}
