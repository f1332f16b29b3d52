package dev.etude.health;

import dev.etude.training.GanTrainer.Losses;
import dev.etude.training.Objective;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Watches the figures of a run and names what ails it.
 *
 * <p>Samples are judged beside real music. Silence: fewer than a tenth as many steps sound. Full keyboard: more than
 * four times as many cells are on, or more than half of those that real music leaves off. All alike: fewer than a tenth
 * as many rows are distinct, or two of them differ in fewer than 3% as many cells. Losses are judged by their mean over
 * the last ten logged steps. The first measurement is not judged, nor is the first twentieth of training: a generator
 * may begin silent or noisy.
 *
 * <p>What it knows follows from the figures alone, so a resumed run tells it the logged ones again and is where it was.
 */
public final class Health {
    private static final double FEW = 0.1;
    private static final double MANY = 4;

    /** Early in a good game, samples are for a while a tenth as different as real music is. */
    private static final double SAME = 0.03;

    private static final int LOSSES_JUDGED = 10;
    private static final double ABSURD = 10_000;
    private static final double GRACE = 0.05;

    private final Vitals real;
    private final Objective objective;
    private final long steps;
    private final Deque<Losses> losses = new ArrayDeque<>();
    private final List<Episode> episodes = new ArrayList<>();
    private int measurements;
    private int inARow;

    /**
     * @param real what real music looks like
     * @param objective the game that the losses belong to
     * @param steps how many training steps the run has; 0 for a generator that learns nothing, which is given no grace
     */
    public Health(Vitals real, Objective objective, long steps) {
        this.real = real;
        this.objective = objective;
        this.steps = steps;
    }

    /** Takes the losses of a logged step. */
    public void logged(Losses logged) {
        losses.addLast(logged);
        if (losses.size() > LOSSES_JUDGED) {
            losses.removeFirst();
        }
    }

    /**
     * Takes a measurement, and judges it together with the losses so far.
     *
     * @return what has begun or passed with it: an episode that has not passed is one that begins here
     */
    public List<Episode> measured(long step, Vitals generated) {
        measurements++;
        boolean spared = steps > 0 && step < steps && (measurements == 1 || step < GRACE * steps);
        Map<Ailment, String> found = spared ? Map.of() : findings(generated);
        inARow = found.isEmpty() ? 0 : inARow + 1;
        List<Episode> news = new ArrayList<>();
        for (int i = 0; i < episodes.size(); i++) {
            Episode episode = episodes.get(i);
            if (!episode.passed()) {
                boolean lasts = found.containsKey(episode.ailment());
                episodes.set(i, new Episode(
                        episode.ailment(), episode.from(), lasts ? step : episode.to(), !lasts, episode.evidence()));
                if (!lasts) {
                    news.add(episodes.get(i));
                }
            }
        }
        found.forEach((ailment, evidence) -> {
            if (present().stream().noneMatch(episode -> episode.ailment() == ailment)) {
                Episode begun = new Episode(ailment, step, step, false, evidence);
                episodes.add(begun);
                news.add(begun);
            }
        });
        return news;
    }

    /** Takes a line of a run's journal, as if it had just been logged. */
    public void recall(long step, Map<String, Double> line) {
        LossFigures.from(line).ifPresent(this::logged);
        if (Vitals.areIn(line)) {
            measured(step, Vitals.from(line));
        }
    }

    /** Everything that ailed the run so far, in the order in which it began. */
    public List<Episode> episodes() {
        return List.copyOf(episodes);
    }

    /** What ails it at the last measurement. */
    public List<Episode> present() {
        return episodes.stream().filter(episode -> !episode.passed()).toList();
    }

    /** How many measurements in a row, up to the last one, showed an ailment. */
    public int measurementsInARow() {
        return inARow;
    }

    private Map<Ailment, String> findings(Vitals generated) {
        Map<Ailment, String> found = new EnumMap<>(Ailment.class);
        if (generated.sounding() < FEW * real.sounding()) {
            found.put(Ailment.SILENCE, percent(generated.sounding()) + " of the steps sound, in real music "
                    + percent(real.sounding()));
        } else if (generated.density() > Math.min(MANY * real.density(), (real.density() + 1) / 2)) {
            found.put(Ailment.FULL_KEYBOARD, percent(generated.density()) + " of the cells are on, in real music "
                    + percent(real.density()));
        } else if (generated.distinct() < FEW * real.distinct()) {
            found.put(Ailment.ALL_ALIKE, percent(generated.distinct()) + " of the samples are distinct, of real music "
                    + percent(real.distinct()));
        } else if (generated.difference() < SAME * real.difference()) {
            found.put(Ailment.ALL_ALIKE, String.format(Locale.ROOT,
                    "two samples differ in %.1f cells on average, two of real music in %.1f",
                    generated.difference(), real.difference()));
        }
        if (losses.size() == LOSSES_JUDGED) {
            lossesFound(found);
        }
        return found;
    }

    private void lossesFound(Map<Ailment, String> found) {
        Losses mean = new Losses(
                mean(Losses::critic), mean(Losses::generator), mean(Losses::realScore), mean(Losses::fakeScore), 0);
        String scores = String.format(Locale.ROOT,
                "critic loss %.4g, generator loss %.4g, score of real rows %.4g and of generated ones %.4g"
                        + " over the last %d logged steps",
                mean.critic(), mean.generator(), mean.realScore(), mean.fakeScore(), LOSSES_JUDGED);
        if (mean(losses -> Math.max(Math.abs(losses.realScore()), Math.abs(losses.fakeScore()))) > ABSURD) {
            found.put(Ailment.DIVERGENCE, scores);
        } else if (criticHasWon(mean)) {
            found.put(Ailment.CRITIC_HAS_WON, scores);
        }
    }

    /**
     * Whether the critic is so sure that it has nothing left to learn, and so nothing left to teach. What that looks
     * like depends on the game; each limit is a tenth or less of what a long and healthy game comes down to.
     */
    private boolean criticHasWon(Losses mean) {
        return switch (objective) {
            // The loss is about the share of pairs that it gets wrong: ln 2 in a tie, 0.1 late in a good game.
            case RELATIVISTIC -> mean.critic() < 0.01;
            // Label smoothing keeps the critic's loss up; the generator's says how sure it is of generated rows alone.
            case NON_SATURATING -> mean.generator() > 9 && mean.realScore() > mean.fakeScore();
            // 0.25 in a tie.
            case LEAST_SQUARES -> mean.critic() < 0.001;
            // 2 in a tie; 0 means that no row is within the margin, so that the critic's gradient is exactly 0.
            case HINGE -> mean.critic() < 0.002;
            // The slope of these scores is the same however far they lie apart, and clipping bounds the weights.
            case WASSERSTEIN -> false;
        };
    }

    private double mean(ToDoubleFunction<Losses> figure) {
        return losses.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.1 && share > 0 ? "%.1f%%" : "%.0f%%", 100 * share);
    }
}
