package com.engram.inference.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.head.LinearHead;
import com.engram.inference.training.progress.ContainerProgress;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class SageMakerTrainingTest {
    @Test
    void a_model_is_trained_by_the_sagemaker_contract(@TempDir Path root) throws Exception {
        writeDataSet(root, 8);
        writeHyperparameters(root, "{\"folds\":\"2\",\"name\":\"ours\",\"head\":\"linear\",\"draws\":\"2\"}");
        ByteArrayOutputStream log = new ByteArrayOutputStream();

        assertThat(new SageMakerTraining(
                                root, "cpu", new ContainerProgress(new PrintStream(log, true, StandardCharsets.UTF_8)))
                        .run())
                .isTrue();

        assertThat(metrics(log.toString(StandardCharsets.UTF_8)))
                .as("the expressions of the training job find these figures in the log")
                .containsKeys("train_loss", "heldout_rho", "heldout_mse", "interval_coverage");
        assertThat(MemorabilityModel.listFolders(root.resolve("model")))
                .as("what ENGRAM_WORKER_MODELS of an endpoint names")
                .containsExactly(root.resolve("model"));
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

    /** The numbers that SageMaker would find: the first group of each expression. */
    private static Map<String, Double> metrics(String log) throws IOException {
        Map<String, Double> found = new TreeMap<>();
        for (JsonNode metric : definitions()) {
            Matcher matcher = Pattern.compile(metric.path("Regex").asText()).matcher(log);
            while (matcher.find()) {
                found.put(metric.path("Name").asText(), Double.parseDouble(matcher.group(1)));
            }
        }
        return found;
    }

    private static JsonNode definitions() throws IOException {
        Path file =
                Path.of("../../liberty-config/cloud/src/main/resources/com/engram/cloud/training/training.asl.json");
        JsonNode machine = new ObjectMapper().readTree(Files.readString(file).replace("%ASYNC%", ""));
        JsonNode definitions = machine.at("/States/Train/Parameters/AlgorithmSpecification/MetricDefinitions");
        assertThat(definitions).isNotEmpty();
        return definitions;
    }

    @Test
    void every_metric_is_printed_as_its_expression_expects() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        ContainerProgress progress = new ContainerProgress(new PrintStream(log, true, StandardCharsets.UTF_8));
        for (JsonNode metric : definitions()) {
            progress.metric(metric.path("Name").asText(), -0.125);
        }

        Map<String, Double> found = metrics(log.toString(StandardCharsets.UTF_8));

        assertThat(found).hasSameSizeAs(definitions()).values().containsOnly(-0.125);
    }

    @Test
    @EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "takes a minute; ./engram test --all")
    void a_run_that_was_killed_goes_on_from_its_checkpoints_to_the_same_model(@TempDir Path folder) throws Exception {
        String settings = "{\"folds\":\"2\",\"name\":\"ours\",\"epochs\":\"2\",\"head\":\"linear\"}";
        Path killed = folder.resolve("killed");
        Path undisturbed = folder.resolve("undisturbed");
        for (Path root : List.of(killed, undisturbed)) {
            writeDataSet(root, 8);
            writeHyperparameters(root, settings);
        }

        Process first = start(killed, folder.resolve("first.log"));
        awaitCheckpoint(killed, first);
        first.destroyForcibly().waitFor();
        assertThat(killed.resolve("model/model.json")).doesNotExist();
        Process second = start(killed, folder.resolve("second.log"));
        Process other = start(undisturbed, folder.resolve("undisturbed.log"));

        assertThat(second.waitFor())
                .as(Files.readString(folder.resolve("second.log")))
                .isZero();
        assertThat(other.waitFor()).isZero();
        assertThat(Files.readString(killed.resolve("model/model.json")))
                .isEqualTo(Files.readString(undisturbed.resolve("model/model.json")));
        assertThat(killed.resolve("model/weights.safetensors"))
                .hasSameBinaryContentAs(undisturbed.resolve("model/weights.safetensors"));
    }

    private static Process start(Path root, Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dai.djl.offline=true",
                        "-Dai.djl.pytorch.num_threads=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ContainerRun.class.getName(),
                        root.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** The entry point of a container, with another root than /opt/ml. */
    static final class ContainerRun {
        private ContainerRun() {}

        public static void main(String[] arguments) throws Exception {
            boolean trained =
                    new SageMakerTraining(Path.of(arguments[0]), "cpu", new ContainerProgress(System.out)).run();
            System.exit(trained ? 0 : 1);
        }
    }

    private static void awaitCheckpoint(Path root, Process run) throws Exception {
        while (true) {
            assertThat(run.isAlive())
                    .as("killed in the middle, not after the end")
                    .isTrue();
            if (Files.isDirectory(root.resolve("checkpoints"))) {
                try (Stream<Path> files = Files.list(root.resolve("checkpoints"))) {
                    if (files.anyMatch(file -> file.toString().endsWith(".safetensors"))) {
                        return;
                    }
                }
            }
            Thread.sleep(20);
        }
    }

    private static void writeDataSet(Path root, int images) throws IOException {
        Path data = Files.createDirectories(root.resolve("input/data/training"));
        StringBuilder csv = new StringBuilder("image,hit_rate,category\n");
        for (int i = 0; i < images; i++) {
            Files.write(data.resolve(i + ".jpg"), TestImages.jpeg(200 + 10 * i, 200));
            csv.append(i).append(".jpg,0.").append(5 + i % 4).append(",drawn\n");
        }
        Files.writeString(data.resolve("ratings.csv"), csv);
    }

    private static void writeHyperparameters(Path root, String json) throws IOException {
        Path config = Files.createDirectories(root.resolve("input/config"));
        Files.writeString(config.resolve("hyperparameters.json"), json);
    }

    @Test
    void an_unknown_hyperparameter_is_a_failure_but_not_one_of_sagemakers_toolkit(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("input/data/training"));
        writeHyperparameters(root, "{\"sagemaker_program\":\"a\",\"epoch\":\"3\"}");

        assertThat(new SageMakerTraining(root, "cpu", line -> {}).run()).isFalse();

        assertThat(root.resolve("output/failure"))
                .content()
                .startsWith("Unknown hyperparameter epoch;")
                .contains("epochs");
    }

    @Test
    void the_device_of_the_environment_is_used_unless_a_hyperparameter_names_one(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("input/data/training"));

        assertThat(new SageMakerTraining(root, "tpu", line -> {}).run()).isFalse();
        assertThat(root.resolve("output/failure")).content().startsWith("Unknown device tpu");

        writeHyperparameters(root, "{\"device\":\"cpu\"}");
        assertThat(new SageMakerTraining(root, "tpu", line -> {}).run()).isFalse();
        assertThat(root.resolve("output/failure")).content().contains("CSV");
    }

    @Test
    void the_reason_of_a_failure_is_written_to_a_file(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("input/data/training"));
        assertThat(new SageMakerTraining(root, "cpu", line -> {}).run()).isFalse();
        assertThat(root.resolve("output/failure")).content().contains("CSV");
    }

    @Test
    void an_invalid_hyperparameter_is_a_failure(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("input/data/training"));
        writeHyperparameters(root, "{\"epochs\":\"many\"}");
        assertThat(new SageMakerTraining(root, "cpu", line -> {}).run()).isFalse();
        assertThat(root.resolve("output/failure")).content().contains("many");
    }
}
