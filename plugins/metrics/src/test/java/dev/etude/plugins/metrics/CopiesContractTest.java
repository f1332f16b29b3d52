package dev.etude.plugins.metrics;

import dev.etude.spi.Metric;
import dev.etude.testkit.MetricContract;

class CopiesContractTest extends MetricContract {
    @Override
    protected Metric plugin() {
        return new Copies();
    }
}
