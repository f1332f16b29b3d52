/** Ordinary DL4J configurations behind {@code Generator} and {@code Critic}, and layers that make them fast. */
package dev.etude.networks;
