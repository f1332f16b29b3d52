package dev.etude.plugins.notelists;

import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Dataset;
import dev.etude.spi.DatasetSource;
import dev.etude.spi.Doc;
import dev.etude.spi.Intake;
import dev.etude.spi.MustExist;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Piece;
import dev.etude.spi.Plugin;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Piano rolls from a JSON file, the form in which the JSB chorales and other data sets of Boulanger-Lewandowski, Bengio
 * and Vincent (ICML 2012) are passed on: {@code {"train": [piece, …], "valid": […], "test": […]}}, where a piece is a
 * list of frames, one a time step, and a frame the list of the MIDI pitches that sound in it, 21 to 108. An empty
 * frame is silence; -1, which stands for a resting voice in such files, is passed over.
 *
 * <p>The file does not tell a repeated note from a held one: a pitch that sounds in neighbouring frames is held. It
 * knows neither metre nor tempo, so they are settings.
 */
@Plugin("note-lists")
@Doc("Reads lists of MIDI pitches from a JSON file, the form in which the JSB chorales are passed on")
public record NoteLists(
        @MustExist @Doc("The JSON file") Path file,
        @Doc("Which part of it is read: train, valid, test or all") Split split,
        @Doc("Frames a quarter note, 1 to 96: 1 where frames are quarter notes") int stepsPerQuarter,
        @Doc("Quarter notes a bar, 1 to 32") int beatsPerBar,
        @Doc("Quarter notes a minute, above 0, up to 1000") double tempo,
        @Doc("Whether struck and held notes are told apart, by 176 symbols instead of 88") boolean onsets)
        implements DatasetSource {
    public NoteLists() {
        this(null, Split.TRAIN, 1, 4, 90, false);
    }

    public NoteLists {
        inRange("stepsPerQuarter", stepsPerQuarter, 96);
        inRange("beatsPerBar", beatsPerBar, 32);
        if (!(tempo > 0 && tempo <= 1000)) {
            throw new IllegalArgumentException("tempo: must be above 0, up to 1000, was " + tempo);
        }
    }

    @Override
    public Dataset read() throws IOException {
        if (file == null) {
            throw new UserError("data.file: is not set; name a JSON file of note lists: data.file=<your file>");
        }
        PianoRollEncoding encoding = new PianoRollEncoding(stepsPerQuarter, beatsPerBar, tempo, onsets);
        Map<BinarySequence, String> known = new HashMap<>();
        List<Piece> pieces = new ArrayList<>();
        List<Intake> intake = new ArrayList<>();
        for (FramePiece read : NoteListFile.read(file, split)) {
            if (!read.fault().isEmpty()) {
                intake.add(new Intake(read.name(), 0, 0, Intake.Outcome.SKIPPED, read.fault()));
                continue;
            }
            PianoRoll roll = read.roll(stepsPerQuarter);
            Piece piece = new Piece(read.name(), encoding.encode(roll));
            String twin = known.putIfAbsent(piece.cells(), piece.name());
            double bars = (double) roll.steps() / encoding.stepsPerBar();
            pieces.add(piece);
            intake.add(new Intake(
                    piece.name(),
                    notes(roll),
                    bars,
                    Intake.Outcome.USED,
                    twin == null ? "" : "the same notes as " + twin));
        }
        if (pieces.isEmpty()) {
            throw new UserError("data.file: " + file + " has no piece that can be used in " + split.key()
                    + (intake.isEmpty() ? "" : " (" + intake.get(0).file() + ": " + intake.get(0).why() + ")")
                    + "; set data.file or data.split");
        }
        return new Dataset(pieces, encoding, intake);
    }

    private static int notes(PianoRoll roll) {
        int notes = 0;
        for (int step = 0; step < roll.steps(); step++) {
            for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
                notes += roll.begins(step, pitch) ? 1 : 0;
            }
        }
        return notes;
    }

    private static void inRange(String setting, int value, int to) {
        if (value < 1 || value > to) {
            throw new IllegalArgumentException(setting + ": must be from 1 to " + to + ", was " + value);
        }
    }
}
