package com.engram.web.maps;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The heatmaps of the start page's sample images are drawn from the engine's values, as all heatmaps are. */
class SampleMapsTest {

    private static final Path ASSETS = Path.of("src/main/webapp/assets/samples");
    private static final Path SAMPLES = Path.of("src/main/resources/com/engram/portal/site/samples.json");

    @ParameterizedTest
    @MethodSource("samples")
    void a_map_is_drawn_from_the_values_of_the_engine(JsonObject sample) throws Exception {
        File file = ASSETS.resolve(sample.getString("name") + "-map.png").toFile();
        BufferedImage map = ImageIO.read(file);
        BufferedImage picture =
                ImageIO.read(ASSETS.resolve(sample.getString("name") + ".jpg").toFile());

        BufferedImage drawn =
                new HeatmapRenderer(grid(sample.getJsonObject("map"))).render(map.getWidth(), map.getHeight());

        assertThat(pixels(map)).isEqualTo(pixels(drawn));
        assertThat(picture.getWidth()).isEqualTo(sample.getInt("width"));
        assertThat(picture.getHeight()).isEqualTo(sample.getInt("height"));
    }

    static List<JsonObject> samples() throws Exception {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(SAMPLES))) {
            return reader.readObject().getJsonArray("samples").getValuesAs(JsonObject.class);
        }
    }

    private static HeatmapGrid grid(JsonObject map) {
        int rows = map.getInt("rows");
        int columns = map.getInt("columns");
        float[] cells = new float[rows * columns];
        int at = 0;
        for (JsonArray row : map.getJsonArray("values").getValuesAs(JsonArray.class)) {
            for (JsonNumber cell : row.getValuesAs(JsonNumber.class)) {
                cells[at++] = (float) cell.doubleValue();
            }
        }
        return new HeatmapGrid(HeatmapKind.DECOMPOSITION, rows, columns, cells, 0);
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(
                0,
                0,
                image.getWidth(),
                image.getHeight(),
                new int[image.getWidth() * image.getHeight()],
                0,
                image.getWidth());
    }
}
