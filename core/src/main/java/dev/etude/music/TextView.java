package dev.etude.music;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes a part as music21's {@code show('text')} does, but without a clef. */
final class TextView {
    private static final String INDENT = "    ";

    private TextView() {}

    static String of(Part part) {
        StringBuilder text = new StringBuilder();
        for (Measure measure : part.measures()) {
            line(text, "", measure.offset(), measure);
            if (measure.number() == 1) {
                line(text, INDENT, Fraction.ZERO, "<music21.tempo.MetronomeMark Quarter=" + number(part.tempo()) + ">");
                line(text, INDENT, Fraction.ZERO, "<music21.key.Key of " + part.key() + ">");
                line(text, INDENT, Fraction.ZERO, "<music21.meter.TimeSignature " + part.timeSignature() + ">");
            }
            Fraction end = Fraction.ZERO;
            for (GeneralNote element : measure.elements()) {
                line(text, INDENT, element.offset(), element);
                end = element.end();
            }
            if (measure.number() == part.measures().size()) {
                line(text, INDENT, end, "<music21.bar.Barline type=final>");
            }
        }
        return text.toString();
    }

    /** At most four decimals, at least one: {@code 0.0}, {@code 1.25}, {@code 0.3333}. */
    static String decimal(Fraction offset) {
        BigDecimal rounded = new BigDecimal(offset.doubleValue()).setScale(4, RoundingMode.HALF_EVEN);
        BigDecimal decimal = rounded.stripTrailingZeros();
        return (decimal.scale() < 1 ? decimal.setScale(1) : decimal).toPlainString();
    }

    /** Without a fraction where there is none: {@code 120}, {@code 92.5}. */
    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static void line(StringBuilder text, String indent, Fraction offset, Object element) {
        text.append(indent).append('{').append(decimal(offset)).append("} ").append(element).append('\n');
    }
}
