package dev.etude.plugins.models;

import dev.etude.spi.CriticModel;
import dev.etude.testkit.CriticModelContract;

class FcCriticContractTest extends CriticModelContract {
    @Override
    protected CriticModel plugin() {
        return new FcCritic();
    }
}
