package dev.etude.plugins.stream;

import dev.etude.spi.Renderer;
import dev.etude.testkit.RendererContract;

class StreamRendererContractTest extends RendererContract {
    @Override
    protected Renderer plugin() {
        return new StreamRenderer();
    }
}
