package com.engram.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.decoding.OpenCvDecoder;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.evaluation.RepeatedCrossValidation;
import com.engram.inference.training.evaluation.UncertaintyFigures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateHeadsTest {
    private static final int IMAGES = 70;

    @Test
    void heads_are_compared_and_one_is_selected_on_inner_folds(@TempDir Path folder) throws Exception {
        List<RatedImage> images = images(folder);
        Path features = folder.resolve("features.safetensors");
        EvaluateHeads evaluate = new EvaluateHeads(MemorabilityModel.bundled(), features, 1, 1);

        EvaluateHeads.Figures figures = evaluate(evaluate, images);

        assertThat(figures.heads()).hasSize(6).containsKeys(EvaluateHeads.RIDGE, EvaluateHeads.NESTED);
        assertThat(figures.heads().values())
                .extracting(RepeatedCrossValidation::rho)
                .as("brighter images were rated higher")
                .allSatisfy(rho -> assertThat(rho).isGreaterThan(0.8));
        assertThat(figures.uncertainty().values())
                .hasSize(4)
                .extracting(UncertaintyFigures::coverage)
                .allSatisfy(coverage -> assertThat(coverage).isBetween(0.7, 1.0));
        assertThat(figures.toLines()).hasSize(10);

        // The images are gone, so the second run reads their features from the file.
        for (RatedImage image : images) {
            Files.delete(image.file());
        }
        EvaluateHeads.Figures again = evaluate(evaluate, images);
        again.heads()
                .forEach((name, head) -> assertThat(head.rho())
                        .isCloseTo(figures.heads().get(name).rho(), within(1e-9)));
    }

    private static EvaluateHeads.Figures evaluate(EvaluateHeads evaluate, List<RatedImage> images) throws Exception {
        try (OpenCvDecoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT)) {
            return evaluate.execute(images, decoder, line -> {});
        }
    }

    private static List<RatedImage> images(Path folder) throws IOException {
        List<RatedImage> images = new ArrayList<>();
        Random random = new Random(4);
        for (int i = 0; i < IMAGES; i++) {
            int brightness = random.nextInt(256);
            BufferedImage image = new BufferedImage(224, 224, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(new Color(brightness, brightness, 255 - brightness / 2));
            graphics.fillRect(0, 0, 224, 224);
            graphics.dispose();
            Path file = folder.resolve(i + ".jpg");
            Files.write(file, TestImages.encoded(image, "jpg"));
            images.add(new RatedImage(
                    file, 0.4 + 0.5 * brightness / 255, i % 2 == 0 ? "a" : "b", "g" + i, 80, 0.1 * (i % 3)));
        }
        return images;
    }
}
