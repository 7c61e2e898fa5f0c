package com.engram.inference.training.heads;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.Pixels;
import com.engram.inference.image.decoding.OpenCvDecoder;
import com.engram.inference.model.GoldenImage;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.training.TestImages;
import com.engram.inference.training.data.DrawnPageGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrawnPageDetectorTest {
    private static final int SIDE = 224;
    private static final int COUNT = 30;

    private final MemorabilityModel model = MemorabilityModel.bundled();
    private final OnnxNetwork body = new OnnxNetwork(model);
    private final Decoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT);

    @AfterEach
    void close() {
        body.close();
        decoder.close();
    }

    @Test
    void unseen_pages_are_separated_from_unseen_images() throws Exception {
        float[][] images = textures(0).toArray(float[][]::new);
        DrawnPageDetector detector = DrawnPageDetector.train(images, body, decoder, SIDE, 1);
        assertThat(textures(COUNT)).allMatch(image -> detector.head().score(image) < detector.threshold());
        assertThat(pages("jpg")).allMatch(page -> detector.head().score(page) > detector.threshold());
    }

    @Test
    void the_bundled_model_detects_drawn_pages_in_any_format() throws Exception {
        double threshold = model.manifest().calibration().drawn();
        assertThat(threshold).isBetween(0.5, 0.9);
        for (String format : List.of("png", "jpg")) {
            assertThat(pages(format)).allMatch(page -> model.drawn(page) > threshold);
        }
    }

    private List<float[]> pages(String format) throws Exception {
        Random random = new Random(99);
        List<float[]> pages = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            byte[] file = TestImages.encoded(DrawnPageGenerator.draw(random), format);
            Pixels pixels = decoder.decode(file, new DecodeRequest(List.of(SIDE), false))
                    .scaled()
                    .get(0);
            pages.add(body.run(pixels).pooled());
        }
        return pages;
    }

    private List<float[]> textures(int from) {
        return IntStream.range(from, from + COUNT)
                .mapToObj(seed -> body.run(new Pixels(SIDE, SIDE, GoldenImage.draw(SIDE, SIDE, seed)))
                        .pooled())
                .toList();
    }
}
