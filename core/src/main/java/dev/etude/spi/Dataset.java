package dev.etude.spi;

import java.util.List;

/**
 * What a source read.
 *
 * @param pieces the pieces, in a fixed order; not empty
 * @param encoding what their symbols mean; every piece has {@code encoding.symbols()} symbols a step
 * @param intake what became of each file, used ones included
 */
public record Dataset(List<Piece> pieces, Encoding encoding, List<Intake> intake) {
    public Dataset {
        pieces = List.copyOf(pieces);
        intake = List.copyOf(intake);
    }
}
