package dev.etude.plugins.augmentations;

import dev.etude.spi.Augmentation;
import dev.etude.testkit.AugmentationContract;

class TransposeContractTest extends AugmentationContract {
    @Override
    protected Augmentation plugin() {
        return new Transpose();
    }
}
