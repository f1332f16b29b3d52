package dev.etude.plugins.metrics;

import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Doc;
import dev.etude.spi.Metric;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Plugin;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether rows differ from each other, and how full they are. Works on any encoding; of piano keys with onsets told
 * apart, a key counts once, struck or held.
 *
 * <ul>
 *   <li>{@code distinct}: the number of different rows, divided by the number of rows.
 *   <li>{@code density}: share of cells that are on.
 *   <li>{@code polyphony}: how many symbols are on at a step, over the steps at which any is; the mean over the rows
 *       that have one, NaN if there is none. MusPy's {@code polyphony} (Dong et al., ISMIR 2020).
 * </ul>
 */
@Plugin("diversity")
@Doc("Share of rows that are different, density of the cells, notes that sound at once")
public record Diversity() implements Metric {
    @Override
    public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
        boolean onsets = reference.encoding() instanceof PianoRollEncoding keys && keys.onsets();
        int symbols = onsets ? PianoRoll.PITCHES : reference.encoding().symbols();
        long on = 0;
        double polyphony = 0;
        int soundingRows = 0;
        for (BinarySequence row : rows) {
            BitSet sounding = new BitSet(row.shape().steps() * symbols);
            BitSet soundingSteps = new BitSet(row.shape().steps());
            for (int cell = row.nextOn(0); cell >= 0; cell = row.nextOn(cell + 1)) {
                int step = cell / row.shape().symbols();
                soundingSteps.set(step);
                sounding.set(step * symbols + cell % row.shape().symbols() % symbols);
            }
            int onCells = sounding.cardinality();
            on += onCells;
            if (onCells > 0) {
                soundingRows++;
                polyphony += (double) onCells / soundingSteps.cardinality();
            }
        }
        long cells = (long) rows.size() * rows.get(0).shape().steps() * symbols;
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("distinct", (double) new HashSet<>(rows).size() / rows.size());
        figures.put("density", (double) on / cells);
        figures.put("polyphony", soundingRows == 0 ? Double.NaN : polyphony / soundingRows);
        return figures;
    }
}
