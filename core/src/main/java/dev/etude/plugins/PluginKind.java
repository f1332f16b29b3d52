package dev.etude.plugins;

import dev.etude.spi.Augmentation;
import dev.etude.spi.CriticModel;
import dev.etude.spi.DatasetSource;
import dev.etude.spi.GeneratorModel;
import dev.etude.spi.Metric;
import dev.etude.spi.Renderer;
import dev.etude.spi.Tracker;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of plugin, in the order that data meets them. */
public enum PluginKind {
    DATASET_SOURCE(DatasetSource.class, "data", "data source"),
    AUGMENTATION(Augmentation.class, "augmentation", "augmentation"),
    GENERATOR(GeneratorModel.class, "generator", "generator"),
    CRITIC(CriticModel.class, "critic", "critic"),
    METRIC(Metric.class, "metrics", "metric"),
    RENDERER(Renderer.class, "renderers", "renderer"),
    TRACKER(Tracker.class, "trackers", "tracker");

    private final Class<?> door;
    private final String key;
    private final String noun;

    PluginKind(Class<?> door, String key, String noun) {
        this.door = door;
        this.key = key;
        this.noun = noun;
    }

    /** The interface that plugins of this kind implement. */
    public Class<?> door() {
        return door;
    }

    /** The word that a configuration says: {@code critic}, {@code renderers}. */
    public String key() {
        return key;
    }

    /** What a person calls one plugin of this kind: {@code critic}, {@code renderer}. */
    public String noun() {
        return noun;
    }

    /** The kind whose interface is {@code door}; empty if {@code door} is no such interface. */
    public static Optional<PluginKind> of(Class<?> door) {
        return Arrays.stream(values()).filter(kind -> kind.door == door).findFirst();
    }
}
