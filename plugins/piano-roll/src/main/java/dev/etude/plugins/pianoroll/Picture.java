package dev.etude.plugins.pianoroll;

import dev.etude.music.ChordSymbol;
import dev.etude.music.PianoRoll;
import dev.etude.spi.PianoRollEncoding;
import java.io.IOException;
import java.util.Optional;

/** Paints one piano roll. */
final class Picture {
    private static final int PAPER = 0xFFFFFF;
    private static final int INK = 0x1F2933;
    private static final int FAINT_INK = 0x7B8794;
    private static final int BLACK_KEY_ROW = 0xF1F4F8;
    private static final int OCTAVE_LINE = 0xC5CEDA;
    private static final int STEP_LINE = 0xEBEFF4;
    private static final int BEAT_LINE = 0xD9E0E9;
    private static final int BAR_LINE = 0x8E9BAA;
    private static final int BLACK_KEY = 0x3E4C59;
    private static final int CHORD_LINE = 0xA9C3E2;
    private static final int NOTE = 0x4A90D9;
    private static final int NOTE_EDGE = 0x2C62A0;
    private static final int ONSET = 0x17406F;

    private static final double TITLE_SIZE = 17;
    private static final double CHORD_SIZE = 13;
    private static final double SMALL_SIZE = 9;
    private static final int NARROWEST_STEP_WITH_LINES = 8;
    private static final int NARROWEST_STEP_WITH_EDGES = 4;
    private static final int CHORD_GAP = 8;

    private final String title;
    private final PianoRoll roll;
    private final PianoRollEncoding encoding;
    private final Layout layout;
    private final Canvas canvas;

    Picture(String title, PianoRoll roll, PianoRollEncoding encoding, Layout layout) {
        this.title = title;
        this.roll = roll;
        this.encoding = encoding;
        this.layout = layout;
        this.canvas = new Canvas(layout.width(), layout.height(), PAPER);
    }

    /** Paints it; the PNG file's bytes. */
    byte[] png() throws IOException {
        heading();
        for (int line = 0; line < layout.lines(); line++) {
            int from = line * layout.stepsPerLine();
            int to = Math.min(layout.steps(), from + layout.stepsPerLine());
            rows(line, to - from);
            timeLines(line, from, to);
            keyboard(line);
            notes(line, from, to);
            if (layout.chordsHeight() > 0) {
                chords(line, from, to);
            }
        }
        return canvas.png();
    }

    private void heading() {
        double room = layout.width() - 2 * Layout.MARGIN;
        String shown = title;
        while (Canvas.textWidth(shown, TITLE_SIZE) > room) {
            shown = shown.substring(0, shown.length() - 4) + "...";
        }
        canvas.text(shown, Layout.MARGIN, Layout.MARGIN + TITLE_SIZE, TITLE_SIZE, INK);
        int bars = (roll.steps() + encoding.stepsPerBar() - 1) / encoding.stepsPerBar();
        String facts = bars + (bars == 1 ? " bar" : " bars") + " of " + encoding.beatsPerBar() + " quarters, "
                + Math.round(encoding.tempo()) + " a minute";
        canvas.text(facts, Layout.MARGIN, Layout.MARGIN + TITLE_SIZE + 22, SMALL_SIZE, FAINT_INK);
    }

    private void rows(int line, int steps) {
        int width = steps * layout.stepWidth();
        for (int pitch = layout.lowestPitch(); pitch < layout.lowestPitch() + layout.rows(); pitch++) {
            int y = layout.top(line) + layout.row(pitch);
            if (isBlackKey(pitch)) {
                canvas.rectangle(layout.left(), y, width, layout.rowHeight(), BLACK_KEY_ROW);
            }
            if (ChordSymbol.pitchClass(pitch) == 0) {
                canvas.rectangle(layout.left(), y + layout.rowHeight() - 1, width, 1, OCTAVE_LINE);
            }
        }
    }

    private void timeLines(int line, int from, int to) {
        int top = layout.top(line);
        int height = layout.rows() * layout.rowHeight();
        for (int step = from; step <= to; step++) {
            int x = x(step, from);
            if (step % encoding.stepsPerBar() == 0 || step == roll.steps()) {
                canvas.rectangle(x - 1, top, 2, height, BAR_LINE);
                if (step < to) {
                    canvas.text(Integer.toString(step / encoding.stepsPerBar() + 1), x, top - 5, SMALL_SIZE, FAINT_INK);
                }
            } else if (step % encoding.stepsPerQuarter() == 0) {
                canvas.rectangle(x, top, 1, height, BEAT_LINE);
            } else if (layout.stepWidth() >= NARROWEST_STEP_WITH_LINES) {
                canvas.rectangle(x, top, 1, height, STEP_LINE);
            }
        }
        canvas.rectangle(layout.left(), top, x(to, from) - layout.left(), 1, OCTAVE_LINE);
        canvas.rectangle(layout.left(), top + height - 1, x(to, from) - layout.left(), 1, OCTAVE_LINE);
    }

