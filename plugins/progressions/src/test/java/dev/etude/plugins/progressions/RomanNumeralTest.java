package dev.etude.plugins.progressions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RomanNumeralTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "C major | I ii iii IV V vi viio | C Dm Em F G Am Bdim",
        "A minor | i iio III iv v V VI VII | Am Bdim C Dm Em E F G",
        "Bb major | I ii V vi | Bb Cm F Gm",
        "F# minor | i VI III VII | F#m D A E",
        "C major | bII bIII #IV bVI bVII iv | Db Eb F# Ab Bb Fm",
        "C major | Imaj7 ii7 V7 viiø7 viim7b5 viio7 | Cmaj7 Dm7 G7 Bm7b5 Bm7b5 Bdim7",
        "C major | Isus2 Vsus4 isus4 IVadd9 Iadd6 ivadd6 I+ Vaug I5 | Csus2 Gsus4 Csus4 Fadd9 C6 Fm6 Caug Gaug C5",
        "C major | I6 I64 V65 V43 V42 ii65 Imaj42 | C/E C/G G7/B G7/D G7/F Dm7/F Cmaj7/B",
        "C major | V6/5 I6/4 V4/3 | G7/B C/G G7/D",
        "C major | viio6 viidim7 viio65 viiø43 | Bdim/D Bdim7 Bdim7/D Bm7b5/F",
        "C major | I/3 I/5 V7/7 Iadd9/3 IVadd6/5 Vsus4/5 | C/E C/G G7/F Cadd9/E F6/C Gsus4/D",
        "C major | V/V V7/vi viio7/V ii/IV V65/V V7/V/3 V7/V/V | D E7 F#dim7 Gm D7/F# D7/F# A7",
        "A minor | V7/III viio7/iv bII6 V7/VI | G7 Dbdim7 Bb/D C7",
        "C major | viio7/ii vi/ii VII/ii | Dbdim7 Bm C",
    })
    void namesTheChordsOfAKey(String key, String numerals, String chords) {
        Progression progression = Progression.read(numerals, Key.read(key));
        assertEquals(chords, progression.chords().stream().map(Object::toString).collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bVI bVII bIII | F G C",
        "VI VII III | F G C",
        "viio viio7 #viio viø7 #vio | Abdim Abdim7 Abdim F#m7b5 F#dim",
        "bII #ivo7 IV ii | Bb Ebdim7 D Bm",
    })
    void readsTheTwoSixthsAndSeventhsOfMinor(String numerals, String chords) {
        Progression progression = Progression.read(numerals, Key.read("A minor"));
        assertEquals(chords, progression.chords().stream().map(Object::toString).collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"I V vi IV", "I - V - vi - IV", "| I | V | vi | IV |", "I,V,vi,IV", "  I  V\tvi\nIV "})
    void takesSpacesBarsCommasAndDashesBetweenChords(String text) {
        assertEquals("C major - I V vi IV", Progression.read(text, Key.read("C")).name());
    }

    @Test
    void takesProgressionsInAKeyOfTheirOwn() {
        assertEquals("D minor - i V7", Progression.read("Dm: i V7", Key.read("C")).name());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "I V xi | chord 3, \"xi\", is no Roman numeral; write I to VII or i to vii, with b or # before it",
        "I iV | chord 2, \"iV\", has \"V\", which makes no chord on i; write 7, o, o7, ø7, sus2, sus4, add6, 5, or the figures "
                + "6, 64, 65, 43, 42",
        "V9 | chord 1, \"V9\", has \"9\", which makes no chord on V; write 7, maj7, +, sus2, sus4, add9, add6, 5, or the "
                + "figures 6, 64, 65, 43, 42",
        "I V7/V7 | chord 2, \"V7/V7\", is applied to \"V7\"; after the slash write a degree alone, such as V",
        "I V/ | chord 2, \"V/\", is no Roman numeral; write I to VII or i to vii, with b or # before it",
        "I/7 | chord 1, \"I/7\", has no seventh to lie in the bass; name another tone",
        "Iadd6/7 | chord 1, \"Iadd6/7\", has no seventh to lie in the bass; name another tone",
        "Vsus4/3 | chord 1, \"Vsus4/3\", has no third to lie in the bass; name another tone",
        "V65/3 | chord 1, \"V65/3\", has two bass notes; write either the figures or the slash",
        "I/2 | chord 1, \"I/2\", has the bass note \"/2\"; write /3, /5 or /7",
        "H major: I | \"H major\" is no key; write one such as C major, Bb major or F# minor",
        "G# major: I | \"G# major\" needs more than seven sharps; name the key that sounds the same with fewer",
        "Dm: | has no chord; write some, such as I V vi IV",
    })
    void saysWhichChordCannotBeReadAndWhatCanBeWritten(String text, String complaint) {
        String message = assertThrows(IllegalArgumentException.class, () -> Progression.read(text, Key.read("C")))
                .getMessage();
        assertEquals('"' + text + "\": " + complaint, message);
    }

    @ParameterizedTest
    @CsvSource({
        "C, 0", "G major, 1", "F, -1", "Am, 0", "E minor, 1", "D minor, -1", "F# minor, 3", "Bb, -2", "C# major, 7", "Abm, -7",
    })
    void knowsTheKeySignature(String key, int sharps) {
        assertEquals(sharps, Key.read(key).sharps());
    }
}
