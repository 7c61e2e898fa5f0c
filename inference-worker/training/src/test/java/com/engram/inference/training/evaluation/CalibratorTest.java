package com.engram.inference.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.engram.inference.training.data.Folds;
import com.engram.inference.training.data.RatedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibratorTest {
    @Test
    void the_interval_covers_nine_in_ten_held_out_images() {
        Random random = new Random(2);
        List<RatedImage> images = new ArrayList<>();
        double[] predicted = new double[500];
        double[] actual = new double[500];
        for (int i = 0; i < 500; i++) {
            images.add(new RatedImage(Path.of("i" + i), 0.5, "c", "g" + i));
            predicted[i] = random.nextDouble();
            actual[i] = predicted[i] + 0.1 * random.nextGaussian();
        }
        assertThat(Calibrator.coverage(predicted, actual, Folds.grouped(images, 5, 1)))
                .isBetween(0.87, 0.93);
    }

    @Test
    void percentiles_are_read_from_101_rows(@TempDir Path folder) throws Exception {
        Path csv = folder.resolve("percentiles.csv");
        StringBuilder rows = new StringBuilder("percentile,score\n");
        for (int p = 0; p <= 100; p++) {
            rows.append(p).append(',').append(p / 100.0).append('\n');
        }
        Files.writeString(csv, rows);
        assertThat(Calibrator.percentiles(csv))
                .hasSize(101)
                .startsWith(0.0, 0.01)
                .endsWith(1.0);
        Files.writeString(csv, "percentile,score\n0,0.1\n");
        assertThatIOException().isThrownBy(() -> Calibrator.percentiles(csv)).withMessageContaining("1 rows");
    }
}
