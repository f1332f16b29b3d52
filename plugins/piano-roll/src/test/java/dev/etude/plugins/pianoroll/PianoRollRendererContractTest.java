package dev.etude.plugins.pianoroll;

import dev.etude.spi.Renderer;
import dev.etude.testkit.RendererContract;

class PianoRollRendererContractTest extends RendererContract {
    @Override
    protected Renderer plugin() {
        return new PianoRollRenderer();
    }
}
