package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Dockerfiles copy what the build makes, and start what exists in it. */
class ImagesTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path DOCKERFILES = Path.of("src/main/docker");

    @Test
    void what_an_image_copies_exists_and_is_not_ignored() throws IOException {
        for (String image : List.of("server", "worker", "function")) {
            List<String> sources = copied(image);
            List<String> admitted =
                    Files.readAllLines(DOCKERFILES.resolve(image).resolve("Dockerfile.dockerignore")).stream()
                            .filter(line -> line.startsWith("!"))
                            .map(line -> line.substring(1))
                            .toList();

            assertThat(sources).as(image).isNotEmpty();
            assertThat(sources).allSatisfy(source -> {
                assertThat(ROOT.resolve(source)).exists();
                assertThat(admitted).as(source).anyMatch(folder -> (source + "/").startsWith(folder + "/"));
            });
        }
    }

    /** The files and folders that a Dockerfile copies from the project; a pattern counts as its folder. */
    private static List<String> copied(String image) throws IOException {
        List<String> sources = new ArrayList<>();
        for (String line : Files.readAllLines(DOCKERFILES.resolve(image).resolve("Dockerfile"))) {
            if (line.startsWith("COPY ") && !line.contains("--from=")) {
                List<String> words = new ArrayList<>(List.of(line.substring(5).split(" ", -1)));
                words.removeIf(word -> word.startsWith("--"));
                words.subList(0, words.size() - 1)
                        .forEach(source -> sources.add(source.replaceFirst("/\\*\\.jar$", "")));
            }
        }
        return sources;
    }

    @Test
    void the_bill_of_materials_of_an_image_lists_its_jars() throws IOException {
        for (String image : List.of("server", "worker", "function")) {
            assertThat(copied(image)).as(image).anyMatch(source -> source.endsWith("/bom.json"));
        }
        List<String> listed = new ArrayList<>();
        Installation.JSON
                .readTree(ROOT.resolve("inference-worker/target/bom.json").toFile())
                .path("components")
                .forEach(component -> listed.add(component.path("name").asText() + "-"
                        + component.path("version").asText()));
        try (Stream<Path> files = Files.list(ROOT.resolve("inference-worker/target/engine"))) {
            List<String> jars = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar") && !name.startsWith("inference-worker-"))
                    .toList();

            assertThat(jars).hasSizeGreaterThan(10);
            assertThat(jars).allSatisfy(jar -> assertThat(listed).as(jar).anyMatch(jar::startsWith));
        }
    }

    @Test
    void no_image_runs_as_root_but_for_training_jobs() throws IOException {
        for (String image : List.of("server", "worker")) {
            String user = "";
            String stage = "";
            for (String line : Files.readAllLines(DOCKERFILES.resolve(image).resolve("Dockerfile"))) {
                stage = line.startsWith("FROM ") ? line.replaceFirst(".* AS ", "") : stage;
                user = line.startsWith("USER ") ? line.substring(5) : user;
                if (line.startsWith("USER ") && !stage.startsWith("training")) {
                    assertThat(user).as(stage).isEqualTo("1001");
                }
            }
        }
    }

    @Test
    void servers_and_workers_have_health_checks() throws IOException {
        assertThat(dockerfile("server")).containsPattern("HEALTHCHECK .*\"9080\", \"/health/ready\"");
        assertThat(dockerfile("worker")).containsPattern("HEALTHCHECK .*\"8080\", \"/ping\"");
    }

    @Test
    void the_server_starts_what_the_launcher_starts() throws IOException {
        String entrypoint = Files.readString(DOCKERFILES.resolve("server/entrypoint"));
        String launcher =
                Files.readString(ROOT.resolve("liberty-config/src/main/java/com/engram/launcher/parts/Liberty.java"));

        for (String file : List.of("lib/platform/java/java9.options", "bin/tools/ws-server.jar")) {
            assertThat(entrypoint).contains(file);
            assertThat(launcher).contains(file);
            assertThat(ROOT.resolve("target/liberty/wlp").resolve(file)).exists();
        }
        assertThat(entrypoint).contains("com.engram.migrations.Migrate");
    }

    @Test
    void the_function_leaves_out_what_needs_a_newer_c_library() throws IOException {
        assertThat(Files.readAllLines(DOCKERFILES.resolve("function/Dockerfile.dockerignore")))
                .contains("inference-worker/target/engine/ffmpeg-*");
        assertThat(dockerfile("function")).contains("CMD [\"com.engram.inference.lambda.ScoreFunction\"]");
    }

    @Test
    void nothing_secret_is_written_into_an_image() throws IOException {
        Pattern secret = Pattern.compile("(?im)^\\s*(ENV|ARG).*(password|secret|token|key)");
        for (String image : List.of("server", "worker", "function")) {
            assertThat(dockerfile(image)).as(image).doesNotContainPattern(secret);
        }
    }

    private static String dockerfile(String image) throws IOException {
        return Files.readString(DOCKERFILES.resolve(image).resolve("Dockerfile"));
    }
}
