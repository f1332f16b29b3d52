package dev.etude.training;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * All chance of a run, from its one seed.
 *
 * <p>Every purpose has a stream of its own, and every step of a stream starts afresh from (seed, purpose, step). So the
 * random state at a step is known from the step alone: a resumed run draws what the undisturbed one would have drawn, and
 * one more draw for one purpose disturbs no other.
 *
 * @param seed the run's seed; any number
 */
public record Seeds(long seed) {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /** The random numbers of a purpose ({@code "noise"}) at a step. */
    public RandomGenerator at(String purpose, long step) {
        // The step is mixed: SplittableRandom itself counts up by the golden gamma, and seeds a multiple of it apart give one
        // and the same stream, shifted.
        return new SplittableRandom(mix(value(purpose) + mix(step + GOLDEN_GAMMA)));
    }

    /** A seed for something that wants one: the parameters of a network, say. */
    public long value(String purpose) {
        return mix(seed * GOLDEN_GAMMA + mix(purpose.hashCode()));
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
