package dev.etude.plugins.midi;

import dev.etude.music.PianoRoll;
import dev.etude.spi.Intake;
import dev.etude.spi.PianoRollEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Makes a piece of one MIDI file. Knows no other file, so many can be read at once. */
final class PieceReader {
    private static final int LOWEST = PianoRoll.LOWEST_MIDI_PITCH;
    private static final int HIGHEST = LOWEST + PianoRoll.PITCHES - 1;
    private static final int OCTAVE = 12;

    private final MidiSource settings;

    PieceReader(MidiSource settings) {
        this.settings = settings;
    }

    /** Reads a file; never throws because of what it holds. */
    ReadPiece read(String name, Path file) {
        try {
            return piece(name, MidiBytes.of(bytes(file)));
        } catch (UnusableFileException unusable) {
            return ReadPiece.skipped(name, unusable.getMessage());
        } catch (IOException unreadable) {
            return ReadPiece.skipped(name, "cannot be read: " + unreadable.getMessage());
        }
    }

    private byte[] bytes(Path file) throws IOException, UnusableFileException {
        // A pipe that is named like a MIDI file would be waited on for ever.
        if (!Files.isRegularFile(file)) {
            throw new UnusableFileException(Files.exists(file) ? "not a regular file" : "a link that leads nowhere");
        }
        if (Files.size(file) > 1024L * settings.maximumKilobytes()) {
            throw new UnusableFileException(
                    "larger than " + settings.maximumKilobytes() + " kilobytes (maximumKilobytes)");
        }
        return Files.readAllBytes(file);
    }

    private ReadPiece piece(String name, MidiBytes file) throws UnusableFileException {
        ReadPiece piece = piece(name, MidiScore.read(file, settings));
        return file.surplusTracks() == 0
                ? piece
                : piece.remarking(count(file.surplusTracks(), "track") + " more than its header says left out");
    }

    private ReadPiece piece(String name, MidiScore score) throws UnusableFileException {
        List<String> remarks = new ArrayList<>();
        List<MidiNote> notes = playable(score, remarks);
        long playedTo = notes.stream().mapToLong(MidiNote::end).max().orElseThrow();
        int beatsPerBar = settings.beatsPerBar() > 0 ? settings.beatsPerBar() : score.beatsPerBar(playedTo);
        double tempo = score.tempo(playedTo);
        if (score.tempoChanges() > 0) {
            remarks.add(count(score.tempoChanges(), "tempo change") + ", median " + Math.round(tempo));
        }
        if (settings.beatsPerBar() == 0 && score.barChanges(playedTo) > 0) {
            remarks.add(count(score.barChanges(playedTo), "change") + " of metre, bars of " + beatsPerBar
                    + " quarters taken");
        }
        long shift = pickupShift(score, beatsPerBar, remarks);
        StepGrid grid = new StepGrid(score.ticksPerQuarter(), shift, settings.stepsPerQuarter(), settings.overhang());

        int stepsPerBar = beatsPerBar * settings.stepsPerQuarter();
        int limit = Math.max(1, settings.maximumQuarters() / beatsPerBar) * stepsPerBar;
        long[] kept = laid(notes, grid, limit);
        String limitSaid = limit / settings.stepsPerQuarter() + " quarters (maximumQuarters)";
        if (kept.length == 0) {
            throw new UnusableFileException("has no note in its first " + limitSaid);
        }
        int end = Arrays.stream(kept).mapToInt(StepGrid::end).max().orElseThrow();
        boolean cut = kept.length < notes.size() || end > limit;
        if (cut) {
            remarks.add(0, "cut to " + limitSaid + ", " + count(notes.size() - kept.length, "note") + " beyond");
        }
        int bars = (Math.min(limit, end) + stepsPerBar - 1) / stepsPerBar;
        PianoRoll roll = roll(kept, bars * stepsPerBar);
        Intake intake = new Intake(
                name, kept.length, bars, cut ? Intake.Outcome.CUT : Intake.Outcome.USED, String.join("; ", remarks));
        return new ReadPiece(
                intake,
                new PianoRollEncoding(settings.stepsPerQuarter(), beatsPerBar, tempo, settings.onsets()).encode(roll),
                beatsPerBar,
                tempo);
    }

