package com.engram.inference.training.heads;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.model.network.FeatureMap;
import com.engram.inference.training.data.Folds;
import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.statistics.Statistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AttentionHeadSearchTest {
    private static final int CHANNELS = 8;

    @Test
    void the_head_learns_from_a_single_cell_in_images_of_any_shape() {
        Random random = new Random(1);
        List<FeatureMap> maps = new ArrayList<>();
        List<RatedImage> images = new ArrayList<>();
        double[] targets = new double[70];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = 0.5 + 0.4 * random.nextDouble();
            maps.add(map(2 + i % 3, 3, targets[i], random));
            images.add(new RatedImage(Path.of("i" + i), targets[i], "c", "g" + i));
        }
        AttentionHeadSearch search = new AttentionHeadSearch(
                List.of(new AttentionHead.Hyperparameters(8, 1e-2, 0), new AttentionHead.Hyperparameters(8, 1e-6, 0)),
                15,
                1);
        try (AttentionHead head = search.fit(maps.subList(0, 50), Arrays.copyOf(targets, 50), inner(images))) {
            double[] scores = head.scores(maps.subList(50, 70));
            double[] actual = Arrays.copyOfRange(targets, 50, 70);
            assertThat(Statistics.spearman(scores, actual)).isGreaterThan(0.5);
        }
        assertThat(search.selection())
                .as("the learning rate that is not too low")
                .contains("rate 0.01");
    }

    private static Folds inner(List<RatedImage> images) {
        return Folds.grouped(images.subList(0, 50), 5, 2);
    }

    /** Noise, except that one random cell of one channel holds the target. */
    private static FeatureMap map(int rows, int columns, double target, Random random) {
        float[] values = new float[CHANNELS * rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 0.2f;
        }
        values[random.nextInt(rows * columns)] = (float) (5 * target);
        return new FeatureMap(values, CHANNELS, rows, columns);
    }
}
