package com.engram.inference.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.head.LinearHead;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SageMakerTrainingTest {
    @Test
    void a_model_is_trained_by_the_sagemaker_contract(@TempDir Path root) throws Exception {
        Path data = Files.createDirectories(root.resolve("input/data/training"));
        StringBuilder csv = new StringBuilder("image,hit_rate,category\n");
        for (int i = 0; i < 8; i++) {
            Files.write(data.resolve(i + ".jpg"), TestImages.jpeg(200 + 10 * i, 200));
            csv.append(i).append(".jpg,0.").append(5 + i % 4).append(",drawn\n");
        }
        Files.writeString(data.resolve("ratings.csv"), csv);
        Path config = Files.createDirectories(root.resolve("input/config"));
        Files.writeString(
                config.resolve("hyperparameters.json"),
                "{\"folds\":\"2\",\"name\":\"ours\",\"head\":\"linear\",\"draws\":\"2\"}");

        assertThat(new SageMakerTraining(root, line -> {}).run()).isTrue();

        MemorabilityModel model = MemorabilityModel.load(root.resolve("model"));
        assertThat(model.manifest().name()).isEqualTo("ours");
        assertThat(model.manifest().version())
                .isNotEqualTo(MemorabilityModel.bundled().manifest().version());
        assertThat(root.resolve("model/figures.json"))
                .content()
                .as("two further random divisions into folds")
                .contains("\"draws\" : 2");
        assertThat(model.head())
                .as("the kind of head that the hyperparameters select")
                .isInstanceOf(LinearHead.class);
        assertThat(root.resolve("model/learning-curve.png")).isNotEmptyFile();
        assertThat(root.resolve("checkpoints"))
                .as("one checkpoint per fold and one for all images")
                .isDirectoryContaining("glob:**fold1-*.safetensors")
                .isDirectoryContaining("glob:**all-*.safetensors");
        assertThat(root.resolve("output/failure")).doesNotExist();
    }

    @Test
    void the_reason_of_a_failure_is_written_to_a_file(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("input/data/training"));
        assertThat(new SageMakerTraining(root, line -> {}).run()).isFalse();
        assertThat(root.resolve("output/failure")).content().contains("CSV");
    }

    @Test
    void an_invalid_hyperparameter_is_a_failure(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("input/data/training"));
        Path config = Files.createDirectories(root.resolve("input/config"));
        Files.writeString(config.resolve("hyperparameters.json"), "{\"epochs\":\"many\"}");
        assertThat(new SageMakerTraining(root, line -> {}).run()).isFalse();
        assertThat(root.resolve("output/failure")).content().contains("many");
    }
}
