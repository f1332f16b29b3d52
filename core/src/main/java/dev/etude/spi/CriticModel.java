package dev.etude.spi;

/** Builds a critic. The usual way: an ordinary DL4J configuration handed to {@code dev.etude.networks}. */
public interface CriticModel {
    /**
     * A new critic, its parameters drawn from the context's seed.
     *
     * @throws UserError if its settings do not fit the shape; the message begins with the plugin's name
     */
    Critic create(ModelContext context);
}
