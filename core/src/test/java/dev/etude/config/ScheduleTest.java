package dev.etude.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void aConstantIsTheSameThroughout() {
        assertEquals(0.3, Schedule.constant(0.3).at(0));
        assertEquals(0.3, Schedule.constant(0.3).at(0.7));
        assertEquals(-1, Schedule.constant(-1).at(1));
    }

    @Test
    void aLineGoesByEqualSteps() {
        Schedule line = Schedule.linear(2, 4).between(0.25, 0.75);
        assertEquals(2, line.at(0));
        assertEquals(2, line.at(0.25));
        assertEquals(3, line.at(0.5));
        assertEquals(4, line.at(0.75));
        assertEquals(4, line.at(1));
    }

    @Test
    void aGeometricCurveGoesByEqualFactors() {
        Schedule curve = Schedule.geometric(1, 0.01);
        assertEquals(0.1, curve.at(0.5), 1e-12);
        assertEquals(curve.at(0.2) / curve.at(0.1), curve.at(0.9) / curve.at(0.8), 1e-12);
        assertEquals(0.01, curve.at(1));
    }

    @Test
    void itStaysWithinItsEnds() {
        Schedule curve = Schedule.geometric(0.3, 7e-5).between(0.1, 0.9);
        for (int step = 0; step <= 1000; step++) {
            double value = curve.at(step / 1000.0);
            assertTrue(value >= curve.lowest() && value <= curve.highest(), "at step " + step + ": " + value);
        }
    }

    @Test
    void refusesWhatIsNoSchedule() {
        refuses("from", () -> Schedule.geometric(0, 1));
        refuses("to", () -> Schedule.geometric(1, -1));
        refuses("to", () -> Schedule.linear(1, Double.NaN));
        refuses("start", () -> Schedule.linear(1, 2).between(-0.1, 1));
        refuses("end", () -> Schedule.linear(1, 2).between(0.5, 0.5));
        refuses("end", () -> Schedule.linear(1, 2).between(0, 1.1));
    }

    private static void refuses(String component, org.junit.jupiter.api.function.Executable making) {
        String message = assertThrows(IllegalArgumentException.class, making).getMessage();
        assertTrue(message.startsWith(component + ": "), message);
    }
}
