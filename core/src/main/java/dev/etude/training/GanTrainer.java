package dev.etude.training;

import dev.etude.data.TrainingData;
import dev.etude.networks.TwoThreads;
import dev.etude.spi.Augmentation;
import dev.etude.spi.Critic;
import dev.etude.spi.Generator;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The game: one step of generator against critic, read from top to bottom. B is the batch, T the time steps of a window, S
 * its symbols, Z the size of the noise.
 *
 * <p>Works on arrays made once, so that a step leaves nothing behind. Deterministic: what a step draws depends on the seed
 * and the step's number alone. For one thread.
 */
public final class GanTrainer {
    private static final String MEND = "lower the learning rates or raise training.gradientPenalty.weight";

    private final TrainingSettings settings;
    private final TrainingData data;
    private final Generator generator;
    private final Critic critic;
    private final Seeds seeds;
    private final Augmenter augmenter;
    private final Output output;
    private final Optimizer generatorOptimizer;
    private final Optimizer criticOptimizer;
    private final int batch;
    private final int rowCells;

    private final HostArray noise; // [B, Z]
    private final HostArray pairs; // [2B, T, S]: real rows, then generated ones
    private final INDArray fakes; // [B, T, S]: the second half of the pairs
    private final HostArray nudged; // [4B, T, S]: pairs moved up their slope, then down
    private final HostArray pairGradient; // [2B, 1]
    private final HostArray fakeGradient; // [B, 1]
    private final HostArray nudgedGradient; // [4B, 1]
    private final HostArray logitGradient; // [B, T, S]
    private final float[] logits; // [B, T, S]
    private final float[] scores; // [4B]
    private final float[] slopes; // [2B, T, S]
    private final float[] real; // [B]
    private final float[] fake; // [B]
    private final float[] realSlope; // [B]
    private final float[] fakeSlope; // [B]
    private final float[] average; // the generator's parameters, averaged over steps; the same array where there is no averaging

    /** What one step found. */
    public record Losses(double critic, double generator, double realScore, double fakeScore, double penalty) {}

    /** Sets up a game; nothing is trained yet. */
    public GanTrainer(
            TrainingSettings settings,
            TrainingData data,
            List<Augmentation> augmentations,
            Generator generator,
            Critic critic,
            Seeds seeds) {
        SequenceShape shape = data.shape();
        this.settings = settings;
        this.data = data;
        this.generator = generator;
        this.critic = critic;
        this.seeds = seeds;
        this.batch = settings.batch();
        this.rowCells = shape.cells();
        long largest = (Integer.MAX_VALUE - 8L) / (4L * Math.max(rowCells, generator.noiseSize()));
        if (batch > largest) {
            throw new UserError("training.batch: " + batch + " rows of " + rowCells + " cells are more than an array holds;"
                    + " set it to at most " + largest);
        }
        int together = critic.rowsTogether();
        if (batch % together != 0) {
            throw new UserError("training.batch: " + batch + " is not a multiple of " + together
                    + ", the number of rows that the critic compares with each other; set it to "
                    + (batch / together + 1) * together + ", or let the critic compare another number");
        }
        this.augmenter = new Augmenter(augmentations, shape, data.encoding(), batch);
        this.output = new Output(settings.output(), batch * rowCells);
        this.generatorOptimizer = new Optimizer(settings.generatorOptimizer(), generator);
        this.criticOptimizer = new Optimizer(settings.criticOptimizer(), critic);
        this.noise = HostArray.zeros(batch, generator.noiseSize());
        this.pairs = HostArray.zeros(2L * batch, shape.steps(), shape.symbols());
        this.fakes = pairs.array().get(NDArrayIndex.interval(batch, 2L * batch));
        this.nudged = HostArray.zeros(4L * batch, shape.steps(), shape.symbols());
        this.pairGradient = HostArray.zeros(2L * batch, 1);
        this.fakeGradient = HostArray.zeros(batch, 1);
        this.nudgedGradient = HostArray.zeros(4L * batch, 1);
        this.logitGradient = HostArray.zeros(batch, shape.steps(), shape.symbols());
        this.logits = new float[batch * rowCells];
        this.scores = new float[4 * batch];
        this.slopes = new float[2 * batch * rowCells];
        this.real = new float[batch];
        this.fake = new float[batch];
        this.realSlope = new float[batch];
        this.fakeSlope = new float[batch];
        float[] initial = generatorOptimizer.parameters();
        this.average = settings.movingAverage() == 0 ? initial : initial.clone();
    }

