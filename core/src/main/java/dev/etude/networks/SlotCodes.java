package dev.etude.networks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Lets each slot, such as a chord, choose one of a number of codes that all slots share: [batch, slots * codes + rest]
 * to [batch, slots * features + rest]. A slot's numbers become shares of the codes by a softmax, and a dense layer
 * makes features of the shares; the rest, what belongs to the steps, only passes the activation function. {@link
 * SlotDense} reads what comes out.
 *
 * <p>A generator of features alone passes from one chord to another through mixtures of both, which nobody plays. A
 * choice is sure nearly everywhere. That it stays a choice among many is the <b>balance</b>: on the way back the layer
 * lowers the loss by {@code balance} times the entropy of the shares averaged over a batch's slots, and raises it by
 * {@code sureness} times the mean entropy of a slot's own, in nats. Where both are equal, the loss is lowered by the
 * information that a slot gives about its code (regularised information maximisation, Krause, Perona and Gomes 2010).
 *
 * <p>{@code nIn} is the number of codes, {@code nOut} that of features.
 */
public final class SlotCodes extends WeightedSettings {
    private static final long serialVersionUID = 1;

    private int slots;
    private double balance;
    private double sureness;

    /** For JSON. */
    public SlotCodes() {}

    private SlotCodes(Builder builder) {
        super(builder);
        this.slots = builder.slots;
        this.balance = builder.balance;
        this.sureness = builder.sureness;
    }

    /** Slots a row. */
    public int getSlots() {
        return slots;
    }

    /** For JSON. */
    public void setSlots(int slots) {
        this.slots = slots;
    }

    /** What the entropy of the mean shares is worth, in units of loss a nat. */
    public double getBalance() {
        return balance;
    }

    /** For JSON. */
    public void setBalance(double balance) {
        this.balance = balance;
    }

    /** What the entropy of a slot's shares costs, in units of loss a nat. */
    public double getSureness() {
        return sureness;
    }

    /** For JSON. */
    public void setSureness(double sureness) {
        this.sureness = sureness;
    }

    @Override
    WeightedLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new SlotCodesLayer(conf, type);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.feedForward(input.arrayElementsPerExample() + slots * (nOut - nIn));
    }

    /** Takes the settings. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends FeedForwardLayer.Builder<Builder> {
        private final int slots;
        private double balance;
        private double sureness;

        /**
         * @param slots slots a row, at least 1
         * @param codes to choose from, at least 2
         * @param features that are made of a choice, at least 1
         */
        public Builder(int slots, int codes, int features) {
            if (slots < 1 || codes < 2 || features < 1) {
                throw new IllegalArgumentException("slots and features must be at least 1 and codes 2, were " + slots
                        + ", " + features + " and " + codes);
            }
            this.slots = slots;
            nIn(codes);
            nOut(features);
        }

        /**
         * @param newBalance what the entropy of the mean shares is worth, in units of loss a nat, at least 0; 0 at
         *     first
         * @param newSureness what the entropy of a slot's shares costs, likewise
         */
        public Builder reward(double newBalance, double newSureness) {
            if (!(newBalance >= 0 && newSureness >= 0)) {
                throw new IllegalArgumentException(
                        "balance and sureness must be at least 0, were " + newBalance + " and " + newSureness);
            }
            this.balance = newBalance;
            this.sureness = newSureness;
            return this;
        }

        @Override
        public SlotCodes build() {
            return new SlotCodes(this);
        }
    }
}
