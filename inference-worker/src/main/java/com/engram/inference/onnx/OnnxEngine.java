package com.engram.inference.onnx;

import com.engram.inference.image.Pixels;
import com.engram.inference.model.Engine;
import com.engram.inference.model.MemorabilityModel;

/** Runs a model with its body in ONNX Runtime, see {@link OnnxNetwork}. */
public final class OnnxEngine implements Engine {
    private final MemorabilityModel model;
    private final OnnxNetwork body;

    public OnnxEngine(MemorabilityModel model) {
        this.model = model;
        this.body = new OnnxNetwork(model);
    }

    /** Begins to load ONNX Runtime's library in the background, while the caller reads its model. */
    public static void prepare() {
        Thread thread = new Thread(OnnxNetwork::environment, "onnx-runtime");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Activation run(Pixels pixels) {
        OnnxNetwork.Features features = body.run(pixels);
        return Activation.of(features.maps(), features.pooled(), model.head());
    }

    @Override
    public void close() {
        body.close();
    }
}
