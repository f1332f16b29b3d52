package dev.etude.plugins.progressions;

import static dev.etude.music.ChordKind.*;

import dev.etude.music.ChordKind;
import dev.etude.music.ChordSymbol;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Roman numerals: {@code I}, {@code vi7}, {@code bVII}, {@code V65}, {@code viio7/V}.
 *
 * <p>The numeral's case chooses the third, whatever the key: {@code IV} is major, {@code iv} minor. What follows says
 * the rest:
 *
 * <ul>
 *   <li>{@code 7} a dominant seventh on capitals, a minor seventh on small letters; {@code maj7}; {@code o} or
 *       {@code dim}, {@code o7}; {@code ø7} or {@code m7b5}; {@code +} or {@code aug}; {@code sus2}, {@code sus4};
 *       {@code add9}; {@code add6}; {@code 5} a bare fifth.
 *   <li>Inversions by figures, {@code 6 64} and {@code 65 43 42}, or by the tone in the bass: {@code Iadd9/3}.
 *   <li>A chord of another degree's key: {@code V7/V}, {@code ii/IV}, {@code viio7/vi}.
 * </ul>
 *
 * <p>Degrees are those of the major or of the natural minor scale; {@code b} and {@code #} change them. In minor, small
 * {@code vi} and {@code vii} stand on the raised degrees, as in music21 ({@code viio} on the leading tone), and signs
 * before 3, 6 and 7 are cautionary: {@code bVII} is {@code VII}, {@code #viio} is {@code viio}.
 */
final class RomanNumeral {
    private static final Pattern NUMERAL =
            Pattern.compile("([b#]?)(VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)(.*)");
    private static final Pattern STACKED_FIGURES = Pattern.compile("(?<![ds])([64])/([2-5])");
    private static final List<String> DEGREES = List.of("I", "II", "III", "IV", "V", "VI", "VII");
    private static final int SIXTH_DEGREE = 5;
    private static final int[] MAJOR_SCALE = {0, 2, 4, 5, 7, 9, 11};
    private static final int[] NATURAL_MINOR_SCALE = {0, 2, 3, 5, 7, 8, 10};

    private static final Map<String, Form> CAPITAL_FORMS = new HashMap<>();
    private static final Map<String, Form> SMALL_FORMS = new HashMap<>();

    static {
        triads(CAPITAL_FORMS, "", MAJOR);
        sevenths(CAPITAL_FORMS, "", DOMINANT_SEVENTH);
        sevenths(CAPITAL_FORMS, "maj", MAJOR_SEVENTH);
        triads(CAPITAL_FORMS, "+", AUGMENTED);
        triads(CAPITAL_FORMS, "aug", AUGMENTED);
        CAPITAL_FORMS.put("add9", new Form(ADDED_NINTH, Tone.ROOT));
        CAPITAL_FORMS.put("add6", new Form(SIXTH, Tone.ROOT));

        triads(SMALL_FORMS, "", MINOR);
        sevenths(SMALL_FORMS, "", MINOR_SEVENTH);
        for (String sign : List.of("o", "dim")) {
            triads(SMALL_FORMS, sign, DIMINISHED);
            sevenths(SMALL_FORMS, sign, DIMINISHED_SEVENTH);
        }
        sevenths(SMALL_FORMS, "ø", HALF_DIMINISHED_SEVENTH);
        SMALL_FORMS.put("ø", new Form(HALF_DIMINISHED_SEVENTH, Tone.ROOT));
        SMALL_FORMS.put("m7b5", new Form(HALF_DIMINISHED_SEVENTH, Tone.ROOT));
        SMALL_FORMS.put("add6", new Form(MINOR_SIXTH, Tone.ROOT));

        for (Map<String, Form> forms : List.of(CAPITAL_FORMS, SMALL_FORMS)) {
            forms.put("sus2", new Form(SUSPENDED_SECOND, Tone.ROOT));
            forms.put("sus4", new Form(SUSPENDED_FOURTH, Tone.ROOT));
            forms.put("5", new Form(BARE_FIFTH, Tone.ROOT));
        }
    }

    private RomanNumeral() {}

    /**
     * The chord that a numeral names in a key.
     *
     * @throws IllegalArgumentException if it names none; the message says why and what can be written
     */
    static ChordSymbol read(String numeral, Key key) {
        String text = numeral.replace('♭', 'b').replace('♯', '#').replace('°', 'o');
        List<String> parts = List.of(STACKED_FIGURES.matcher(text).replaceAll("$1$2").split("/", -1));
        String last = parts.get(parts.size() - 1);
        boolean namesBass = parts.size() > 1 && last.matches("\\d");
        List<String> targets = parts.subList(1, namesBass ? parts.size() - 1 : parts.size());
        Key local = key;
        for (int target = targets.size() - 1; target >= 0; target--) {
            local = keyOf(targets.get(target), local);
        }
        Matcher matcher = match(parts.get(0));
        Form form = form(matcher.group(2), matcher.group(3));
        Tone bass = namesBass ? bassTone(last, form) : form.bass();
        int root = root(matcher, local);
        return new ChordSymbol(root, form.kind(), (root + bass.intervalIn(form.kind())) % 12);
    }

    private static Matcher match(String text) {
        Matcher matcher = NUMERAL.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "is no Roman numeral; write I to VII or i to vii, with b or # before it");
        }
        return matcher;
    }

    private static Key keyOf(String target, Key key) {
        Matcher matcher = match(target);
        if (!matcher.group(3).isEmpty()) {
            throw new IllegalArgumentException("is applied to \"" + target
                    + "\"; after the slash write a degree alone, such as " + matcher.group(1) + matcher.group(2));
        }
        return new Key("", root(matcher, key), isSmall(matcher.group(2)));
    }

    private static Form form(String degree, String suffix) {
        Form form = (isSmall(degree) ? SMALL_FORMS : CAPITAL_FORMS).get(suffix);
        if (form == null) {
            String known = isSmall(degree)
                    ? "7, o, o7, ø7, sus2, sus4, add6, 5"
                    : "7, maj7, +, sus2, sus4, add9, add6, 5";
            throw new IllegalArgumentException("has \"" + suffix + "\", which makes no chord on " + degree
                    + "; write " + known + ", or the figures 6, 64, 65, 43, 42");
        }
        return form;
    }

    private static Tone bassTone(String digit, Form form) {
        if (form.bass() != Tone.ROOT) {
            throw new IllegalArgumentException("has two bass notes; write either the figures or the slash");
        }
        return switch (digit) {
            case "3" -> Tone.THIRD;
            case "5" -> Tone.FIFTH;
            case "7" -> Tone.SEVENTH;
            default -> throw new IllegalArgumentException("has the bass note \"/" + digit + "\"; write /3, /5 or /7");
        };
    }

    private static int root(Matcher numeral, Key key) {
        String degree = numeral.group(2);
        int index = DEGREES.indexOf(degree.toUpperCase(Locale.ROOT));
        int sign = Key.accidental(numeral.group(1));
        int interval = (key.minor() ? NATURAL_MINOR_SCALE : MAJOR_SCALE)[index];
        if (interval == MAJOR_SCALE[index]) {
            interval += sign;
        } else if (sign > 0 || sign == 0 && isSmall(degree) && index >= SIXTH_DEGREE) {
            interval++;
        }
        return Math.floorMod(key.tonic() + interval, 12);
    }

    private static boolean isSmall(String degree) {
        return Character.isLowerCase(degree.charAt(0));
    }

    private static void triads(Map<String, Form> forms, String sign, ChordKind kind) {
        forms.put(sign, new Form(kind, Tone.ROOT));
        forms.put(sign + "6", new Form(kind, Tone.THIRD));
        forms.put(sign + "64", new Form(kind, Tone.FIFTH));
    }

    private static void sevenths(Map<String, Form> forms, String sign, ChordKind kind) {
        forms.put(sign + "7", new Form(kind, Tone.ROOT));
        forms.put(sign + "65", new Form(kind, Tone.THIRD));
        forms.put(sign + "43", new Form(kind, Tone.FIFTH));
        forms.put(sign + "42", new Form(kind, Tone.SEVENTH));
    }

    private record Form(ChordKind kind, Tone bass) {}

    /** A tone of a chord that can lie in the bass. */
    private enum Tone {
        ROOT(0),
        THIRD(3, 4),
        FIFTH(7, 6, 8),
        SEVENTH(10, 11, 9);

        private final int[] intervals;

        Tone(int... intervals) {
            this.intervals = intervals;
        }

        int intervalIn(ChordKind kind) {
            for (int interval : intervals) {
                boolean sixth = interval == 9 && kind != DIMINISHED_SEVENTH;
                if (!sixth && (kind.pitchClasses(0) >> interval & 1) != 0) {
                    return interval;
                }
            }
            throw new IllegalArgumentException(
                    "has no " + name().toLowerCase(Locale.ROOT) + " to lie in the bass; name another tone");
        }
    }
}
