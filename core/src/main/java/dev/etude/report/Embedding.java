package dev.etude.report;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts files into the page as data URIs while there is room, so that the page stays small enough to be sent; what finds
 * no room is linked to, relative to the run's folder.
 */
final class Embedding {
    /** Characters of data URIs in a page, at most. */
    private static final long ROOM = 9_000_000;

    /** One recording must not take the room of all others. */
    private static final double LONGEST_SECONDS = 180;

    private static final Map<String, String> TYPES = Map.of(
            "png", "image/png",
            "svg", "image/svg+xml",
            "jpg", "image/jpeg",
            "gif", "image/gif",
            "mid", "audio/midi",
            "musicxml", "application/vnd.recordare.musicxml+xml",
            "mp3", "audio/mpeg",
            "ogg", "audio/ogg",
            "flac", "audio/flac",
            "wav", "audio/wav");

    private final Path folder;
    private long room = ROOM;

    Embedding(Path folder) {
        this.folder = folder;
    }

    /** A file as it is. Empty if there is no room. */
    Optional<String> embed(Path file) throws IOException {
        Path path = folder.resolve(file);
        String type = TYPES.getOrDefault(SampleFiles.extension(file), "application/octet-stream");
        return take(Files.size(path)) ? Optional.of(dataUri(type, Files.readAllBytes(path))) : Optional.empty();
    }

    /**
     * The best quality in which all of these recordings find room together, {@link Sound.Quality#SKETCH} if none is;
     * those that are too long are not counted.
     */
    Sound.Quality qualityFor(List<Sound> sounds) {
        for (Sound.Quality quality : Sound.Quality.values()) {
            long needed = sounds.stream()
                    .filter(sound -> sound.seconds() <= LONGEST_SECONDS)
                    .mapToLong(sound -> encoded(sound.bytes(quality)))
                    .sum();
            if (needed <= room) {
                return quality;
            }
        }
        return Sound.Quality.SKETCH;
    }

    /** A recording, made small. Empty if it is too long, or there is no room. */
    Optional<String> embed(Sound sound, Sound.Quality quality) throws IOException {
        return sound.seconds() <= LONGEST_SECONDS && take(sound.bytes(quality))
                ? Optional.of(dataUri("audio/wav", sound.shrink(quality)))
                : Optional.empty();
    }

    /** Where a file lies beside the page, as an address. */
    static String link(Path file) {
        try {
            return new URI(null, null, file.toString().replace('\\', '/'), null).getRawPath();
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException(file.toString(), impossible);
        }
    }

    private boolean take(long bytes) {
        long needed = encoded(bytes);
        if (needed > room) {
            return false;
        }
        room -= needed;
        return true;
    }

    private static long encoded(long bytes) {
        return bytes * 4 / 3 + 4;
    }

    private static String dataUri(String type, byte[] bytes) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }
}
