package dev.etude.music;

import java.util.ArrayList;
import java.util.List;

/**
 * A stream in bars, with what stands above its first: title, tempo, metre, key.
 *
 * @param title what a person calls it
 * @param tempo quarter notes a minute, greater than 0
 * @param timeSignature the metre of every bar
 * @param key the key that its pitches are written in
 * @param measures the bars, in order
 */
public record Part(String title, double tempo, TimeSignature timeSignature, Key key, List<Measure> measures) {
    public Part {
        measures = List.copyOf(measures);
    }

    /** A stream as it is written down: one voice, in bars, cut and tied at the bar lines. */
    public static Part of(Stream stream, String title, double tempo, TimeSignature timeSignature) {
        List<Measure> measures = stream.chordify().makeMeasures(timeSignature);
        return new Part(title, tempo, timeSignature, stream.key(), measures).makeTies();
    }

    /** Cuts what lasts beyond its bar at the bar lines and ties the pieces. */
    public Part makeTies() {
        Fraction bar = timeSignature.barLength();
        List<List<GeneralNote>> cut = new ArrayList<>();
        measures.forEach(measure -> cut.add(new ArrayList<>()));
        for (int number = 0; number < measures.size(); number++) {
            for (GeneralNote element : measures.get(number).elements()) {
                Fraction from = element.offset();
                for (int inside = number; from.compareTo(element.end()) < 0; inside++) {
                    Fraction barLine = bar.times(inside - number + 1L);
                    Fraction to = element.end().min(barLine);
                    cut.get(inside).add(element.between(from, to).at(from.minus(barLine).plus(bar)));
                    from = to;
                }
            }
        }
        List<Measure> tied = new ArrayList<>();
        for (Measure measure : measures) {
            tied.add(new Measure(measure.number(), measure.offset(), cut.get(measure.number() - 1)));
        }
        return new Part(title, tempo, timeSignature, key, tied);
    }

    /** The stream without its bars, offsets counted from the beginning of the part. Ties stay. */
    public Stream flatten() {
        List<GeneralNote> elements = new ArrayList<>();
        Fraction end = Fraction.ZERO;
        for (Measure measure : measures) {
            for (GeneralNote element : measure.elements()) {
                GeneralNote placed = element.at(element.offset().plus(measure.offset()));
                elements.add(placed);
                end = placed.end().compareTo(end) > 0 ? placed.end() : end;
            }
        }
        return new Stream(elements, end, key);
    }

    /** What music21's {@code show('text')} prints: a line an element, those of a bar indented; lines end in LF. */
    public String text() {
        return TextView.of(this);
    }
}
