package com.engram.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.Safetensors;
import com.engram.inference.model.Weights;
import com.engram.inference.picture.Decoder;
import com.engram.inference.picture.Drawn;
import com.engram.inference.picture.Limits;
import com.engram.inference.picture.OpenCvDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumingTest {
    private static final MemorabilityModel MODEL = MemorabilityModel.bundled();

    @Test
    void a_training_that_was_cut_off_ends_as_one_that_was_not(@TempDir Path folder) throws Exception {
        List<Example> examples = examples(folder);
        byte[] straight = trained(examples, folder.resolve("straight"), Integer.MAX_VALUE);

        assertThatIllegalStateException()
                .isThrownBy(() -> trained(examples, folder.resolve("cut"), 1))
                .withMessage("The machine is taken away");
        byte[] resumed = trained(examples, folder.resolve("cut"), Integer.MAX_VALUE);

        assertThat(resumed).isEqualTo(straight);
    }

    @Test
    void a_training_that_goes_on_tells_of_the_epochs_before(@TempDir Path folder) throws Exception {
        List<Example> examples = examples(folder);
        List<Double> first = losses(examples, folder.resolve("whole"));
        assertThat(first).hasSize(2);

        List<Double> again = losses(examples, folder.resolve("whole"));

        assertThat(again).as("nothing was left to do").hasSize(2);
        assertThat(again.get(0)).isCloseTo(first.get(0), within(1e-6));
        assertThat(again.get(1)).isCloseTo(first.get(1), within(1e-6));
    }

    private static List<Double> losses(List<Example> examples, Path checkpoints) throws Exception {
        List<Double> losses = new ArrayList<>();
        trained(examples, checkpoints, new Progress() {
            @Override
            public void say(String line) {}

            @Override
            public void epoch(String run, int number, double loss) {
                losses.add(loss);
            }
        });
        return losses;
    }

    private static byte[] trained(List<Example> examples, Path checkpoints, int longest) throws Exception {
        return trained(examples, checkpoints, new Interruption(longest));
    }

    private static byte[] trained(List<Example> examples, Path checkpoints, Progress progress) throws Exception {
        Settings settings = new Settings(
                false, false, Device.cpu(), checkpoints, 2, 2, 1e-5, 1e-4, 1e-3, 0.1, Settings.SIDE, 4, 1, 0);
        try (FineTuning tuning = new FineTuning(MODEL.network(), MODEL.weights(), examples, settings, Device.cpu())) {
            tuning.run("fold1", examples, progress);
            Weights weights = MemorabilityModel.joined(tuning.weights(), tuning.head(), tuning.head());
            return Safetensors.write(weights.tensors());
        }
    }

    private record Interruption(int after) implements Progress {
        @Override
        public void say(String line) {}

        @Override
        public void epoch(String run, int number, double loss) {
            if (number == after) {
                throw new IllegalStateException("The machine is taken away");
            }
        }
    }

    private static List<Example> examples(Path folder) throws Exception {
        List<RatedImage> images = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Path file = Files.write(folder.resolve(i + ".jpg"), Drawn.jpeg(100 + 40 * i, 100));
            images.add(new RatedImage(file, 0.5 + 0.1 * i, "drawn", "g" + i));
        }
        try (Decoder decoder = new OpenCvDecoder(Limits.DEFAULT)) {
            return Example.load(images, decoder, Settings.SIDE);
        }
    }
}
