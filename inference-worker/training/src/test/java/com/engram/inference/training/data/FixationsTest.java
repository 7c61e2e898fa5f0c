package com.engram.inference.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixationsTest {
    @Test
    void the_points_of_all_viewers_are_collected_by_image(@TempDir Path folder) throws Exception {
        Path csv = folder.resolve("fixations.csv");
        Files.writeString(csv, "image,viewer,x,y\na.jpg,1,0.1,0.2\nb.jpg,1,0.3,0.4\na.jpg,2,0.5,0.6\n");
        Map<Path, List<double[]>> points = Fixations.read(csv);
        assertThat(points.get(folder.resolve("a.jpg")))
                .containsExactly(new double[] {0.1, 0.2}, new double[] {0.5, 0.6});
        assertThat(points.get(folder.resolve("b.jpg"))).containsExactly(new double[] {0.3, 0.4});
    }
}