    /**
     * Trains one step: the critic {@code criticSteps} times, then the generator once.
     *
     * @param step the number of steps done before
     * @throws Divergence if a loss is no longer finite
     */
    public Losses step(long step) {
        double progress = (double) step / settings.steps();
        double criticLoss = 0;
        double penalty = 0;
        for (int turn = 0; turn < settings.criticSteps(); turn++) {
            long draw = step * settings.criticSteps() + turn;
            drawPairs(draw, progress);
            criticLoss = accumulateCriticLoss();
            double weight = settings.gradientPenalty().weight().at(progress);
            if (weight > 0 && draw % settings.gradientPenalty().every() == 0) {
                penalty = accumulatePenalty(weight);
            }
            criticOptimizer.update(
                    progress,
                    settings.objective() == Objective.WASSERSTEIN ? settings.weightClip() : Double.POSITIVE_INFINITY);
        }
        double generatorLoss = accumulateGeneratorLoss(progress);
        generatorOptimizer.update(progress, Double.POSITIVE_INFINITY);
        follow(step);
        return checked(new Losses(criticLoss, generatorLoss, mean(real), mean(fake), penalty), step);
    }

    /** Real rows and generated rows side by side, augmented. The generator's logits are kept for its own turn. */
    private void drawPairs(long draw, double progress) {
        RandomGenerator choice = seeds.at("data", draw);
        for (int row = 0; row < batch; row++) {
            data.draw(choice, pairs.values, row * rowCells);
        }
        augmenter.apply(pairs.values, 0, batch, seeds.at("augmentation-real", draw));

        RandomGenerator normal = seeds.at("noise", draw);
        for (int i = 0; i < noise.values.length; i++) {
            noise.values[i] = (float) normal.nextGaussian();
        }
        noise.push();
        HostArray.pull(generator.generate(noise.array()), logits); // [B, T, S]
        output.cells(logits, progress, seeds.at("output", draw), pairs.values, batch * rowCells);
        if (settings.augmentGenerated()) {
            augmenter.apply(pairs.values, batch * rowCells, batch, seeds.at("augmentation-generated", draw));
        }
        pairs.push();
    }

    private double accumulateCriticLoss() {
        score(pairs.array()); // [2B]
        System.arraycopy(scores, 0, real, 0, batch);
        System.arraycopy(scores, batch, fake, 0, batch);
        double loss = settings.objective().critic(real, fake, settings.labelSmoothing(), realSlope, fakeSlope);
        System.arraycopy(realSlope, 0, pairGradient.values, 0, batch);
        System.arraycopy(fakeSlope, 0, pairGradient.values, batch, batch);
        pairGradient.push();
        critic.accumulate(pairGradient.array());
        return loss;
    }

