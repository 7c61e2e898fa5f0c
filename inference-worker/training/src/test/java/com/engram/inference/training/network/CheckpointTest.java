package com.engram.inference.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.decoding.OpenCvDecoder;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.network.Safetensors;
import com.engram.inference.model.network.Weights;
import com.engram.inference.training.TestImages;
import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.data.TrainingExample;
import com.engram.inference.training.progress.ProgressListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final MemorabilityModel MODEL = MemorabilityModel.bundled();

    @Test
    void a_resumed_run_gives_the_same_weights_as_an_uninterrupted_one(@TempDir Path folder) throws Exception {
        List<TrainingExample> examples = examples(folder);
        byte[] uninterrupted = trained(examples, folder.resolve("uninterrupted"), Integer.MAX_VALUE);

        assertThatIllegalStateException()
                .isThrownBy(() -> trained(examples, folder.resolve("interrupted"), 1))
                .withMessage("interrupted");
        byte[] resumed = trained(examples, folder.resolve("interrupted"), Integer.MAX_VALUE);

        assertThat(resumed).isEqualTo(uninterrupted);
    }

    @Test
    void a_resumed_run_reports_the_epochs_of_the_checkpoint(@TempDir Path folder) throws Exception {
        List<TrainingExample> examples = examples(folder);
        List<Double> first = losses(examples, folder.resolve("complete"));
        assertThat(first).hasSize(2);

        List<Double> again = losses(examples, folder.resolve("complete"));

        assertThat(again).as("no epoch is repeated").hasSize(2);
        assertThat(again.get(0)).isCloseTo(first.get(0), within(1e-6));
        assertThat(again.get(1)).isCloseTo(first.get(1), within(1e-6));
    }

    private static List<Double> losses(List<TrainingExample> examples, Path checkpoints) throws Exception {
        List<Double> losses = new ArrayList<>();
        trained(examples, checkpoints, new ProgressListener() {
            @Override
            public void message(String text) {}

            @Override
            public void epoch(String run, int number, double loss) {
                losses.add(loss);
            }
        });
        return losses;
    }

    private static byte[] trained(List<TrainingExample> examples, Path checkpoints, int lastEpoch) throws Exception {
        return trained(examples, checkpoints, new Interruption(lastEpoch));
    }

    private static byte[] trained(List<TrainingExample> examples, Path checkpoints, ProgressListener progress)
            throws Exception {
        FineTuningSettings settings = new FineTuningSettings(
                Device.cpu(), checkpoints, 2, 2, 1e-5, 1e-4, 1e-3, 0.1, FineTuningSettings.SIDE, 4, 1);
        try (FineTuning tuning = new FineTuning(MODEL.network(), MODEL.weights(), examples, settings)) {
            tuning.run("fold1", examples, progress);
            Weights weights = MemorabilityModel.combine(tuning.weights(), tuning.head(), tuning.head());
            return Safetensors.write(weights.tensors());
        }
    }

    private record Interruption(int after) implements ProgressListener {
        @Override
        public void message(String text) {}

        @Override
        public void epoch(String run, int number, double loss) {
            if (number == after) {
                throw new IllegalStateException("interrupted");
            }
        }
    }

    private static List<TrainingExample> examples(Path folder) throws Exception {
        List<RatedImage> images = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Path file = Files.write(folder.resolve(i + ".jpg"), TestImages.jpeg(100 + 40 * i, 100));
            images.add(new RatedImage(file, 0.5 + 0.1 * i, "drawn", "g" + i));
        }
        try (Decoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT)) {
            return TrainingExample.load(images, decoder, FineTuningSettings.SIDE);
        }
    }
}
