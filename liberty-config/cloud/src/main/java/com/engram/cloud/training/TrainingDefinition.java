package com.engram.cloud.training;

import com.engram.cloud.CloudSettings;
import com.engram.cloud.CloudSettings.EndpointKind;
import com.engram.cloud.data.ImageBucket;
import com.engram.cloud.network.NetworkStack;
import com.engram.cloud.scorers.ModelEndpoint;
import com.engram.cloud.scorers.ScorersStack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;

/** The definition of the state machine, {@code training.asl.json}, and the values of its placeholders. */
record TrainingDefinition(
        CloudSettings settings,
        NetworkStack network,
        ScorersStack scorers,
        TrainingRole role,
        DockerImageAsset image,
        String group,
        String approvals) {

    private static final String ASYNC = """
            "AsyncInferenceConfig": {
                      "OutputConfig": { "S3OutputPath": "s3://%1$s/%2$s", "S3FailurePath": "s3://%1$s/%3$s" },
                      "ClientConfig": { "MaxConcurrentInvocationsPerInstance": 4 }
                    },""";

    /** The definition. Only the configuration of an asynchronous endpoint has a block for the results. */
    String text() {
        boolean async = endpoint()
                .map(ModelEndpoint::kind)
                .filter(EndpointKind.ASYNC::equals)
                .isPresent();
        return resource("training.asl.json")
                .replace(
                        "%ASYNC%",
                        async
                                ? ASYNC.formatted(settings.imageBucket(), ImageBucket.RESPONSES, ImageBucket.FAILURES)
                                : "");
    }

    /** The definition of the training of accounts' own models, with the same metrics. */
    static String ownModels() {
        String all = resource("training.asl.json");
        int start = all.indexOf("\"MetricDefinitions\"");
        return resource("own-models.asl.json")
                .replace("%METRICS%", all.substring(start, all.indexOf("]\n", start) + 1));
    }

    private static String resource(String name) {
        try (InputStream file = TrainingDefinition.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not on the class path.");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The endpoint that a new model is rolled out to. */
    private Optional<ModelEndpoint> endpoint() {
        return scorers.findEndpoint(EndpointKind.ASYNC).or(() -> scorers.findEndpoint(EndpointKind.REALTIME));
    }

    Map<String, String> substitutions() {
        List<String> subnets = network.vpc().selectSubnets(network.isolated()).getSubnetIds();
        Map<String, String> values = new TreeMap<>();
        values.put("Name", settings.name());
        values.put("Bucket", settings.trainingBucket());
        values.put("TrainingImage", image.getImageUri());
        values.put("WorkerImage", scorers.workerImage().getImageUri());
        values.put("TrainingRole", role.role().getRoleArn());
        values.put("WorkerRole", scorers.workerRole().role().getRoleArn());
        values.put("Group", group);
        values.put("Approvals", approvals);
        values.put("Endpoint", endpoint().map(ModelEndpoint::name).orElse("none"));
        values.put("Instance", settings.scorers().instance());
        values.put("Device", settings.scorers().hasGpu() ? "cuda" : "cpu");
        values.put("SubnetA", subnets.get(0));
        values.put("SubnetB", subnets.get(1));
        values.put("SecurityGroup", network.connections().scorers().getSecurityGroupId());
        return values;
    }
}
