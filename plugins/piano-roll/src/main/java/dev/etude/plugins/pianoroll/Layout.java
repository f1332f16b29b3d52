package dev.etude.plugins.pianoroll;

import dev.etude.music.PianoRoll;

/**
 * Where everything of a picture stands, in pixels. The roll is broken into lines at bars, as a score is into systems.
 *
 * @param lowestPitch the lowest row's pitch, 0 to 87
 * @param rows how many pitches are shown
 * @param rowHeight a row's height
 * @param stepWidth a step's width
 * @param stepsPerLine how many steps a line shows
 * @param steps how many steps are shown in all
 * @param chordsHeight the height of the chord names above a line
 */
record Layout(int lowestPitch, int rows, int rowHeight, int stepWidth, int stepsPerLine, int steps, int chordsHeight) {
    static final int MARGIN = 24;
    static final int TITLE_HEIGHT = 62;
    static final int KEYBOARD_WIDTH = 64;
    static final int BAR_NUMBERS_HEIGHT = 18;
    static final int LINE_GAP = 22;

    private static final int GREATEST_HEIGHT = 6000;
    /** A pixel takes four bytes of a small heap. */
    private static final int MOST_PIXELS = 10_000_000;
    private static final int SMALLEST_WIDTH = 480;
    private static final int WIDEST_STEP = 56;
    private static final int COMFORTABLE_QUARTER = 40;
    private static final int OCTAVE = 12;
    private static final int ROWS_OF_MARGIN = 2;
    private static final int FEWEST_ROWS = 2 * OCTAVE;
    /** Where the two octaves of a roll without notes begin: C3. */
    private static final int MIDDLE_PITCH = 48 - PianoRoll.LOWEST_MIDI_PITCH;

    /** The layout of a roll in a picture of at most a width. */
    static Layout of(PianoRoll roll, int stepsPerBar, int width, boolean chords) {
        int lowest = PianoRoll.PITCHES;
        int highest = -1;
        for (int step = 0; step < roll.steps(); step++) {
            for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
                if (roll.sounds(step, pitch)) {
                    lowest = Math.min(lowest, pitch);
                    highest = Math.max(highest, pitch);
                }
            }
        }
        if (highest < 0) {
            lowest = MIDDLE_PITCH + ROWS_OF_MARGIN;
            highest = lowest;
        }
        int bottom = Math.max(0, lowest - ROWS_OF_MARGIN);
        int top = Math.min(PianoRoll.PITCHES - 1, Math.max(highest + ROWS_OF_MARGIN, bottom + FEWEST_ROWS - 1));
        bottom = Math.max(0, Math.min(bottom, top - FEWEST_ROWS + 1));
        int rows = top - bottom + 1;
        int rowHeight = rows <= 3 * OCTAVE + 1 ? 12 : rows <= 5 * OCTAVE + 1 ? 10 : 8;
        int chordsHeight = chords ? 30 : 0;

        int room = width - 2 * MARGIN - KEYBOARD_WIDTH;
        int lineHeight = chordsHeight + BAR_NUMBERS_HEIGHT + rows * rowHeight + LINE_GAP;
        int greatestHeight = Math.min(GREATEST_HEIGHT, MOST_PIXELS / width);
        int mostLines = Math.max(1, (greatestHeight - TITLE_HEIGHT - 2 * MARGIN) / lineHeight);
        int narrowest = Math.max(2, COMFORTABLE_QUARTER / roll.stepsPerQuarter());
        int stepsPerLine = stepsPerLine(roll.steps(), stepsPerBar, room / narrowest);
        while (narrowest > 1 && (long) stepsPerLine * mostLines < roll.steps()) {
            narrowest--;
            stepsPerLine = stepsPerLine(roll.steps(), stepsPerBar, room / narrowest);
        }
        return new Layout(bottom, rows, rowHeight, Math.min(WIDEST_STEP, room / stepsPerLine), stepsPerLine,
                (int) Math.min(roll.steps(), (long) stepsPerLine * mostLines), chordsHeight);
    }

    /** How many lines there are. */
    int lines() {
        return (steps + stepsPerLine - 1) / stepsPerLine;
    }

    /** The picture's width. */
    int width() {
        return Math.max(SMALLEST_WIDTH, left() + stepsPerLine * stepWidth + MARGIN);
    }

    /** The picture's height. */
    int height() {
        return top(lines()) - chordsHeight - BAR_NUMBERS_HEIGHT - LINE_GAP + MARGIN;
    }

    /** Where the first step begins. */
    int left() {
        return MARGIN + KEYBOARD_WIDTH;
    }

    /** Where the highest row of a line begins. */
    int top(int line) {
        int lineHeight = chordsHeight + BAR_NUMBERS_HEIGHT + rows * rowHeight + LINE_GAP;
        return MARGIN + TITLE_HEIGHT + chordsHeight + BAR_NUMBERS_HEIGHT + line * lineHeight;
    }

    /** How far below a line's top a pitch's row begins. */
    int row(int pitch) {
        return (rows - 1 - (pitch - lowestPitch)) * rowHeight;
    }

    /** At most {@code most} steps: the whole roll, or as many whole bars as share it evenly among the lines. */
    private static int stepsPerLine(int steps, int stepsPerBar, int most) {
        if (steps <= most) {
            return Math.max(1, steps);
        }
        if (stepsPerBar > most) {
            return most;
        }
        int bars = (steps + stepsPerBar - 1) / stepsPerBar;
        int mostBars = most / stepsPerBar;
        int lines = (bars + mostBars - 1) / mostBars;
        return (bars + lines - 1) / lines * stepsPerBar;
    }
}
