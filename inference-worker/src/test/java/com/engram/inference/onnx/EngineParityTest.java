package com.engram.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.engram.inference.djl.TorchNetwork;
import com.engram.inference.image.Pixels;
import com.engram.inference.model.Engine.Activation;
import com.engram.inference.model.GoldenImage;
import com.engram.inference.model.Heatmap;
import com.engram.inference.model.Manifest.Golden;
import com.engram.inference.model.MemorabilityModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class EngineParityTest {
    private static final MemorabilityModel MODEL = MemorabilityModel.bundled();

    @Test
    void onnx_runtime_gives_the_golden_scores() {
        try (OnnxEngine engine = new OnnxEngine(MODEL)) {
            for (Golden golden : MODEL.manifest().golden()) {
                Activation answer = engine.run(pixels(golden));
                Heatmap map = Heatmap.decomposition(answer.cells(), answer.rows(), answer.columns(), answer.bias());
                assertThat(map.sum()).isCloseTo(golden.score(), within(1e-4));
                assertThat(map.sum())
                        .as("the parts sum to the score")
                        .isCloseTo(MODEL.head().score(answer.pooled()), within(1e-5));
            }
        }
    }

    @Test
    void pytorch_gives_the_golden_scores() {
        try (TorchNetwork network = new TorchNetwork(MODEL.network(), MODEL.weights(), Device.cpu())) {
            for (Golden golden : MODEL.manifest().golden()) {
                assertThat(torchScore(network, golden)).isCloseTo(golden.score(), within(1e-4));
            }
        }
    }

    @Test
    void the_version_is_the_hash_of_weights_and_preprocessing() throws Exception {
        assertThat(MODEL.manifest().version())
                .isEqualTo(MemorabilityModel.version(
                        MODEL.weights(), MODEL.manifest().preprocessing()));
    }

    private static double torchScore(TorchNetwork network, Golden golden) {
        Pixels pixels = pixels(golden);
        FloatBuffer planes = ByteBuffer.allocateDirect(4 * pixels.rgb().length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        MODEL.manifest().preprocessing().write(pixels.rgb(), planes);
        try (NDManager scope = network.manager().newSubManager()) {
            NDArray input = scope.create(planes, new Shape(1, 3, pixels.height(), pixels.width()));
            return MODEL.head()
                    .score(TorchNetwork.pooled(
                                    network.outputs(input, MODEL.manifest().layers()))
                            .toFloatArray());
        }
    }

    private static Pixels pixels(Golden golden) {
        return new Pixels(
                golden.width(), golden.height(), GoldenImage.draw(golden.width(), golden.height(), golden.seed()));
    }
}
