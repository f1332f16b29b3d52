package dev.etude.plugins.models;

import dev.etude.spi.GeneratorModel;
import dev.etude.testkit.GeneratorModelContract;

class RandomStreamContractTest extends GeneratorModelContract {
    @Override
    protected GeneratorModel plugin() {
        return new RandomStream();
    }
}
