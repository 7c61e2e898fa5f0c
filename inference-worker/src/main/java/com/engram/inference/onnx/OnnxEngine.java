package com.engram.inference.onnx;

import com.engram.inference.image.Pixels;
import com.engram.inference.model.Engine;
import com.engram.inference.model.MemorabilityModel;

/** Runs models with ONNX Runtime on a CPU. The head is computed in Java. */
public final class OnnxEngine implements Engine {
    private final MemorabilityModel model;
    private final OnnxNetwork body;

    /** Loads a model into ONNX Runtime. */
    public OnnxEngine(MemorabilityModel model) {
        this.model = model;
        this.body = new OnnxNetwork(model);
    }

    /** Starts to load the native library in the background, so that the caller can read a model in the meantime. */
    public static void preload() {
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