    /**
     * Adds the gradient of R1 to the critic's, which has scored the pairs last. With v the slope of a row's score and u its
     * direction, R1's gradient is that of |v| (D(x + hu) - D(x - hu)) / 2h with v held fixed, to second order in h.
     *
     * @return the mean squared length of v
     */
    private double accumulatePenalty(double weight) {
        int rows = 2 * batch;
        double difference = settings.gradientPenalty().difference();
        Arrays.fill(pairGradient.values, 1);
        pairGradient.push();
        HostArray.pull(critic.inputGradient(pairGradient.array()), slopes); // [2B, T, S]
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            int start = row * rowCells;
            double square = 0;
            for (int cell = start; cell < start + rowCells; cell++) {
                square += (double) slopes[cell] * slopes[cell];
            }
            squares += square;
            double length = Math.max(Math.sqrt(square), 1e-8);
            float nudge = (float) (difference / length);
            for (int cell = start; cell < start + rowCells; cell++) {
                float move = nudge * slopes[cell];
                nudged.values[cell] = pairs.values[cell] + move;
                nudged.values[cell + rows * rowCells] = pairs.values[cell] - move;
            }
            // The mean over real rows plus the mean over generated ones is twice the mean over both, which cancels R1's half.
            double slope = weight * settings.gradientPenalty().every() * 2 * length / (2 * difference) / rows;
            nudgedGradient.values[row] = (float) slope;
            nudgedGradient.values[row + rows] = (float) -slope;
        }
        nudged.push();
        nudgedGradient.push();
        critic.score(nudged.array()); // [4B, 1]
        critic.accumulate(nudgedGradient.array());
        return squares / rows;
    }

    /** The generated rows of the critic's last turn, scored by the critic as it is now. */
    private double accumulateGeneratorLoss(double progress) {
        score(fakes); // [B]
        System.arraycopy(scores, 0, fake, 0, batch);
        int chosen = Math.max(1, (int) (batch * settings.topRows().at(progress)));
        float lowest = lowestOfTop(chosen);
        double loss = 0;
        for (int row = 0; row < batch; row++) {
            boolean learns = fake[row] >= lowest;
            loss += learns ? settings.objective().generator(real[row], fake[row]) / chosen : 0;
            fakeGradient.values[row] =
                    learns ? (float) (settings.objective().generatorSlope(real[row], fake[row]) / chosen) : 0;
        }
        fakeGradient.push();
        HostArray.pull(critic.inputGradient(fakeGradient.array()), logitGradient.values); // [B, T, S]
        if (settings.augmentGenerated()) {
            augmenter.backward(logitGradient.values, batch);
        }
        output.backward(logits, logitGradient.values);
        logitGradient.push();
        generator.accumulate(logitGradient.array());
        return loss;
    }

    /** Moves the average a little towards the generator; faster in the first steps, when both are still far away. */
    private void follow(long step) {
        float[] current = generatorOptimizer.parameters();
        if (average == current) {
            return;
        }
        float change = 1 - (float) Math.min(settings.movingAverage(), (step + 1.0) / (step + 10.0));
        int middle = average.length / 2;
        TwoThreads.run(
                () -> follow(current, change, 0, middle), () -> follow(current, change, middle, average.length));
    }

    private void follow(float[] current, float change, int from, int to) {
        float[] slow = average;
        for (int i = from; i < to; i++) {
            slow[i] += change * (current[i] - slow[i]);
        }
    }

    /** The generator's parameters, averaged over steps: what samples are drawn with. Not to be changed. */
    public float[] averageParameters() {
        return average;
    }

    /**
     * Looks at every parameter: where one alone is no longer finite, the losses may hide it.
     *
     * @throws Divergence if there is one
     */
    public void requireFinite(long step) {
        if (!HostArray.areFinite(average) || !generatorOptimizer.isFinite() || !criticOptimizer.isFinite()) {
            throw new Divergence("training diverged by step " + step + ": a parameter is no longer finite; " + MEND);
        }
    }

    /**
     * Everything needed to go on from here, after a number of steps.
     *
     * @throws Divergence if there is no going on, for a parameter is no longer finite
     */
    public Checkpoint checkpoint(long step) {
        requireFinite(step);
        Checkpoint checkpoint = new Checkpoint(step);
        generatorOptimizer.save("generator", checkpoint);
        criticOptimizer.save("critic", checkpoint);
        checkpoint.put("generator/average", average);
        return checkpoint;
    }

    /** Goes back to a checkpoint. */
    public void restore(Checkpoint checkpoint) {
        generatorOptimizer.restore("generator", checkpoint);
        criticOptimizer.restore("critic", checkpoint);
        checkpoint.copy("generator/average", average);
    }

    private void score(INDArray rows) {
        HostArray.pull(critic.score(rows), scores);
    }

    private float lowestOfTop(int rows) {
        System.arraycopy(fake, 0, scores, 0, batch);
        Arrays.sort(scores, 0, batch);
        return scores[batch - rows];
    }

    private Losses checked(Losses losses, long step) {
        double sum = losses.critic() + losses.generator() + losses.penalty();
        if (!Double.isFinite(sum)) {
            throw new Divergence("training diverged at step " + step + ": critic loss " + losses.critic() + ", generator loss "
                    + losses.generator() + "; " + MEND);
        }
        return losses;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
