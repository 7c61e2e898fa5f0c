package com.engram.inference.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatedImagesTest {
    @TempDir
    private Path folder;

    private Path csv = Path.of("");

    @BeforeEach
    void name() {
        csv = folder.resolve("set.csv");
    }

    @Test
    void paths_are_relative_to_the_csv_file_and_cells_may_be_quoted() throws Exception {
        Files.writeString(csv, "image,category,subcategory,hit_rate\n\"a,b.jpg\",animal,horse,0.75\n");
        RatedImage image = RatedImages.read(folder).get(0);
        assertThat(image.file()).isEqualTo(folder.resolve("a,b.jpg"));
        assertThat(image.hitRate()).isEqualTo(0.75);
        assertThat(image.group()).isEqualTo("animal/horse");
    }

    @Test
    void the_number_of_answers_is_read_and_may_be_missing() throws Exception {
        Files.writeString(csv, "image,hit_rate,answers\na.jpg,0.5,99\nb.jpg,0.6,\n");
        assertThat(RatedImages.read(csv)).extracting(RatedImage::answers).containsExactly(99, 0);
        for (String wrong : List.of("0", "9.5", "-3", "many")) {
            Files.writeString(csv, "image,hit_rate,answers\na.jpg,0.5," + wrong + "\n");
            assertThatIOException().isThrownBy(() -> RatedImages.read(csv)).withMessageContaining("line 2");
        }
    }

    @Test
    void the_false_alarm_rate_is_read_and_may_be_missing() throws Exception {
        Files.writeString(csv, "image,hit_rate,false_alarm_rate\na.jpg,0.5,0.06\nb.jpg,0.6,\n");
        assertThat(RatedImages.read(csv)).extracting(RatedImage::falseAlarmRate).containsExactly(0.06, Double.NaN);
        Files.writeString(csv, "image,hit_rate,false_alarm_rate\na.jpg,0.5,6\n");
        assertThatIOException().isThrownBy(() -> RatedImages.read(csv)).withMessageContaining("line 2");
    }

    @Test
    void column_names_ignore_case_spaces_and_a_byte_order_mark() throws Exception {
        Files.writeString(csv, "\uFEFFImage , HIT_RATE\n a.jpg , 0.5 \n   \n\nb.jpg,0.6");
        List<RatedImage> images = RatedImages.read(csv);
        assertThat(images).extracting(RatedImage::hitRate).containsExactly(0.5, 0.6);
        assertThat(images.get(0).file()).isEqualTo(folder.resolve("a.jpg"));
        assertThat(images.get(0).group())
                .as("a group of its own")
                .isEqualTo(images.get(0).file().toString());
    }

    @Test
    void an_invalid_row_is_reported_with_its_line() throws Exception {
        Files.writeString(csv, "image,hit_rate\na.jpg,0.5\n\nb.jpg,75\n");
        assertThatIOException().isThrownBy(() -> RatedImages.read(csv)).withMessageContaining("line 4");
        Files.writeString(csv, "image,hit_rate\na.jpg,many\n");
        assertThatIOException().isThrownBy(() -> RatedImages.read(csv)).withMessageContaining("line 2");
        Files.writeString(csv, "image,hit_rate\na.jpg\n");
        assertThatIOException().isThrownBy(() -> RatedImages.read(csv)).withMessageContaining("line 2");
    }

    @Test
    void a_missing_column_and_an_empty_file_are_reported() throws Exception {
        Files.writeString(csv, "image,rating\na.jpg,0.5\n");
        assertThatIOException().isThrownBy(() -> RatedImages.read(csv)).withMessageContaining("hit_rate");
        Files.writeString(csv, "");
        assertThatIOException().isThrownBy(() -> RatedImages.read(csv)).withMessageContaining("empty");
    }
}
