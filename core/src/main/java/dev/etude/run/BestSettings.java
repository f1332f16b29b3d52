package dev.etude.run;

import dev.etude.spi.Doc;

/** Which measurement is the best one: its generator is kept as {@code checkpoints/best.zip}. */
@Doc("Which measurement is the best one; its generator is kept beside the last")
public record BestSettings(
        @Doc("the figure that decides, such as chord-rate; one that the metrics of this config give") String figure,
        @Doc("whether the highest value is the best; otherwise the lowest is") boolean highest) {
    public BestSettings() {
        this(null, true);
    }
}
