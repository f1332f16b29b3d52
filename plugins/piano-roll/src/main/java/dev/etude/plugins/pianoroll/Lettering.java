package dev.etude.plugins.pianoroll;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Letters as pen strokes. Pictures then need no font of the machine, and look the same on every one.
 *
 * <p>Letters are drawn on a grid: capitals stand on height 2 and reach 9, small letters reach 7, descenders 0. A stroke
 * is a list of points, each a digit across and a digit up; {@code -} joins them straight, {@code ~} as a round curve
 * that bends towards the points between.
 */
final class Lettering {
    /** Heights on the grid. */
    static final double BASELINE = 2;

    /** How tall a capital is on the grid. */
    static final double CAPITAL = 7;

    private static final double SPACE_BETWEEN = 2.2;
    private static final double BLANK = 2.5;
    private static final int ROUNDINGS = 4;

    private static final String GLYPHS = """
            A 02-39-62 14-54
            B 02-09 09~29~59~56~26~06 06~26~66~62~22~02
            C 58~59~49~09~02~42~52~53
            D 02-09 09~19~69~62~12~02
            E 59-09-02-52 06-46
            F 59-09-02 06-46
            G 68~69~49~09~02~42~62~65 65-45
            H 02-09 62-69 06-66
            I 02-09
            J 49~44~42~12~02~04
            K 02-09 59-05 26-62
            L 09-02-52
            M 02-09-34-69-62
            N 02-09-62-69
            O 39~69~62~02~09~39
            P 02-09 09~29~59~55~25~05
            Q 39~69~62~02~09~39 44-71
            R 02-09 09~29~59~55~25~05 25-52
            S 58~59~49~09~06~36~56~52~12~02~03
            T 09-69 39-32
            U 09~05~02~62~65~69
            V 09-32-69
            W 09-22-49-62-89
            X 02-69 09-62
            Y 09-35-69 35-32
            Z 09-69-02-62
            a 47-42 47~27~07~02~22~42~45~47
            b 09-02 07~47~42~02~07
            c 46~47~37~07~02~32~42~43
            d 49-42 07~47~42~02~07
            e 05-45 45~47~07~02~32~42~43
            f 39~19~17~12 07-37
            g 07~47~42~02~07 47~43~40~10~00~01
            h 09-02 04~07~47~44~42
            i 07-02 09-09
            j 27~23~20~10~00 29-29
            k 09-02 47-04 25-42
            l 09~04~02~22
            m 07-02 04~07~37~34~32 34~37~67~64~62
            n 07-02 04~07~47~44~42
            o 27~47~42~02~07~27
            p 07-00 07~47~42~02~07
            q 47-40 07~47~42~02~07
            r 07-02 04~07~27~37
            s 46~47~37~07~05~25~44~42~12~02~03
            t 19~14~12~32 07-37
            u 07~05~02~42~45 47-42
            v 07-22-47
            w 07-12-36-52-67
            x 07-42 02-47
            y 07-22 47-10
            z 07-47-02-42
            0 29~49~42~02~09~29
            1 07-29-22
            2 07~09~29~49~46~34~02 02-42
            3 08~09~49~46~16 16~46~42~02~03
            4 39-04-54 39-32
            5 49-09-06 06~26~46~42~22~02
            6 48~49~09~05~04 06~46~42~02~06
            7 09-49-12
            8 09~49~46~06~09 06~46~42~02~06
            9 09~49~45~05~09 47~46~42~02~03
            # 12-28 32-48 04-54 06-56
            / 01-49
            \\ 09-41
            . 02-02
            , 12-01
            : 03-03 06-06
            ; 16-16 13-02
            - 05-35
            _ 02-42
            + 05-45 23-27
            = 04-44 06-46
            * 04-46 06-44 23-27
            ( 29~07~03~21
            ) 09~27~23~01
            [ 29-09-01-21
            ] 09-29-21-01
            < 47-05-43
            > 07-45-03
            | 01-09
            ! 09-04 02-02
            ? 08~09~49~46~25~24 22-22
            ' 09-08
            " 09-08 29-28
            % 02-69 08-08 63-63
            & 52-17 17~09~39~27~04~02~32~45
            @ 54~44~34~37~57~54~63~67~69~09~02~52
            ~ 04~06~26~24~44~46
            """;
    private static final String UNKNOWN = "02-09-49-42-02";