    /** The notes that a piano can play, and a remark for each kind that was left out. Not empty. */
    private List<MidiNote> playable(MidiScore score, List<String> remarks) throws UnusableFileException {
        List<MidiNote> notes = new ArrayList<>(score.notes().size());
        int outside = 0;
        int withoutLength = 0;
        for (MidiNote note : score.notes()) {
            boolean onKeyboard = note.midiPitch() >= LOWEST && note.midiPitch() <= HIGHEST;
            if (note.onset() == note.end() && !settings.zeroLengthNotes()) {
                withoutLength++;
            } else if (onKeyboard) {
                notes.add(note);
            } else {
                outside++;
                if (settings.outsidePitches() == OutsidePitches.FOLD) {
                    notes.add(new MidiNote(note.onset(), note.end(), folded(note.midiPitch())));
                }
            }
        }
        String fate = settings.outsidePitches() == OutsidePitches.FOLD ? "moved by octaves" : "left out";
        String looseFate = settings.holdLooseNotes() ? "held" : "left out";
        remark(remarks, score.looseNotes(), "note", " without an end " + looseFate);
        remark(remarks, withoutLength, "note", " without length left out");
        remark(remarks, score.drumNotes(), "drum note", " left out");
        remark(remarks, outside, "note", " outside the 88 keys " + fate);
        if (outside > 0 && settings.outsidePitches() == OutsidePitches.SKIP) {
            throw new UnusableFileException("has " + count(outside, "note") + " outside the 88 keys");
        }
        if (notes.isEmpty()) {
            String why = remarks.isEmpty() ? "" : ": " + String.join("; ", remarks);
            String mend = score.drumNotes() > 0 ? "; data.drums=true reads them" : "";
            throw new UnusableFileException("has no notes" + why + mend);
        }
        return notes;
    }

    /** The ticks of silence before the piece that make its first whole bar begin on a bar line. */
    private long pickupShift(MidiScore score, int beatsPerBar, List<String> remarks) {
        long bar = (long) beatsPerBar * score.ticksPerQuarter();
        if (!settings.fillPickup() || score.pickup() % bar == 0) {
            return 0;
        }
        double quarters = (double) score.pickup() / score.ticksPerQuarter();
        remarks.add("silence before a pickup, quarters: " + NumberFormat.getInstance(Locale.ROOT).format(quarters));
        return bar - score.pickup() % bar;
    }

    /** The notes that are struck before a step, laid on steps, by their onsets. */
    private static long[] laid(List<MidiNote> notes, StepGrid grid, int limit) {
        long[] laid = new long[notes.size()];
        for (int note = 0; note < laid.length; note++) {
            laid[note] = grid.lay(notes.get(note));
        }
        Arrays.sort(laid);
        int kept = laid.length;
        while (kept > 0 && StepGrid.onset(laid[kept - 1]) >= limit) {
            kept--;
        }
        return Arrays.copyOf(laid, kept);
    }

    /**
     * Sounds no cell twice, for the notes come by their onsets: a file may hold any number of notes that all last from
     * its beginning to its end.
     */
    private PianoRoll roll(long[] notes, int steps) {
        PianoRoll.Builder roll = new PianoRoll.Builder(steps, settings.stepsPerQuarter());
        int[] soundsTo = new int[PianoRoll.PITCHES];
        for (long note : notes) {
            int pitch = StepGrid.midiPitch(note) - LOWEST;
            int onset = StepGrid.onset(note);
            int end = Math.min(steps, StepGrid.end(note));
            roll.cell(onset, pitch, true);
            for (int step = Math.max(onset + 1, soundsTo[pitch]); step < end; step++) {
                roll.cell(step, pitch, false);
            }
            soundsTo[pitch] = Math.max(soundsTo[pitch], end);
        }
        return roll.build();
    }

    private static int folded(int midiPitch) {
        int pitch = midiPitch;
        while (pitch < LOWEST) {
            pitch += OCTAVE;
        }
        while (pitch > HIGHEST) {
            pitch -= OCTAVE;
        }
        return pitch;
    }

    private static void remark(List<String> remarks, int number, String noun, String fate) {
        if (number > 0) {
            remarks.add(count(number, noun) + fate);
        }
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
