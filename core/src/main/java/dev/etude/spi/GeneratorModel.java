package dev.etude.spi;

/** Builds a generator. The usual way: an ordinary DL4J configuration handed to {@code dev.etude.networks}. */
public interface GeneratorModel {
    /**
     * A new generator, its parameters drawn from the context's seed.
     *
     * @throws UserError if its settings do not fit the shape; the message begins with the plugin's name
     */
    Generator create(ModelContext context);

    /** False for a generator that has nothing to learn: the run then needs no critic and no training. */
    default boolean learns() {
        return true;
    }
}
