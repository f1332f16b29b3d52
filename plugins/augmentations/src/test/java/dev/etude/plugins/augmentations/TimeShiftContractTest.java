package dev.etude.plugins.augmentations;

import dev.etude.spi.Augmentation;
import dev.etude.testkit.AugmentationContract;

class TimeShiftContractTest extends AugmentationContract {
    @Override
    protected Augmentation plugin() {
        return new TimeShift();
    }
}
