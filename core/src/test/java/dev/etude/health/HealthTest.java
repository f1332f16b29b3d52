package dev.etude.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.SequenceShape;
import dev.etude.training.GanTrainer.Losses;
import dev.etude.training.Objective;
import dev.etude.training.TrainingSettings;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HealthTest {
    private static final SequenceShape SHAPE = new SequenceShape(16, 88);
    private static final long STEPS = 1000;
    private static final Vitals REAL = Vitals.of(rows(200, 4.0 / 88));
    private static final Vitals HEALTHY = Vitals.of(rows(200, 3.0 / 88));
    private static final Vitals SILENT = Vitals.of(rows(200, 0.0005));

    @Test
    void vitalsAreCountedByHand() {
        SequenceShape shape = new SequenceShape(2, 3);
        BinarySequence silent = row(shape);
        BinarySequence one = row(shape, 0);
        BinarySequence two = row(shape, 0, 4);

        // Pairs: silent and one differ in 1 cell, twice; silent and two in 2; one and two in 1, twice; one and one in 0.
        assertEquals(new Vitals(4.0 / 8, 4.0 / 24, 3.0 / 4, 6.0 / 6), Vitals.of(List.of(silent, one, two, one)));
        assertTrue(Double.isNaN(Vitals.of(List.of(one)).difference()));
    }

    static Stream<Arguments> samples() {
        BinarySequence piece = rows(1, 4.0 / 88).get(0);
        List<BinarySequence> nearlyAlike = new ArrayList<>();
        for (int row = 0; row < 100; row++) {
            BitSet cells = piece.toBitSet();
            cells.flip(row);
            nearlyAlike.add(BinarySequence.of(SHAPE, cells));
        }
        return Stream.of(
                Arguments.of(Ailment.SILENCE, rows(100, 0.0005), "of the steps sound, in real music 98%"),
                Arguments.of(Ailment.FULL_KEYBOARD, rows(100, 0.25), "25% of the cells are on, in real music 4.5%"),
                Arguments.of(Ailment.ALL_ALIKE, Collections.nCopies(100, piece), "1.0% of the samples are distinct"),
                Arguments.of(Ailment.ALL_ALIKE, nearlyAlike, "two samples differ in 2.0 cells on average, two of real"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void samplesAreNamedWithTheirFigureUntilTheyAreBetter(Ailment ailment, List<BinarySequence> rows, String evidence) {
        Health health = health(Objective.RELATIVISTIC);
        assertEquals(List.of(), health.measured(100, HEALTHY));

        List<Episode> begun = health.measured(200, Vitals.of(rows));
        assertEquals(1, begun.size());
        assertEquals(ailment, begun.get(0).ailment());
        assertTrue(begun.get(0).evidence().contains(evidence), begun.get(0)::evidence);
        assertEquals(List.of(), health.measured(300, Vitals.of(rows)), "said once");
        assertEquals(2, health.measurementsInARow());
        assertEquals(1, health.present().size());

        String words = begun.get(0).evidence();
        assertEquals(List.of(new Episode(ailment, 200, 300, true, words)), health.measured(400, HEALTHY));
        assertEquals(0, health.measurementsInARow());
        assertEquals(List.of(), health.present());
        assertEquals(List.of(new Episode(ailment, 200, 300, true, words)), health.episodes());
    }

    @Test
    void theBeginningIsNotJudgedButTheEndIs() {
        Health health = health(Objective.RELATIVISTIC);
        assertEquals(List.of(), health.measured(20, SILENT), "the first twentieth");
        assertEquals(List.of(), health.measured(40, SILENT), "the first twentieth");
        assertEquals(1, health.measured(60, SILENT).size());

        assertEquals(List.of(), health(Objective.RELATIVISTIC).measured(900, SILENT), "the first measurement");
        assertEquals(1, health(Objective.RELATIVISTIC).measured(STEPS, SILENT).size(), "which is the last as well");
        assertEquals(1, new Health(REAL, Objective.RELATIVISTIC, 0).measured(0, SILENT).size(), "nothing is learned");
    }

    @Test
    void oneSampleIsNoMeasureOfDifference() {
        Health health = health(Objective.RELATIVISTIC);
        health.measured(100, HEALTHY);

        assertEquals(List.of(), health.measured(200, Vitals.of(rows(1, 4.0 / 88))));
    }

    /** Losses (critic, generator, real score, generated score) measured in runs of conv-critic.yaml with each objective. */
    static Stream<Arguments> goodGames() {
        return Stream.of(
                Arguments.of(Objective.RELATIVISTIC, new Losses(0.69, 0.71, 0.06, -0.01, 0)),
                Arguments.of(Objective.RELATIVISTIC, new Losses(0.12, 2.2, 1.3, -0.6, 0)),
                Arguments.of(Objective.NON_SATURATING, new Losses(0.66, 1.54, 1.11, -1.6, 0)),
                Arguments.of(Objective.LEAST_SQUARES, new Losses(0.024, 0.35, 0.77, 0.1, 0)),
                Arguments.of(Objective.HINGE, new Losses(0.11, 1.0, 1.4, -1.1, 0)),
                Arguments.of(Objective.WASSERSTEIN, new Losses(-0.01, 0.03, -0.03, -0.04, 0)),
                Arguments.of(Objective.WASSERSTEIN, new Losses(-80, 40, 40, -40, 0)));
    }

    @ParameterizedTest
    @MethodSource("goodGames")
    void aGoodGameIsLeftAlone(Objective objective, Losses losses) {
        assertEquals(Optional.empty(), judge(objective, losses, 20));
    }

    static Stream<Arguments> wonGames() {
        return Stream.of(
                Arguments.of(Objective.RELATIVISTIC, new Losses(0.003, 12.7, -9.6, -23, 0)),
                Arguments.of(Objective.NON_SATURATING, new Losses(0.34, 11, 2.2, -11, 0)),
                Arguments.of(Objective.LEAST_SQUARES, new Losses(0.0002, 0.49, 0.9, 0.01, 0)),
                Arguments.of(Objective.HINGE, new Losses(0, 5, 6, -5, 0)));
    }

    @ParameterizedTest
    @MethodSource("wonGames")
    void aCriticThatHasWonIsNamedOnceItHasLasted(Objective objective, Losses losses) {
        assertEquals(Optional.empty(), judge(objective, losses, 9));
        assertEquals(Optional.of(Ailment.CRITIC_HAS_WON), judge(objective, losses, 10));
    }

    @ParameterizedTest
    @EnumSource
    void scoresWithoutBoundAreADivergence(Objective objective) {
        assertEquals(Optional.of(Ailment.DIVERGENCE), judge(objective, new Losses(0, 1e6, 1e6, -1e6, 0), 10));
    }

    @Test
    void whatIsRecalledFromTheJournalIsWhatWasLive() {
        Health live = health(Objective.RELATIVISTIC);
        Health recalled = health(Objective.RELATIVISTIC);
        for (long step = 10; step <= STEPS; step += 10) {
            double loss = step > 300 && step < 700 ? 0.001 : 0.5;
            Losses losses = new Losses(loss, 2, 3, 4, 0);
            live.logged(losses);
            recalled.recall(step, Map.of(
                    "train/critic-loss", loss, "train/generator-loss", 2.0,
                    "train/real-score", 3.0, "train/generated-score", 4.0));
            if (step % 100 == 0) {
                Vitals vitals = step > 800 ? SILENT : HEALTHY;
                live.measured(step, vitals);
                Map<String, Double> line = new LinkedHashMap<>(Map.of("eval/chord-rate", 0.5));
                line.putAll(vitals.figures());
                recalled.recall(step, line);
            }
        }

        assertEquals(2, live.episodes().size());
        assertEquals(Ailment.CRITIC_HAS_WON, live.episodes().get(0).ailment());
        assertEquals(Ailment.SILENCE, live.episodes().get(1).ailment());
        assertEquals(live.episodes(), recalled.episodes());
        assertEquals(2, recalled.measurementsInARow());
    }

    @ParameterizedTest
    @EnumSource
    void theMendNamesSettingsThatThereAre(Ailment ailment) throws Exception {
        Matcher names = Pattern.compile("training\\.[A-Za-z.]+").matcher(ailment.remedy());
        int found = 0;
        while (names.find()) {
            Class<?> type = TrainingSettings.class;
            for (String part : names.group().substring("training.".length()).split("\\.")) {
                RecordComponent component = Stream.of(type.getRecordComponents())
                        .filter(each -> each.getName().equals(part))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(names.group()));
                type = component.getType();
            }
            found++;
        }
        assertTrue(found > 0, ailment::remedy);
    }

    private static Health health(Objective objective) {
        return new Health(REAL, objective, STEPS);
    }

    private static Optional<Ailment> judge(Objective objective, Losses losses, int logged) {
        Health health = health(objective);
        health.measured(100, HEALTHY);
        for (int line = 0; line < logged; line++) {
            health.logged(losses);
        }
        return health.measured(200, HEALTHY).stream().map(Episode::ailment).findFirst();
    }

    private static BinarySequence row(SequenceShape shape, int... on) {
        BitSet cells = new BitSet();
        for (int cell : on) {
            cells.set(cell);
        }
        return BinarySequence.of(shape, cells);
    }

    private static List<BinarySequence> rows(int count, double density) {
        Random random = new Random(1);
        List<BinarySequence> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            BitSet cells = new BitSet();
            for (int cell = 0; cell < SHAPE.cells(); cell++) {
                cells.set(cell, random.nextDouble() < density);
            }
            rows.add(BinarySequence.of(SHAPE, cells));
        }
        return rows;
    }
}
