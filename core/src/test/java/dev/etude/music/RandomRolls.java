package dev.etude.music;

import java.util.SplittableRandom;

/** Rolls for tests: notes of random places and lengths, repeats and overlaps among them. */
final class RandomRolls {
    private RandomRolls() {}

    /** @param density the share of cells in which a note begins */
    static PianoRoll of(int steps, int stepsPerQuarter, double density, SplittableRandom random) {
        PianoRoll.Builder roll = new PianoRoll.Builder(steps, stepsPerQuarter);
        for (int step = 0; step < steps; step++) {
            for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
                if (random.nextDouble() < density) {
                    roll.note(pitch, step, Math.min(steps, step + 1 + random.nextInt(1 + 5 * stepsPerQuarter)));
                }
            }
        }
        return roll.build();
    }
}
