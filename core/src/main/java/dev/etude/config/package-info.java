/** YAML to records and back: composition, overrides, and every fault with its place. */
package dev.etude.config;
