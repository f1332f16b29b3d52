package dev.etude.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes files of a sample that a person can hear, see or read.
 *
 * <p>Renderers run in the order of the config, one sample after another, on one thread that may be another than the
 * training's. The same sample and settings give the same bytes.
 */
public interface Renderer {
    /**
     * Renders one sample into files whose names begin with {@code request.stem()}: {@code sample-01.mid}.
     *
     * @return the files written, never null
     * @throws UserError if this sample cannot be rendered with these settings, or a program is missing
     * @throws IOException if a file cannot be written or a program failed
     */
    List<Path> render(Request request) throws IOException;

    /**
     * Refuses, before a run begins, music that this renderer could not render whatever the sample.
     *
     * @param encoding what the symbols of the samples will mean
     * @throws UserError if it cannot; the message begins with the plugin's name
     */
    default void check(Encoding encoding) {}

    /**
     * What to render, and where.
     *
     * @param sample the sample
     * @param folder the folder to write into; it exists
     * @param stem what each file's name begins with, without an extension
     * @param made the files that earlier renderers of the config made of this sample; {@code timidity} finds its MIDI
     *     here
     * @param notices takes one-line messages for the user, such as which stand-in is used; a line said before is shown
     *     once a run
     */
    record Request(Sample sample, Path folder, String stem, List<Path> made, Consumer<String> notices) {
        /** {@code folder/stem.extension}. */
        public Path file(String extension) {
            return folder.resolve(stem + "." + extension);
        }

        /**
         * The file with an extension that an earlier renderer made.
         *
         * @throws UserError if there is none; {@code asker} and {@code maker} are plugin names for its message
         */
        public Path made(String extension, String asker, String maker) {
            return made.stream()
                    .filter(file -> file.getFileName().toString().endsWith("." + extension))
                    .findFirst()
                    .orElseThrow(() -> new UserError(asker + ": needs a ." + extension
                            + " file of the sample; list the renderer " + maker + " before " + asker));
        }
    }
}
