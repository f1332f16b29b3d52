package dev.etude.plugins.midi;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A folder of MIDI files as piano rolls, one piece a file.
 *
 * <p>A note begins at the nearest step, and its last step is the last in which it sounds for more than {@code overhang}
 * of a step; it has at least one. So a note written a little short (by a tick, or 0.9 of its length) keeps its last
 * step, and a key released a little late does not sound into the next chord. A piece is filled with silence up to the
 * end of its last bar.
 *
 * <p>Steps follow quarter notes. Tempo changes only matter for playing: the data set's tempo is the median of its
 * pieces', a piece's the median over its length. The data set's bar is the one that most of its music has.
 */
@Plugin("midi")
@Doc("Reads MIDI files, .mid and .midi, from a folder and its subfolders")
public record MidiSource(
        @MustExist @Doc("The folder, or one file") Path folder,
        @Doc("Time steps a quarter note, 1 to 96; 4 are sixteenths, the coarsest grid for most written music")
                int stepsPerQuarter,
        @Doc("Quarter notes a bar, 1 to 32; 0 takes each file's time signature") int beatsPerBar,
        @Doc("What becomes of pieces whose bars have another length than most of the music: keep or skip them")
                OtherBars otherBars,
        @Doc("Whether struck and held notes are told apart, by 176 symbols instead of 88") boolean onsets,
        @Doc("Which track is read: all, a number counted from 1, or a track's name") String track,
        @Doc("Whether channel 10, percussion, is read as if its notes were piano keys") boolean drums,
        @Doc("What becomes of notes outside the 88 keys: drop them, fold them by octaves, or skip the file")
                OutsidePitches outsidePitches,
        @Doc("Which note a note-off ends when a key was struck twice: fifo (the first), lifo (the last) or all")
                NoteOff noteOff,
        @Doc("Whether notes that nothing ends are held to the end of their track instead of left out")
                boolean holdLooseNotes,
        @Doc("Whether notes of no length get one step instead of being left out") boolean zeroLengthNotes,
        @Doc("Share of a step, 0 to 0.5, that a note may run into without sounding in it") double overhang,
        @Doc("Whether silence is put before a pickup, so that every whole bar begins on a bar line") boolean fillPickup,
        @Doc("Quarter notes after which a file is cut, 1 to 10000") int maximumQuarters,
        @Doc("Kilobytes above which a file is skipped, 1 to 16384") int maximumKilobytes)
        implements DatasetSource {
    static final String ALL_TRACKS = "all";

    private static final String MEND = "data.folder=<your folder>";
    private static final int REASONS_SHOWN = 3;

    public MidiSource() {
        this(
                null, 4, 0, OtherBars.KEEP, false, ALL_TRACKS, false, OutsidePitches.DROP, NoteOff.FIFO, false, false,
                0.25, true, 4000, 2048);
    }

    public MidiSource {
        inRange("stepsPerQuarter", stepsPerQuarter, 1, 96);
        inRange("beatsPerBar", beatsPerBar, 0, 32);
        inRange("maximumQuarters", maximumQuarters, 1, 10_000);
        inRange("maximumKilobytes", maximumKilobytes, 1, 16_384);
        if (!(overhang >= 0 && overhang <= 0.5)) {
            throw new IllegalArgumentException("overhang: must be from 0 to 0.5, was " + overhang);
        }
        if (track.isBlank() || track.equals("0")) {
            throw new IllegalArgumentException("track: must be all, a number from 1, or a name, was '" + track + "'");
        }
    }

    @Override
    public Dataset read() {
        if (folder == null) {
            throw new UserError("data.folder: is not set; name a folder of MIDI files: " + MEND);
        }
        if (!Files.exists(folder)) {
            throw new UserError("data.folder: no such folder: " + folder + "; create it, or set " + MEND);
        }
        MidiFolder found = MidiFolder.search(folder);
        PieceReader reader = new PieceReader(this);
        // Parallel streams keep the order of their source.
        List<ReadPiece> read = new ArrayList<>(found.midiFiles().parallelStream()
                .map(file -> reader.read(file.name(), file.path()))
                .toList());
        found.unreadable().forEach(name -> read.add(ReadPiece.skipped(name, "a folder that cannot be listed")));
        List<ReadPiece> used = read.stream().filter(ReadPiece::isUsed).toList();
        if (used.isEmpty()) {
            throw nothingLeft(found, read);
        }
        int commonBar = commonBeatsPerBar(used);
        List<ReadPiece> kept = read.stream().map(piece -> compareBars(piece, commonBar)).toList();
        List<ReadPiece> pieces = kept.stream().filter(ReadPiece::isUsed).toList();
        return new Dataset(
                pieces.stream().map(piece -> new Piece(piece.intake().file(), piece.cells())).toList(),
                new PianoRollEncoding(stepsPerQuarter, commonBar, medianTempo(pieces), onsets),
                intake(kept));
    }

    private ReadPiece compareBars(ReadPiece piece, int commonBar) {
        if (!piece.isUsed() || piece.beatsPerBar() == commonBar) {
            return piece;
        }
        String bars = "bars of " + piece.beatsPerBar() + " quarters, most have " + commonBar;
        return otherBars == OtherBars.SKIP
                ? ReadPiece.skipped(piece.intake().file(), bars + " (otherBars)")
                : piece.remarking(bars);
    }

    private UserError nothingLeft(MidiFolder found, List<ReadPiece> read) {
        if (read.isEmpty()) {
            int seen = found.filesSeen();
            return new UserError("data.folder: no .mid or .midi file among the " + seen
                    + (seen == 1 ? " file" : " files") + " of " + folder + "; set " + MEND);
        }
        String reasons = read.stream()
                .limit(REASONS_SHOWN)
                .map(piece -> piece.intake().file() + ": " + piece.intake().why())
                .collect(Collectors.joining("; "));
        String more = read.size() > REASONS_SHOWN ? "; and " + (read.size() - REASONS_SHOWN) + " more" : "";
        int files = found.midiFiles().size();
        String none = files == 1
                ? "the only MIDI file of " + folder + " cannot"
                : "none of the " + files + " MIDI files of " + folder + " can";
        return new UserError("data.folder: " + none + " be used (" + reasons + more + "); set " + MEND);
    }

    private static int commonBeatsPerBar(List<ReadPiece> pieces) {
        TreeMap<Integer, Double> quarters = new TreeMap<>();
        for (ReadPiece piece : pieces) {
            quarters.merge(piece.beatsPerBar(), piece.beatsPerBar() * piece.intake().bars(), Double::sum);
        }
        return commonest(quarters);
    }

    /** The bar that has the most music; of two equal ones the longer. */
    static <T extends Comparable<T>> int commonest(Map<Integer, T> musicByBeatsPerBar) {
        return musicByBeatsPerBar.entrySet().stream()
                .max(Map.Entry.<Integer, T>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    private static double medianTempo(List<ReadPiece> pieces) {
        List<Double> tempos = pieces.stream().map(ReadPiece::tempo).sorted(Comparator.naturalOrder()).toList();
        return tempos.get((tempos.size() - 1) / 2);
    }

    /** Tells also of pieces that are there twice, which only the whole data set shows. */
    private static List<Intake> intake(List<ReadPiece> read) {
        Map<BinarySequence, String> known = new HashMap<>();
        List<Intake> intake = new ArrayList<>();
        for (ReadPiece piece : read) {
            String twin = piece.isUsed() ? known.putIfAbsent(piece.cells(), piece.intake().file()) : null;
            intake.add((twin == null ? piece : piece.remarking("the same notes as " + twin)).intake());
        }
        return intake;
    }

    private static void inRange(String setting, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(setting + ": must be from " + from + " to " + to + ", was " + value);
        }
    }
}
