package com.engram.inference.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FoldsTest {
    @Test
    void a_split_never_separates_the_images_of_a_group() {
        List<RatedImage> images = images(100, 23);
        Folds folds = Folds.grouped(images, 5, 7);
        for (int fold = 0; fold < 5; fold++) {
            assertThat(groups(folds.training(fold), images))
                    .doesNotContainAnyElementsOf(groups(folds.heldOut(fold), images));
            assertThat(folds.heldOut(fold)).hasSizeBetween(15, 25);
        }
    }

    @Test
    void fewer_groups_than_folds_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Folds.grouped(images(10, 2), 3, 1))
                .withMessageContaining("2 groups");
    }

    private static List<RatedImage> images(int count, int groups) {
        List<RatedImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(new RatedImage(Path.of("i" + i), 0.5, "c", "g" + i % groups));
        }
        return images;
    }

    private static Set<String> groups(int[] indices, List<RatedImage> images) {
        return Arrays.stream(indices).mapToObj(i -> images.get(i).group()).collect(Collectors.toSet());
    }
}
