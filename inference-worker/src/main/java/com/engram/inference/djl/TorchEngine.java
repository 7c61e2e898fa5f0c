package com.engram.inference.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.engram.inference.image.Pixels;
import com.engram.inference.model.Engine;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.network.FeatureMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Runs models with PyTorch, on a GPU or on platforms without ONNX Runtime. */
public final class TorchEngine implements Engine {
    private final MemorabilityModel model;
    private final TorchNetwork body;

    /** Loads a model onto a device. */
    public TorchEngine(MemorabilityModel model, Device device) {
        this.model = model;
        this.body = new TorchNetwork(model.network(), model.weights(), device);
    }

    @Override
    public Activation run(Pixels pixels) {
        FloatBuffer planes = ByteBuffer.allocateDirect(4 * pixels.rgb().length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        model.manifest().preprocessing().write(pixels.rgb(), planes);
        try (NDManager scope = body.manager().newSubManager()) {
            NDArray input = scope.create(planes, new Shape(1, 3, pixels.height(), pixels.width()));
            List<NDArray> layers = body.outputs(input, model.manifest().layers());
            return Activation.of(
                    layers.stream().map(TorchEngine::map).toList(),
                    TorchNetwork.pooled(layers).toFloatArray(),
                    model.head());
        }
    }

    private static FeatureMap map(NDArray features) {
        Shape shape = features.getShape();
        return new FeatureMap(features.toFloatArray(), (int) shape.get(1), (int) shape.get(2), (int) shape.get(3));
    }

    @Override
    public void close() {
        body.close();
    }
}
