package dev.etude.plugins.midi;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.Intake;

/**
 * What became of one file.
 *
 * @param intake what the user is told
 * @param cells the piece; null if the file was skipped
 * @param beatsPerBar its quarter notes a bar
 * @param tempo its quarter notes a minute
 */
record ReadPiece(Intake intake, BinarySequence cells, int beatsPerBar, double tempo) {
    static ReadPiece skipped(String name, String reason) {
        return new ReadPiece(new Intake(name, 0, 0, Intake.Outcome.SKIPPED, reason), null, 0, 0);
    }

    boolean isUsed() {
        return cells != null;
    }

    /** The same with one more remark for the user. */
    ReadPiece remarking(String remark) {
        String why = intake.why().isEmpty() ? remark : intake.why() + "; " + remark;
        Intake remarked = new Intake(intake.file(), intake.notes(), intake.bars(), intake.outcome(), why);
        return new ReadPiece(remarked, cells, beatsPerBar, tempo);
    }
}
