package dev.etude.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.Encoding;
import dev.etude.spi.Metric;
import dev.etude.spi.Metric.Reference;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Piece;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.UserError;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Metric} keeps to. A metric measures rows of any encoding, or refuses those that it does not
 * understand with a {@link UserError}.
 */
public abstract class MetricContract extends PluginContract<Metric> {
    private static final int STEPS = 16;

    /** For plugins outside this package. */
    protected MetricContract() {
        super(Metric.class);
    }

    /** Data that the metric understands, and of which at least one of its figures is defined. */
    protected Encoding encoding() {
        return Examples.KEYS;
    }

    /** Rows of that encoding, all of one shape; at least two. */
    protected List<BinarySequence> rows() {
        return Examples.rows(Examples.KEYS, STEPS, 20);
    }

    /** Pieces of that encoding to compare with; at least two. */
    protected List<Piece> pieces() {
        return List.of(
                new Piece("first", Examples.music(Examples.KEYS, 24, 1)),
                new Piece("second", Examples.music(Examples.KEYS, 32, 2)),
                new Piece("shorter than a row", Examples.music(Examples.KEYS, 8, 3)));
    }

    @Test
    final void namesItsFiguresInKebabCase() throws Exception {
        Map<String, Double> figures = plugin().measure(rows(), reference());

        assertFalse(figures.isEmpty(), "a metric has at least one figure");
        figures.keySet().forEach(name ->
                assertTrue(KEBAB_CASE.matcher(name).matches(), "the figure's name " + name + " must be kebab-case"));
    }

    @Test
    final void givesNumbersForOrdinaryRows() throws Exception {
        Map<String, Double> figures = plugin().measure(rows(), reference());

        assertNoInfinity(figures);
        assertTrue(figures.values().stream().anyMatch(Double::isFinite), "no figure is a number: " + figures);
    }

    @Test
    final void givesTheSameFiguresAgain() throws Exception {
        Metric metric = plugin();
        Map<String, Double> first = metric.measure(rows(), reference());
        metric.measure(rows().subList(0, 1), reference());

        assertEquals(first, metric.measure(rows(), reference()));
        assertEquals(first, plugin().measure(rows(), reference()));
    }

    @Test
    final void keepsTheOrderOfItsFigures() throws Exception {
        List<String> names = names(rows(), reference());

        assertEquals(names, names(rows().subList(0, 1), reference()), "the figures of one row");
        assertEquals(names, names(List.of(filled(false), filled(false)), reference()), "the figures of silence");
        assertEquals(names, names(rows(), nothingHeldOut()), "the figures where nothing is held out");
    }

    @Test
    final void survivesSilenceAndTheFullKeyboard() throws Exception {
        assertNoInfinity(plugin().measure(List.of(filled(false), filled(false)), reference()));
        assertNoInfinity(plugin().measure(List.of(filled(true)), reference()));
        assertNoInfinity(plugin().measure(List.of(filled(false), filled(true), rows().get(0)), reference()));
    }

    @Test
    final void survivesWhereThereIsNothingToCompareWith() throws Exception {
        assertNoInfinity(plugin().measure(rows(), nothingHeldOut()));
        assertNoInfinity(plugin().measure(rows(), new Reference(encoding(), List.of(), List.of(), false)));
        assertNoInfinity(plugin().measure(rows(), new Reference(encoding(), pieces(), pieces(), false)));
    }

    @Test
    final void measuresOrPlainlyRefusesOtherEncodings() throws Exception {
        measuresOrRefuses(Examples.KEYS);
        measuresOrRefuses(Examples.KEYS_WITH_ONSETS);
        measuresOrRefuses(Examples.LETTERS);
    }

    private void measuresOrRefuses(Encoding encoding) throws Exception {
        List<BinarySequence> rows = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            rows.add(encoding instanceof PianoRollEncoding keys
                    ? Examples.music(keys, STEPS, seed)
                    : Examples.letters(STEPS, seed));
        }
        Reference reference = new Reference(encoding, List.of(new Piece("piece", rows.get(0))), List.of(), true);
        try {
            assertNoInfinity(plugin().measure(List.copyOf(rows), reference));
        } catch (UserError refusal) {
            assertPlain(refusal);
        }
    }

    private Reference reference() {
        List<Piece> pieces = pieces();
        return new Reference(encoding(), pieces.subList(1, pieces.size()), pieces.subList(0, 1), true);
    }

    private Reference nothingHeldOut() {
        return new Reference(encoding(), pieces(), List.of(), true);
    }

    private BinarySequence filled(boolean on) {
        SequenceShape shape = rows().get(0).shape();
        BitSet cells = new BitSet();
        cells.set(0, shape.cells(), on);
        return BinarySequence.of(shape, cells);
    }

    private List<String> names(List<BinarySequence> rows, Reference reference) throws Exception {
        return List.copyOf(plugin().measure(rows, reference).keySet());
    }

    private static void assertNoInfinity(Map<String, Double> figures) {
        figures.forEach((name, value) -> {
            assertNotNull(value, name + " is null");
            assertFalse(value.isInfinite(), name + " is infinite; a figure that is not defined is NaN");
        });
    }
}
