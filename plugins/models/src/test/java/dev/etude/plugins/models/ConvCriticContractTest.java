package dev.etude.plugins.models;

import dev.etude.spi.CriticModel;
import dev.etude.testkit.CriticModelContract;

class ConvCriticContractTest extends CriticModelContract {
    @Override
    protected CriticModel plugin() {
        return new ConvCritic();
    }
}
