package dev.etude.run;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words for the screen: numbers of things, and paths as one types them in the folder where the user stands. */
public final class Shown {
    private static final Pattern STANDING = standing(Path.of("").toAbsolutePath());

    private Shown() {}

    /** A line with the paths in it, wherever they come from, shortened: easier to read and to copy. */
    public static String line(String line) {
        return STANDING.matcher(line).replaceAll("");
    }

    /** {@code 1 run}, {@code 2,000 runs}. */
    public static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d", number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** Not within another path, nor within a word. */
    private static Pattern standing(Path folder) {
        String prefix = folder.getParent() == null ? folder.toString() : folder + File.separator;
        return Pattern.compile("(?<![^\\s\"'(\\[{=,:])" + Pattern.quote(prefix) + "(?=[^\\s\"'(),;:\\]}])");
    }
}
