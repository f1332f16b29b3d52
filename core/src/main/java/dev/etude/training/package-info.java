/** The game: a generator against a critic, with an objective, optimisers, and everything drawn from one seed. */
package dev.etude.training;
