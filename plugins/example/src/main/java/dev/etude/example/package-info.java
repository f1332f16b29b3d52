/** An example of plugins: an augmentation and a metric. */
package dev.etude.example;
