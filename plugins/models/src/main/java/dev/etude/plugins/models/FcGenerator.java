package dev.etude.plugins.models;

import dev.etude.networks.Networks;
import dev.etude.networks.SlotCodes;
import dev.etude.networks.SlotDense;
import dev.etude.spi.Doc;
import dev.etude.spi.Generator;
import dev.etude.spi.GeneratorModel;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Plugin;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A fully connected generator that knows what a step is: noise, a hidden layer, features of each step, and one output
 * layer that all steps share. Part of a step's features belong to its slot, such as a chord, and are the same on all of
 * the slot's steps; so chords hold still unless the step's own features move a note. A slot chooses its features by one of
 * a number of codes, because what lies between two chords is seldom one.
 */
@Plugin("fc")
@Doc("Fully connected generator: noise, a hidden layer, features a step and a chord slot, all cells")
public record FcGenerator(
        @Doc("numbers of noise a row, at least 1") int noise,
        @Doc("units of the hidden layer, at least 1") int hidden,
        @Doc("features a step, those of its slot included; at least 1") int features,
        @Doc("how many of them belong to the slot, 1 to features; not used where slotSteps is 0") int slotFeatures,
        @Doc("steps a slot, such as a chord, lasts; the last one is cut where they do not divide; 0: no slots")
                int slotSteps,
        @Doc("chords, so to say, that a slot chooses its features by, at least 2; 0: a slot's features are free")
                int codes,
        @Doc("how much it is rewarded that all codes are used, loss a nat of their mean's entropy, at least 0")
                double codeBalance,
        @Doc("how much it is rewarded that a slot is sure of its code, loss a nat of its entropy, at least 0")
                double codeSureness,
        @Doc("true: from the hidden layer straight to all cells, as in the blog; then only noise and hidden are used")
                boolean plain)
        implements GeneratorModel {
    private static final double RECTIFIED = 2;
    private static final double OUTPUT = 6;
    private static final double LEAST_RATE = .001;
    private static final double GREATEST_RATE = .9;

    public FcGenerator {
        Settings.requireAtLeast("noise", noise, 1);
        Settings.requireAtLeast("hidden", hidden, 1);
        Settings.requireAtLeast("features", features, 1);
        Settings.requireAtLeast("slotSteps", slotSteps, 0);
        if (slotFeatures < 1 || slotFeatures > features) {
            throw new IllegalArgumentException("slotFeatures: must be from 1 to features, " + features + ", was "
                    + slotFeatures);
        }
        if (codes < 0 || codes == 1) {
            throw new IllegalArgumentException("codes: must be 0 or at least 2, was " + codes);
        }
        Settings.requireReward("codeBalance", codeBalance);
        Settings.requireReward("codeSureness", codeSureness);
    }

    public FcGenerator() {
        this(100, 256, 128, 112, 4, 320, 1, .6, false);
    }

    @Override
    public Generator create(ModelContext context) {
        int steps = context.shape().steps();
        int symbols = context.shape().symbols();
        var layers = new NeuralNetConfiguration.Builder().list()
                .layer(Settings.dense(noise, hidden, Activation.RELU, RECTIFIED));
        if (plain) {
            layers.layer(Settings.dense(hidden, steps * symbols, Activation.IDENTITY, OUTPUT));
        } else if (slotSteps == 0) {
            layers.layer(Settings.dense(hidden, steps * features, Activation.RELU, RECTIFIED))
                    .layer(Settings.dense(features, symbols, Activation.IDENTITY, OUTPUT));
        } else {
            int stepFeatures = features - slotFeatures;
            int ofASlot = codes > 0 ? codes : slotFeatures;
            int packed = SlotDense.inputLength(steps, slotSteps, ofASlot, stepFeatures);
            if (codes > 0) {
                layers.layer(Settings.dense(hidden, packed, Activation.IDENTITY, RECTIFIED))
                        .layer(chosenFeatures(SlotDense.slots(steps, slotSteps)));
            } else {
                layers.layer(Settings.dense(hidden, packed, Activation.RELU, RECTIFIED));
            }
            layers.layer(Settings.initial(
                            new SlotDense.Builder(steps, slotSteps, slotFeatures, stepFeatures), features, OUTPUT)
                    .nOut(symbols).activation(Activation.IDENTITY).build());
        }
        Generator generator = Networks.generator(layers.build(), noise, context);
        setOutputBias(generator, context.symbolRates(), plain ? steps : 1);
        return generator;
    }

    /** A sure choice's features begin as large as free ones: a share of 1 meets one weight, not {@code codes} of them. */
    private SlotCodes chosenFeatures(int slots) {
        return Settings.initial(
                        new SlotCodes.Builder(slots, codes, slotFeatures).activation(Activation.RELU), 1, RECTIFIED)
                .reward(codeBalance, codeSureness)
                .build();
    }

    /**
     * Lets each symbol begin at its rate in the data. The output layer is the last, its bias ends the parameters.
     */
    private static void setOutputBias(Generator generator, float[] rates, int times) {
        float[] bias = new float[rates.length * times];
        for (int i = 0; i < bias.length; i++) {
            double rate = Math.max(LEAST_RATE, Math.min(GREATEST_RATE, rates[i % rates.length]));
            bias[i] = (float) Math.log(rate / (1 - rate));
        }
        long end = generator.parameters().length();
        generator.parameters()
                .get(NDArrayIndex.point(0), NDArrayIndex.interval(end - bias.length, end))
                .assign(Nd4j.createFromArray(bias));
    }
}
