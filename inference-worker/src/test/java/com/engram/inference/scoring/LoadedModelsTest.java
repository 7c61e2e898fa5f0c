package com.engram.inference.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedModelsTest {

    @Test
    void a_folder_that_cannot_be_read_is_tried_again_only_when_it_has_changed(@TempDir Path place) throws IOException {
        Path folder = Files.createDirectory(place.resolve("ours"));
        Files.writeString(folder.resolve("model.json"), "{}");
        Files.setLastModifiedTime(folder, FileTime.fromMillis(1_000));
        List<Path> tries = new ArrayList<>();
        try (LoadedModels models = new LoadedModels(List.of(), place, tried -> {
            tries.add(tried);
            throw new IOException("The weights are still being copied");
        })) {
            models.refresh();
            assertThat(tries).hasSize(1);

            Files.writeString(folder.resolve("weights.safetensors"), "");
            Files.setLastModifiedTime(folder, FileTime.fromMillis(2_000));
            models.refresh();
            assertThat(tries).hasSize(2);
            assertThat(models.all()).isEmpty();
        }
    }
}
