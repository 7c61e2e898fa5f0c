package com.engram.cloud;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;

/**
 * The stacks of an installation, synthesised with the settings of {@code cdk.json} and changes to them. The images copy small
 * files instead of the real build, because synthesis would copy hundreds of megabytes.
 */
final class Installation {
    static final String ACCOUNT = "123456789012";
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Path DOCKERFILES = Path.of("src/main/docker");

    private final App app;
    private final EngramOnAws stacks;
    private final Path output;
    private final Map<String, JsonNode> read = new LinkedHashMap<>();
    private boolean synthesised;

    private Installation(Map<String, Object> changes) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), "synthesised");
        this.output = folder.resolve("cdk.out");
        this.app = new App(AppProps.builder()
                .context(context(changes))
                .outdir(output.toString())
                .build());
        this.stacks = new EngramOnAws(
                app, CloudSettings.of(app.getNode(), ACCOUNT), new BuiltParts(checkout(folder.resolve("checkout"))));
        Aspects.of(app).add(new AwsSolutionsChecks());
    }

    /** With the settings of {@code cdk.json}. */
    static Installation standard() throws IOException {
        return with(Map.of());
    }

    /** With changed settings, by their path such as {@code database.kind}. */
    static Installation with(Map<String, Object> changes) throws IOException {
        return new Installation(changes);
    }

    /** With everything that is a choice. */
    static Installation withAllChoices() throws IOException {
        return with(Map.of(
                "uploadQueue",
                true,
                "portal.apiGateway",
                true,
                "database.kind",
                "aurora",
                "servers.egress",
                "nat",
                "scorers.function",
                "image",
                "scorers.endpoints",
                List.of("realtime", "async"),
                "scorers.instance",
                "ml.g4dn.xlarge"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> context(Map<String, Object> changes) throws IOException {
        Map<String, Object> file = JSON.readValue(Path.of("cdk.json").toFile(), new TypeReference<>() {});
        Map<String, Object> context = (Map<String, Object>) file.get("context");
        changes.forEach((path, value) -> {
            String[] names = path.split("\\.", -1);
            Map<String, Object> group = (Map<String, Object>) context.get("engram");
            for (int i = 0; i < names.length - 1; i++) {
                group = (Map<String, Object>) group.get(names[i]);
            }
            group.put(names[names.length - 1], value);
        });
        return context;
    }

    private static Path checkout(Path root) throws IOException {
        Path dockerfiles = root.resolve("liberty-config/cloud/src/main/docker");
        try (Stream<Path> files = Files.walk(DOCKERFILES)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = dockerfiles.resolve(DOCKERFILES.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        for (String built : List.of(
                "target/liberty/wlp/lib/some.jar",
                "liberty-config/target/engram/lib/some.jar",
                "liberty-config/target/engram/server/server.xml",
                "inference-worker/target/engine/some.jar",
                "inference-worker/target/engine/ffmpeg-1.jar",
                "inference-worker/training/target/engine-training/some.jar",
                "inference-worker/target/engram-score-function.zip")) {
            Files.createDirectories(root.resolve(built).resolveSibling(""));
            Files.writeString(root.resolve(built), built);
        }
        return root;
    }

    EngramOnAws stacks() {
        return stacks;
    }

    List<Stack> all() {
        return List.of(
                stacks.network(),
                stacks.data(),
                stacks.scorers(),
                stacks.server(),
                stacks.training(),
                stacks.operations());
    }

    /** Writes all templates; the folder that holds them. */
    Path synthesise() {
        if (!synthesised) {
            app.synth();
            synthesised = true;
        }
        return output;
    }

    /** The files of all templates. */
    List<Path> templates() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(synthesise())) {
            files.filter(file -> file.toString().endsWith(".template.json"))
                    .sorted()
                    .forEach(found::add);
        }
        return found;
    }

    /** All resources of all templates, by template and logical id, such as {@code Data/Database}. */
    Map<String, JsonNode> resources() {
        Map<String, JsonNode> resources = new LinkedHashMap<>();
        read().forEach((stack, template) -> template.path("Resources")
                .fields()
                .forEachRemaining(resource -> resources.put(stack + "/" + resource.getKey(), resource.getValue())));
        return resources;
    }

    /** What stacks give to others, by the name of the export. */
    Map<String, Values.Export> exports() {
        Map<String, Values.Export> exports = new LinkedHashMap<>();
        read().forEach((stack, template) -> template.path("Outputs").forEach(output -> {
            if (output.has("Export")) {
                exports.put(
                        output.path("Export").path("Name").asText(), new Values.Export(stack, output.path("Value")));
            }
        }));
        return exports;
    }

    private Map<String, JsonNode> read() {
        if (read.isEmpty()) {
            try {
                for (Path file : templates()) {
                    String name = file.getFileName().toString().replace(".template.json", "");
                    read.put(name, JSON.readTree(file.toFile()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return read;
    }

    /** The resources of a type, such as {@code AWS::S3::Bucket}. */
    List<JsonNode> resources(String type) {
        return resources().values().stream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .toList();
    }

    /** The properties of the only resource of a type. */
    JsonNode properties(String type) {
        List<JsonNode> found = resources(type);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " resources of type " + type);
        }
        return found.get(0).path("Properties");
    }

    /** The properties of the only resource of a type whose id in a template starts with a text. */
    JsonNode properties(String type, String start) {
        List<JsonNode> found = resources().entrySet().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals(type))
                .filter(resource -> resource.getKey().startsWith(start))
                .map(Map.Entry::getValue)
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " resources of type " + type + " with ids from " + start);
        }
        return found.get(0).path("Properties");
    }
}