    private void keyboard(int line) {
        int top = layout.top(line);
        int height = layout.rows() * layout.rowHeight();
        int keysLeft = Layout.MARGIN + 24;
        int keysWidth = layout.left() - keysLeft;
        canvas.rectangle(keysLeft, top, keysWidth, height, PAPER);
        for (int pitch = layout.lowestPitch(); pitch < layout.lowestPitch() + layout.rows(); pitch++) {
            int y = top + layout.row(pitch);
            int pitchClass = ChordSymbol.pitchClass(pitch);
            if (isBlackKey(pitch)) {
                canvas.rectangle(keysLeft, y + layout.rowHeight() / 2, keysWidth, 1, OCTAVE_LINE);
                canvas.rectangle(keysLeft, y, keysWidth * 5 / 8, layout.rowHeight(), BLACK_KEY);
            } else if (pitchClass == 0 || pitchClass == 5) {
                canvas.rectangle(keysLeft, y + layout.rowHeight() - 1, keysWidth, 1, OCTAVE_LINE);
            }
            if (pitchClass == 0) {
                int octave = (pitch + PianoRoll.LOWEST_MIDI_PITCH) / 12 - 1;
                canvas.text("C" + octave, Layout.MARGIN, y + (layout.rowHeight() + SMALL_SIZE) / 2, SMALL_SIZE, INK);
            }
        }
        canvas.rectangle(keysLeft, top, keysWidth, 1, BAR_LINE);
        canvas.rectangle(keysLeft, top + height - 1, keysWidth, 1, BAR_LINE);
        canvas.rectangle(keysLeft, top, 1, height, BAR_LINE);
    }

    private void notes(int line, int from, int to) {
        for (int pitch = layout.lowestPitch(); pitch < layout.lowestPitch() + layout.rows(); pitch++) {
            int step = from;
            while (step < to) {
                if (roll.sounds(step, pitch)) {
                    int end = Math.min(to, roll.endOf(step, pitch));
                    note(x(step, from), layout.top(line) + layout.row(pitch), (end - step) * layout.stepWidth(),
                            roll.begins(step, pitch));
                    step = end;
                } else {
                    step++;
                }
            }
        }
    }

    private void note(int x, int y, int width, boolean onset) {
        int height = layout.rowHeight();
        if (layout.stepWidth() < NARROWEST_STEP_WITH_EDGES) {
            canvas.rectangle(x, y, width, height, NOTE);
            if (onset) {
                canvas.rectangle(x, y, 1, height, ONSET);
            }
            return;
        }
        canvas.rectangle(x + 1, y, width - 1, height, NOTE_EDGE);
        canvas.rectangle(x + 2, y + 1, width - 3, height - 2, NOTE);
        if (onset) {
            canvas.rectangle(x + 1, y, Math.min(4, layout.stepWidth() / 2), height, ONSET);
        }
    }

    /** Names a chord where it begins; a line below the name reaches as far as that chord sounds. */
    private void chords(int line, int from, int to) {
        int lineY = layout.top(line) - Layout.BAR_NUMBERS_HEIGHT - 1;
        double free = 0;
        Optional<ChordSymbol> named = Optional.empty();
        Optional<ChordSymbol> before = Optional.empty();
        for (int step = from; step < to; step++) {
            Optional<ChordSymbol> chord = ChordSymbol.at(roll, step);
            if (chord.isPresent()) {
                int x = x(step, from);
                int gap = chord.equals(before) ? 0 : Math.min(3, layout.stepWidth() / 2);
                canvas.rectangle(x + gap, lineY, layout.stepWidth() - gap, 2, CHORD_LINE);
                String name = chord.get().toString();
                double end = x + Canvas.textWidth(name, CHORD_SIZE);
                if (!chord.equals(named) && x >= free && end < layout.width()) {
                    canvas.text(name, x + 1, lineY - 6, CHORD_SIZE, INK);
                    free = end + CHORD_GAP;
                    named = chord;
                }
            }
            before = chord;
        }
    }

    private int x(int step, int from) {
        return layout.left() + (step - from) * layout.stepWidth();
    }

    private static boolean isBlackKey(int pitch) {
        return (0b0101_0100_1010 >> ChordSymbol.pitchClass(pitch) & 1) != 0;
    }
}
