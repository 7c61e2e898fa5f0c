package com.engram.inference.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.model.GoldenPicture;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.picture.DecodeRequest;
import com.engram.inference.picture.Decoder;
import com.engram.inference.picture.Drawn;
import com.engram.inference.picture.Limits;
import com.engram.inference.picture.OpenCvDecoder;
import com.engram.inference.picture.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LikenessTest {
    private static final int SIDE = 224;
    private static final int COUNT = 30;

    private final MemorabilityModel model = MemorabilityModel.bundled();
    private final OnnxNetwork body = new OnnxNetwork(model);
    private final Decoder decoder = new OpenCvDecoder(Limits.DEFAULT);

    @AfterEach
    void close() {
        body.close();
        decoder.close();
    }

    @Test
    void pages_that_were_never_seen_are_told_from_pictures_that_were_never_seen() throws Exception {
        float[][] pictures = textures(0).toArray(float[][]::new);
        Likeness.Told told = Likeness.learnt(pictures, body, decoder, SIDE, 1);
        assertThat(textures(COUNT)).allMatch(picture -> told.head().score(picture) < told.from());
        assertThat(pages("jpg")).allMatch(page -> told.head().score(page) > told.from());
    }

    @Test
    void the_bundled_model_knows_drawn_pages_in_any_format() throws Exception {
        double from = model.manifest().calibration().drawn();
        assertThat(from).isBetween(0.5, 0.9);
        for (String format : List.of("png", "jpg")) {
            assertThat(pages(format)).allMatch(page -> model.drawn(page) > from);
        }
    }

    private List<float[]> pages(String format) throws Exception {
        Random random = new Random(99);
        List<float[]> pages = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            byte[] file = Drawn.encoded(DrawnPages.draw(random), format);
            Pixels pixels = decoder.decode(file, new DecodeRequest(List.of(SIDE), false))
                    .scaled()
                    .get(0);
            pages.add(body.run(pixels).pooled());
        }
        return pages;
    }

    private List<float[]> textures(int from) {
        return IntStream.range(from, from + COUNT)
                .mapToObj(seed -> body.run(new Pixels(SIDE, SIDE, GoldenPicture.draw(SIDE, SIDE, seed)))
                        .pooled())
                .toList();
    }
}
