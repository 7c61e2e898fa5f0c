package com.engram.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import com.engram.inference.model.LinearHead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringTest {
    @Test
    void rank_correlation_knows_only_order_and_shares_ties() {
        assertThat(Statistics.spearman(new double[] {1, 2, 3, 4}, new double[] {1, 10, 100, 1000}))
                .isCloseTo(1, within(1e-12));
        assertThat(Statistics.ranks(new double[] {5, 1, 5})).containsExactly(1.5, 0, 1.5);
    }

    @Test
    void no_group_stands_on_both_sides_of_a_split() {
        List<RatedImage> images = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            images.add(new RatedImage(Path.of("i" + i), 0.5, "c", "g" + i % 23));
        }
        Folds folds = Folds.grouped(images, 5, 7);
        for (int fold = 0; fold < 5; fold++) {
            Set<String> kept = groups(folds.kept(fold), images);
            assertThat(kept).doesNotContainAnyElementsOf(groups(folds.heldOut(fold), images));
            assertThat(folds.heldOut(fold)).hasSizeBetween(15, 25);
        }
    }

    @Test
    void ridge_regression_finds_what_made_the_targets() {
        Random random = new Random(1);
        float[][] features = new float[200][5];
        double[] targets = new double[200];
        for (int i = 0; i < 200; i++) {
            for (int j = 0; j < 5; j++) {
                features[i][j] = random.nextFloat();
            }
            targets[i] = 0.3 + 2 * features[i][1] - features[i][4];
        }
        LinearHead head = Ridge.fit(features, targets, 1e-6);
        assertThat(head.weights()[1]).isCloseTo(2, within(1e-3f));
        assertThat(head.bias()).isCloseTo(0.3, within(1e-3));
    }

    @Test
    void the_interval_covers_what_it_promises_on_pictures_it_has_not_seen() {
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
    void a_data_set_is_read_beside_its_file_and_errors_name_the_line(@TempDir Path folder) throws Exception {
        Path csv = folder.resolve("set.csv");
        Files.writeString(csv, "image,category,subcategory,hit_rate\n\"a,b.jpg\",animal,horse,0.75\n");
        RatedImage image = RatedSet.read(folder).get(0);
        assertThat(image.file()).isEqualTo(folder.resolve("a,b.jpg"));
        assertThat(image.group()).isEqualTo("animal/horse");
        Files.writeString(csv, "image,hit_rate\na.jpg,75\n");
        assertThatIOException().isThrownBy(() -> RatedSet.read(csv)).withMessageContaining("line 2");
    }

    private static Set<String> groups(List<Integer> indices, List<RatedImage> images) {
        Set<String> groups = new HashSet<>();
        indices.forEach(i -> groups.add(images.get(i).group()));
        return groups;
    }
}
