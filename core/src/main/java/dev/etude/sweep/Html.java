package dev.etude.sweep;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a page needs: escaped text, relative addresses, a colour a group. */
final class Html {
    private static final int COLORS = 8;

    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** The address of a file from a page in a folder; both paths are absolute. */
    static String address(Path folder, Path file) {
        if (!folder.getRoot().equals(file.getRoot())) {
            return file.toUri().toString();
        }
        return StreamSupport.stream(folder.relativize(file).spliterator(), false)
                .map(name -> URLEncoder.encode(name.toString(), StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    /** The CSS class of a group's colour. */
    static String color(int group) {
        return "g" + group % COLORS;
    }
}
