package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScorersStackTest {
    private final Installation standard = Synthesized.standard();
    private final Installation all = Synthesized.allChoices();

    @Test
    void a_new_account_can_begin_without_reserved_calls_and_without_instances_of_sagemaker() throws IOException {
        Installation small = Installation.with(
                Map.of("scorers.concurrency", 0, "scorers.function", "image", "scorers.endpoints", List.of()));

        assertThat(small.properties("AWS::Lambda::Function", "Scorers/ImageFunction")
                        .has("ReservedConcurrentExecutions"))
                .isFalse();
        assertThat(small.resources("AWS::SageMaker::Endpoint")).isEmpty();
    }

    @Test
    void the_archive_runs_on_java_21_with_snapstart_behind_an_alias_of_a_published_version() {
        JsonNode function = standard.properties("AWS::Lambda::Function", "Scorers/Function");

        assertThat(function.path("Runtime").asText()).isEqualTo("java21");
        assertThat(function.path("Handler").asText()).isEqualTo("com.engram.inference.lambda.ScoreFunction");
        assertThat(function.path("Architectures").toString()).isEqualTo("[\"x86_64\"]");
        assertThat(function.path("MemorySize").asInt()).isEqualTo(2048);
        assertThat(function.path("Timeout").asInt()).isEqualTo(30);
        assertThat(function.at("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
        assertThat(function.path("ReservedConcurrentExecutions").asInt()).isEqualTo(50);
        assertThat(function.has("VpcConfig")).isFalse();
        assertThat(standard.properties("AWS::Lambda::Alias")
                        .path("FunctionVersion")
                        .toString())
                .contains("FunctionScoreCurrentVersion");
        assertThat(standard.resources("AWS::Lambda::Version")).hasSize(1);
    }

    @Test
    void the_image_runs_in_the_isolated_subnets_with_a_file_system_that_it_cannot_write() {
        JsonNode function = all.properties("AWS::Lambda::Function", "Scorers/ImageFunction");

        assertThat(function.path("PackageType").asText()).isEqualTo("Image");
        assertThat(function.path("VpcConfig").path("SubnetIds").toString()).contains("isolated");
        assertThat(function.at("/FileSystemConfigs/0/LocalMountPath").asText()).isEqualTo("/mnt/models");
        assertThat(function.at("/Environment/Variables/ENGRAM_WORKER_MODELS").asText())
                .isEqualTo("/mnt/models");
        assertThat(all.properties("AWS::EFS::FileSystem").path("Encrypted").asBoolean())
                .isTrue();
        assertThat(all.resources("AWS::DataSync::Task")).hasSize(1);
    }

    @Test
    void the_asynchronous_endpoint_scales_to_zero_and_back() {
        JsonNode target = standard.properties("AWS::ApplicationAutoScaling::ScalableTarget", "Scorers/AsyncEndpoint");
        assertThat(target.path("MinCapacity").asInt()).isZero();
        assertThat(target.path("MaxCapacity").asInt()).isEqualTo(2);
        assertThat(target.path("ScalableDimension").asText()).isEqualTo("sagemaker:variant:DesiredInstanceCount");

        JsonNode alarm = standard.resources("AWS::CloudWatch::Alarm").stream()
                .map(resource -> resource.path("Properties"))
                .filter(properties -> properties.path("MetricName").asText().equals("HasBacklogWithoutCapacity"))
                .findFirst()
                .orElseThrow();
        assertThat(alarm.path("Namespace").asText()).isEqualTo("AWS/SageMaker");
        assertThat(alarm.at("/Dimensions/0/Value").asText()).isEqualTo("engram-async");
        assertThat(alarm.path("Threshold").asInt()).isEqualTo(1);
        String policy = alarm.at("/AlarmActions/0/Ref").asText();
        JsonNode first = standard.resources().get("Scorers/" + policy).path("Properties");
        assertThat(first.path("PolicyType").asText()).isEqualTo("StepScaling");
        assertThat(first.at("/StepScalingPolicyConfiguration/StepAdjustments/0/ScalingAdjustment")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_backlog_adds_instances() {
        JsonNode metric = standard.resources("AWS::ApplicationAutoScaling::ScalingPolicy").stream()
                .map(policy ->
                        policy.at("/Properties/TargetTrackingScalingPolicyConfiguration/CustomizedMetricSpecification"))
                .filter(found -> !found.isMissingNode())
                .findFirst()
                .orElseThrow();

        assertThat(metric.path("MetricName").asText()).isEqualTo("ApproximateBacklogSizePerInstance");
    }

    @Test
    void the_real_time_endpoint_keeps_an_instance() {
        JsonNode target = all.properties("AWS::ApplicationAutoScaling::ScalableTarget", "Scorers/RealtimeEndpoint");

        assertThat(target.path("MinCapacity").asInt()).isEqualTo(1);
    }

    @Test
    void responses_of_the_asynchronous_endpoint_lie_in_the_bucket_of_the_images() {
        JsonNode output =
                standard.properties("AWS::SageMaker::EndpointConfig").at("/AsyncInferenceConfig/OutputConfig");

        assertThat(output.path("S3OutputPath").asText())
                .isEqualTo("s3://engram-images-123456789012-eu-central-1/response/");
        assertThat(output.path("S3FailurePath").asText())
                .isEqualTo("s3://engram-images-123456789012-eu-central-1/failure/");
    }

    @Test
    void models_decode_images_in_the_isolated_subnets() {
        assertThat(all.resources("AWS::SageMaker::Model"))
                .hasSize(2)
                .allSatisfy(model -> assertThat(model.path("Properties")
                                .path("VpcConfig")
                                .path("Subnets")
                                .toString())
                        .contains("isolated"));
    }

    @Test
    void a_gpu_instance_gets_the_image_with_cuda_and_says_so_to_the_engine() throws Exception {
        assertThat(all.resources("AWS::SageMaker::Model"))
                .allSatisfy(
                        model -> assertThat(model.at("/Properties/PrimaryContainer/Environment/ENGRAM_WORKER_DEVICE")
                                        .asText())
                                .isEqualTo("cuda"));
        assertThat(targets(all)).contains("cuda", "training-cuda", "function", "server");
        assertThat(targets(standard)).contains("cpu", "training", "server").doesNotContain("cuda");
    }

    /** The stages of the Dockerfiles that a deployment builds. */
    private static List<String> targets(Installation installation) throws Exception {
        List<String> targets = new ArrayList<>();
        for (String stack : List.of("Scorers", "Server", "Training")) {
            JsonNode assets = Installation.JSON
                    .readTree(installation
                            .synthesise()
                            .resolve(stack + ".assets.json")
                            .toFile())
                    .path("dockerImages");
            for (Map.Entry<String, JsonNode> image : assets.properties()) {
                targets.add(image.getValue().at("/source/dockerBuildTarget").asText());
            }
        }
        return targets;
    }
}
