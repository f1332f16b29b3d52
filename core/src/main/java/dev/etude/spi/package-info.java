/**
 * The doors: the interfaces that plugins implement, and the few types in their signatures.
 *
 * <p>In the order in which data meet them: a {@link DatasetSource} reads a {@link Dataset} of {@link Piece}s, whose
 * symbols an {@link Encoding} explains; an {@link Augmentation} changes the rows of a batch; a {@link GeneratorModel}
 * and a {@link CriticModel} build the two networks, a {@link Generator} and a {@link Critic}, for a {@link
 * ModelContext}; a {@link Metric} measures rows, a {@link Renderer} makes files of a {@link Sample}, and a {@link
 * Tracker} shows the {@link RunRecord}. {@link Plugin} says what a plugin looks like, {@link UserError} how it says no.
 * Everything that trains sees a {@link BinarySequence} and its {@link SequenceShape}, and no music.
 */
package dev.etude.spi;
