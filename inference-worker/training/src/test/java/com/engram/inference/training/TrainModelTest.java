package com.engram.inference.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.decoding.OpenCvDecoder;
import com.engram.inference.model.Comparison;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.StoredFeatures;
import com.engram.inference.model.network.Safetensors;
import com.engram.inference.model.network.Tensor;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.scoring.Score;
import com.engram.inference.scoring.Scorer;
import com.engram.inference.training.network.FineTuningSettings;
import com.engram.inference.training.progress.ProgressListener;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainModelTest {
    private static final int IMAGES = 60;

    @Test
    void a_model_of_ones_own_images_scores_and_compares_and_contains_nothing_of_the_bundled_head(@TempDir Path folder)
            throws Exception {
        Path start = folder.resolve("network.safetensors");
        List<Tensor> network = MemorabilityModel.bundled().weights().tensors().stream()
                .filter(tensor ->
                        !tensor.name().startsWith("head") && !tensor.name().equals("drawn"))
                .toList();
        Files.write(start, Safetensors.write(network));

        train(folder, start);

        MemorabilityModel model = MemorabilityModel.load(folder.resolve("ours"));
        assertThat(model.manifest().version())
                .isNotEqualTo(MemorabilityModel.bundled().manifest().version());
        assertThat(model.weights().count("head.coefficients")).isEqualTo(IMAGES);
        assertThat(folder.resolve("ours/figures.json")).content().contains("\"uncertainty\" : {");
        try (OnnxEngine engine = new OnnxEngine(model);
                OpenCvDecoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT)) {
            Scorer scorer = new Scorer(model, engine);
            Score bright = scorer.score(decoder.decode(picture(250), new DecodeRequest(List.of(scorer.side()), false))
                    .scaled()
                    .get(0));
            Score dark = scorer.score(decoder.decode(picture(5), new DecodeRequest(List.of(scorer.side()), false))
                    .scaled()
                    .get(0));
            assertThat(bright.value())
                    .as("bright images were rated higher")
                    .isGreaterThan(dark.value())
                    .isBetween(bright.lower(), bright.upper());
            StoredFeatures first = bright.features().orElseThrow();
            Comparison comparison = model.compare(first, dark.features().orElseThrow());
            assertThat(comparison.probability()).isGreaterThan(0.5);
            assertThat(model.readFeatures(first.toBytes())).isPresent();
            assertThat(MemorabilityModel.bundled().readFeatures(first.toBytes()))
                    .as("features are of one version only")
                    .isEmpty();
        }
    }

    private static void train(Path folder, Path start) throws Exception {
        StringBuilder csv = new StringBuilder("image,hit_rate,answers,false_alarm_rate\n");
        Random random = new Random(4);
        for (int i = 0; i < IMAGES; i++) {
            int brightness = random.nextInt(256);
            Files.write(folder.resolve(i + ".jpg"), picture(brightness));
            csv.append(i + ".jpg," + (0.4 + 0.5 * brightness / 255) + ",80,0." + i % 3 + "\n");
        }
        Files.writeString(folder.resolve("ratings.csv"), csv);
        FineTuningSettings none = new FineTuningSettings(
                Device.cpu(), folder.resolve("checkpoints"), 0, 16, 0, 0, 0, 0, FineTuningSettings.SIDE, 4, 1);
        new TrainModel(folder.resolve("ratings.csv"), folder.resolve("ours"), start, null, "ours", 1, 2)
                .execute(new TrainingSettings(true, false, none, 0), new ProgressListener() {
                    @Override
                    public void message(String line) {}

                    @Override
                    public void step(String what, int done, int all) {}
                });
    }

    private static byte[] picture(int brightness) {
        BufferedImage image = new BufferedImage(224, 224, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(brightness, brightness, 255 - brightness / 2));
        graphics.fillRect(0, 0, 224, 224);
        graphics.setColor(new Color(200, 120, brightness));
        graphics.fillOval(40, 40, 60 + brightness / 4, 120);
        graphics.dispose();
        return TestImages.encoded(image, "jpg");
    }
}
