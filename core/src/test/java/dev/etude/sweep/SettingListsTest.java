package dev.etude.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.UserError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingListsTest {
    @Test
    void theLastListVariesFastestAndPlainValuesAreTheSameInEveryRun() {
        List<Map<String, String>> runs =
                SettingLists.parse(List.of("seed=1..2", "training.steps=1000", "critic=fc,conv")).product();

        assertEquals(
                List.of(
                        Map.of("seed", "1", "training.steps", "1000", "critic", "fc"),
                        Map.of("seed", "1", "training.steps", "1000", "critic", "conv"),
                        Map.of("seed", "2", "training.steps", "1000", "critic", "fc"),
                        Map.of("seed", "2", "training.steps", "1000", "critic", "conv")),
                runs);
        assertEquals(List.of("seed", "training.steps", "critic"), List.copyOf(runs.get(0).keySet()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            3..6                              | 3 ; 4 ; 5 ; 6
            -1..1                             | -1 ; 0 ; 1
            7..7                              | 7
            1..3,9                            | 1 ; 2 ; 3 ; 9
            a, b ,c                           | a ; b ; c
            [4,2]                             | [4,2]
            [4,2],[1,[2,3]]                   | [4,2] ; [1,[2,3]]
            {plugin: fc, hidden: 64},conv     | {plugin: fc, hidden: 64} ; conv
            "one, two",three                  | "one, two" ; three
            'it''s, or',x                     | 'it''s, or' ; x
            "a\\"b, c",d                      | "a\\"b, c" ; d
            it's,that's                       | it's ; that's
            {title: "a ] b, c"},x             | {title: "a ] b, c"} ; x
            0.5,1e-3                          | 0.5 ; 1e-3
            ../music,/home/a..b               | ../music ; /home/a..b
            [1,2                              | [1,2
            """)
    void commasAndRangesMeanListsOutsideOfBracketsAndQuotes(String text, String values) {
        List<String> read = SettingLists.parse(List.of("key=" + text)).product().stream()
                .map(run -> run.get("key"))
                .toList();

        assertEquals(List.of(values.split(" ; ")), read);
    }

    @Test
    void anEmptyValueAndNoSettingAtAllAreOneRun() {
        assertEquals(List.of(Map.of("runs", "")), SettingLists.parse(List.of("runs=")).product());
        assertEquals(List.of(Map.of()), SettingLists.parse(List.of()).product());
    }

    @Test
    void allFaultsAreToldAtOnceWithTheMend() {
        UserError mistake = assertThrows(
                UserError.class,
                () -> SettingLists.parse(
                        List.of("seed=5..1", "critic=fc,,conv", "batch=8,8", "seed=1", "steps", "x=0..99999999")));

        List<String> lines = mistake.getMessage().lines().toList();
        assertEquals(6, lines.size(), mistake.getMessage());
        assertTrue(lines.get(0).contains("5..1 goes downwards; write 1..5"), lines.get(0));
        assertTrue(lines.get(1).contains("critic: a comma with nothing beside it"), lines.get(1));
        assertTrue(lines.get(2).contains("batch: the same value twice"), lines.get(2));
        assertTrue(lines.get(3).contains("seed: set twice"), lines.get(3));
        assertTrue(lines.get(4).contains("\"steps\" sets nothing"), lines.get(4));
        assertTrue(lines.get(5).contains("x: 0..99999999 is more than"), lines.get(5));
    }

    @Test
    void aProductThatNobodyMeansIsRefused() {
        assertThrows(UserError.class, () -> SettingLists.parse(List.of("a=1..1000", "b=1..1000", "c=1..1000")));
    }
}