    private static final Map<Character, Glyph> BY_CHARACTER = parse(GLYPHS);

    private Lettering() {}

    /** A line between two points of the grid; a dot where both are equal. */
    record Line(double fromX, double fromY, double toX, double toY) {}

    private record Glyph(double width, List<Line> lines) {}

    /** How wide a text is, in units of the grid. */
    static double width(String text) {
        double x = 0;
        for (Glyph glyph : glyphs(text)) {
            x += glyph.width() + SPACE_BETWEEN;
        }
        return Math.max(0, x - SPACE_BETWEEN);
    }

    /** The lines of a text that begins at 0; letters with accents lose them, unknown ones become a box. */
    static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        double x = 0;
        for (Glyph glyph : glyphs(text)) {
            for (Line line : glyph.lines()) {
                lines.add(new Line(line.fromX() + x, line.fromY(), line.toX() + x, line.toY()));
            }
            x += glyph.width() + SPACE_BETWEEN;
        }
        return lines;
    }

    private static List<Glyph> glyphs(String text) {
        List<Glyph> glyphs = new ArrayList<>();
        for (char character : Normalizer.normalize(text, Normalizer.Form.NFKD).toCharArray()) {
            if (Character.isWhitespace(character)) {
                glyphs.add(new Glyph(BLANK, List.of()));
            } else if (Character.getType(character) != Character.NON_SPACING_MARK) {
                Glyph known = BY_CHARACTER.get(character);
                glyphs.add(known == null ? glyph(UNKNOWN) : known);
            }
        }
        return glyphs;
    }

    private static Map<Character, Glyph> parse(String table) {
        Map<Character, Glyph> glyphs = new HashMap<>();
        table.lines().forEach(line -> glyphs.put(line.charAt(0), glyph(line.substring(2))));
        return glyphs;
    }

    private static Glyph glyph(String strokes) {
        List<Line> lines = new ArrayList<>();
        double width = 0;
        for (String stroke : strokes.split(" ")) {
            List<double[]> points = new ArrayList<>();
            for (int index = 0; index < stroke.length(); index += 3) {
                points.add(new double[] {stroke.charAt(index) - '0', stroke.charAt(index + 1) - '0'});
            }
            for (double[] point : points) {
                width = Math.max(width, point[0]);
            }
            if (stroke.indexOf('~') >= 0) {
                points = round(points);
            }
            for (int index = 1; index < points.size(); index++) {
                double[] from = points.get(index - 1);
                double[] to = points.get(index);
                lines.add(new Line(from[0], from[1], to[0], to[1]));
            }
        }
        return new Glyph(width, List.copyOf(lines));
    }

    /**
     * Cuts corners off again and again (Chaikin 1974), which ends in a smooth curve; where it is closed, all around.
     */
    private static List<double[]> round(List<double[]> points) {
        double[] first = points.get(0);
        double[] last = points.get(points.size() - 1);
        boolean closed = first[0] == last[0] && first[1] == last[1];
        List<double[]> rounded = points;
        for (int rounding = 0; rounding < ROUNDINGS; rounding++) {
            List<double[]> cut = new ArrayList<>();
            for (int index = 1; index < rounded.size(); index++) {
                cut.add(between(rounded.get(index - 1), rounded.get(index), 0.25));
                cut.add(between(rounded.get(index - 1), rounded.get(index), 0.75));
            }
            if (closed) {
                cut.add(cut.get(0));
            } else {
                cut.add(0, first);
                cut.add(last);
            }
            rounded = cut;
        }
        return rounded;
    }

    private static double[] between(double[] from, double[] to, double fraction) {
        return new double[] {from[0] + (to[0] - from[0]) * fraction, from[1] + (to[1] - from[1]) * fraction};
    }
}
