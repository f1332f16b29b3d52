package dev.etude.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a person probably meant. */
public final class Nearest {
    private static final int LONGEST = 100;

    private Nearest() {}

    /** The name that is few slips of the keyboard away from what was said; empty if none is. */
    public static Optional<String> to(String said, Collection<String> names) {
        int tolerance = Math.max(1, said.length() / 3);
        if (said.length() > LONGEST) {
            return Optional.empty();
        }
        return names.stream()
                .filter(name -> distance(said, name) <= tolerance)
                .min(Comparator.comparingInt(name -> distance(said, name)));
    }

    /** {@code did you mean "channels"? (known: channels, hidden)}. */
    public static String hint(String said, Collection<String> names) {
        String known = "known: " + String.join(", ", names);
        return to(said, names).map(name -> "did you mean \"" + name + "\"? (" + known + ")").orElse(known);
    }

    /** Letters to insert, delete, replace or swap with their neighbour; case and hyphens do not count. */
    private static int distance(String said, String name) {
        String a = plain(said);
        String b = plain(name);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
