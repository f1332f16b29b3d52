/** The changes that a piece survives as music: another key, another moment. */
package dev.etude.plugins.augmentations;
