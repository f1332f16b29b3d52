package dev.etude.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Metric;
import dev.etude.testkit.Examples;
import dev.etude.testkit.MetricContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inherits what every metric keeps to, and adds what is its own. */
class MelodyTest extends MetricContract {
    @Override
    protected Metric plugin() {
        return new Melody();
    }

    @Test
    void measuresTheHighestKeyWhereBothStepsSound() {
        PianoRoll roll = new PianoRoll.Builder(5, 1)
                .note(30, 0, 3)
                .note(40, 0, 1)
                .note(44, 1, 2)
                .note(50, 4, 5)
                .build();
        BinarySequence row = Examples.KEYS.encode(roll);

        double leap = new Melody()
                .measure(List.of(row), new Metric.Reference(Examples.KEYS, List.of(), List.of(), true))
                .get("melody-leap");

        assertEquals((4 + 14) / 2.0, leap);
    }
}
