package dev.etude.plugins.midi;

import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Intake;
import dev.etude.spi.PianoRollEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
            return piece(name, MidiScore.read(MidiBytes.checked(bytes(file)), settings));
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
        int limit = Math.multiplyExact(settings.maximumKilobytes(), 1024);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new UnusableFileException("larger than maximumKilobytes, " + settings.maximumKilobytes());
            }
            return bytes;
        }
    }

    private ReadPiece piece(String name, MidiScore score) throws UnusableFileException {
        List<String> remarks = new ArrayList<>();
        List<MidiNote> notes = playable(score, remarks);
        long lastOnset = notes.stream().mapToLong(MidiNote::onset).max().orElseThrow();
        int beatsPerBar = settings.beatsPerBar() > 0 ? settings.beatsPerBar() : score.beatsPerBar(lastOnset + 1);
        double tempo = score.tempo(lastOnset + 1);
        if (score.tempoChanges() > 0) {
            remarks.add(count(score.tempoChanges(), "tempo change") + ", played at " + Math.round(tempo));
        }
        long shift = pickupShift(score, beatsPerBar, remarks);

        int stepsPerBar = beatsPerBar * settings.stepsPerQuarter();
        int limit = Math.max(1, settings.maximumQuarters() / beatsPerBar) * stepsPerBar;
        List<MidiNote> kept = new ArrayList<>();
        long lastStep = 0;
        for (MidiNote note : notes) {
            if (onsetStep(note, shift, score) < limit) {
                kept.add(note);
                lastStep = Math.max(lastStep, endStep(note, shift, score));
            }
        }
        if (kept.isEmpty()) {
            throw new UnusableFileException("has no note in its first " + settings.maximumQuarters() + " quarters (maximumQuarters)");
        }
        boolean cut = kept.size() < notes.size() || lastStep > limit;
        int steps = (int) (Math.min(limit, lastStep) + stepsPerBar - 1) / stepsPerBar * stepsPerBar;
        PianoRoll.Builder roll = new PianoRoll.Builder(steps, settings.stepsPerQuarter());
        for (MidiNote note : kept) {
            int end = (int) Math.min(steps, endStep(note, shift, score));
            roll.note(note.midiPitch() - LOWEST, (int) onsetStep(note, shift, score), end);
        }
        if (cut) {
            remarks.add(0, "cut to " + limit / settings.stepsPerQuarter() + " quarters (maximumQuarters), "
                    + count(notes.size() - kept.size(), "note") + " beyond");
        }
        BinarySequence cells =
                new PianoRollEncoding(settings.stepsPerQuarter(), beatsPerBar, tempo, settings.onsets()).encode(roll.build());
        Intake intake = new Intake(name, kept.size(), (double) steps / stepsPerBar,
                cut ? Intake.Outcome.CUT : Intake.Outcome.USED, String.join("; ", remarks));
        return new ReadPiece(intake, cells, beatsPerBar, tempo);
    }

    /** The notes that a piano can play, and a remark for each kind that was left out. */
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
        if (score.looseNotes() > 0) {
            remarks.add(count(score.looseNotes(), "note") + " without an end " + (settings.holdLooseNotes() ? "held" : "left out"));
        }
        if (withoutLength > 0) {
            remarks.add(count(withoutLength, "note") + " without length left out");
        }
        if (score.drumNotes() > 0) {
            remarks.add(count(score.drumNotes(), "drum note") + " left out");
        }
        if (outside > 0) {
            remarks.add(count(outside, "note") + " outside the 88 keys "
                    + (settings.outsidePitches() == OutsidePitches.FOLD ? "moved by octaves" : "left out"));
            if (settings.outsidePitches() == OutsidePitches.SKIP) {
                throw new UnusableFileException(count(outside, "note") + " outside the 88 keys");
            }
        }
        if (notes.isEmpty()) {
            throw new UnusableFileException(remarks.isEmpty() ? "has no notes" : "has no notes but: " + String.join("; ", remarks));
        }
        return notes;
    }

    /** The ticks of silence before the piece that make its first whole bar begin on a bar line. */
    private long pickupShift(MidiScore score, int beatsPerBar, List<String> remarks) {
        long bar = (long) beatsPerBar * score.ticksPerQuarter();
        if (!settings.fillPickup() || score.pickup() % bar == 0) {
            return 0;
        }
        remarks.add("silence before a pickup of " + (double) score.pickup() / score.ticksPerQuarter() + " quarters");
        return bar - score.pickup() % bar;
    }

    private long onsetStep(MidiNote note, long shift, MidiScore score) {
        long ticks = score.ticksPerQuarter();
        return ((note.onset() + shift) * settings.stepsPerQuarter() * 2 + ticks) / (2 * ticks);
    }

    private long endStep(MidiNote note, long shift, MidiScore score) {
        double position = (double) ((note.end() + shift) * settings.stepsPerQuarter()) / score.ticksPerQuarter();
        return Math.max(onsetStep(note, shift, score) + 1, (long) Math.ceil(position - settings.overhang()));
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

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
