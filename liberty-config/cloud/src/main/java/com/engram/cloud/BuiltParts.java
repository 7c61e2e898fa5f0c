package com.engram.cloud;

import com.engram.migrations.MigrationFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.IgnoreMode;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.constructs.Construct;

/**
 * What the build made and the stacks deploy.
 *
 * @param checkout the root folder of the project
 */
public record BuiltParts(Path checkout) {
    private static final String DOCKERFILES = "liberty-config/cloud/src/main/docker/";

    /** The archive of the Lambda function. */
    public Path functionArchive() {
        return checkout.resolve("inference-worker/target/engram-score-function.zip");
    }

    /**
     * An image that is built from the checkout and pushed to the account's registry on deployment.
     *
     * @param name the folder of its Dockerfile
     * @param target the stage of the Dockerfile
     */
    public DockerImageAsset image(Construct scope, String id, String name, String target) {
        return DockerImageAsset.Builder.create(scope, id)
                .directory(checkout.toString())
                .file(DOCKERFILES + name + "/Dockerfile")
                .target(target)
                .platform(Platform.LINUX_AMD64)
                .ignoreMode(IgnoreMode.DOCKER)
                .exclude(ignored(name))
                .build();
    }

    /** Docker reads the same file when the image is built by hand. */
    private List<String> ignored(String name) {
        try (Stream<String> lines = Files.lines(checkout.resolve(DOCKERFILES + name + "/Dockerfile.dockerignore"))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of the newest migration: servers wait at their start until the database has it. */
    public String newestMigration() {
        return MigrationFiles.newestVersion();
    }
}
