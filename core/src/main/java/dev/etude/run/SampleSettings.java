package dev.etude.run;

import dev.etude.spi.Doc;
import java.util.Optional;

/** How often music is drawn, measured and rendered while a run goes on; the end always is. */
@Doc("How often music is drawn, measured and rendered; the end of a run always is")
public record SampleSettings(
        @Doc("samples rendered each time, at least 1") int count,
        @Doc("samples measured each time, at least 1") int measured,
        @Doc("training steps from one measurement to the next, at least 1") int measureEvery,
        @Doc("training steps from one rendering to the next, at least 1") int renderEvery,
        @Doc("training steps from one line of losses to the next, at least 1") int logEvery,
        @Doc("training steps from one checkpoint to the next, at least 1") int checkpointEvery,
        @Doc("so many measurements in a row that show a collapse, such as silence, end the run as failed; 0: none do")
                int stopOnCollapse,
        @Doc("which measurement's generator is kept as the best, beside the last; left out: none")
                Optional<BestSettings> best) {
    public SampleSettings() {
        this(6, 500, 500, 2000, 50, 500, 0, Optional.empty());
    }

    public SampleSettings {
        require("count", count);
        require("measured", measured);
        require("measureEvery", measureEvery);
        require("renderEvery", renderEvery);
        require("logEvery", logEvery);
        require("checkpointEvery", checkpointEvery);
        if (stopOnCollapse < 0) {
            throw new IllegalArgumentException("stopOnCollapse: must be at least 0, was " + stopOnCollapse);
        }
    }

    private static void require(String component, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(component + ": must be at least 1, was " + value);
        }
    }
}
