package dev.etude.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SeedsTest {
    @Test
    void theSameSeedPurposeAndStepGiveTheSameNumbers() {
        assertEquals(
                new Seeds(7).at("noise", 123).nextLong(),
                new Seeds(7).at("noise", 123).nextLong());
    }

    @Test
    void noNumberComesBackInAnotherStepPurposeOrSeed() {
        // Streams that are shifted against each other would share almost all of their numbers.
        Set<Long> seen = new HashSet<>();
        int drawn = 0;
        for (long seed = -2; seed <= 2; seed++) {
            for (String purpose : new String[] {"data", "noise", "output"}) {
                for (long step = 0; step < 50; step++) {
                    RandomGenerator random = new Seeds(seed).at(purpose, step);
                    for (int i = 0; i < 100; i++) {
                        seen.add(random.nextLong());
                        drawn++;
                    }
                }
            }
        }
        assertEquals(drawn, seen.size());
    }

    @Test
    void neighbouringStepsAreNotCorrelated() {
        int steps = 2000;
        double[] firsts = new double[steps + 1];
        for (int step = 0; step <= steps; step++) {
            firsts[step] = new Seeds(1).at("noise", step).nextGaussian();
        }
        double sum = 0;
        for (int step = 0; step < steps; step++) {
            sum += firsts[step] * firsts[step + 1];
        }
        // The mean of 2,000 products of independent normals has a standard deviation of 0.022.
        assertTrue(Math.abs(sum / steps) < 0.1, "correlation " + sum / steps);
    }

    @Test
    void networksOfDifferentSeedsDiffer() {
        assertNotEquals(new Seeds(1).value("parameters"), new Seeds(2).value("parameters"));
    }
}
