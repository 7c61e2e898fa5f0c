package com.engram.inference.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.picture.Drawn;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SageMakerTrainingTest {
    @Test
    void a_model_of_ones_own_ratings_is_trained_from_sagemakers_tree(@TempDir Path root) throws Exception {
        Path data = Files.createDirectories(root.resolve("input/data/training"));
        StringBuilder csv = new StringBuilder("image,hit_rate,category\n");
        for (int i = 0; i < 8; i++) {
            Files.write(data.resolve(i + ".jpg"), Drawn.jpeg(200 + 10 * i, 200));
            csv.append(i).append(".jpg,0.").append(5 + i % 4).append(",drawn\n");
        }
        Files.writeString(data.resolve("ratings.csv"), csv);
        Path config = Files.createDirectories(root.resolve("input/config"));
        Files.writeString(config.resolve("hyperparameters.json"), "{\"folds\":\"2\",\"name\":\"ours\"}");

        assertThat(new SageMakerTraining(root, line -> {}).run()).isTrue();

        MemorabilityModel model = MemorabilityModel.load(root.resolve("model"));
        assertThat(model.manifest().name()).isEqualTo("ours");
        assertThat(model.manifest().version())
                .isNotEqualTo(MemorabilityModel.bundled().manifest().version());
        assertThat(root.resolve("model/figures.json")).exists();
        assertThat(root.resolve("model/learning-curve.png")).isNotEmptyFile();
        assertThat(root.resolve("checkpoints")).isNotEmptyDirectory();
    }

    @Test
    void a_failure_is_written_where_sagemaker_looks_for_it(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("input/data/training"));
        assertThat(new SageMakerTraining(root, line -> {}).run()).isFalse();
        assertThat(root.resolve("output/failure")).content().contains("CSV");
    }
}
