package dev.etude.spi;

/** Builds a critic. The usual way: an ordinary DL4J configuration handed to {@code dev.etude.networks}. */
public interface CriticModel {
    /** A new critic, its parameters drawn from the context's seed. */
    Critic create(ModelContext context);
}
