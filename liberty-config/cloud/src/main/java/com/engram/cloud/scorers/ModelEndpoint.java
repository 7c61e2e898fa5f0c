package com.engram.cloud.scorers;

import com.engram.cloud.CloudSettings;
import com.engram.cloud.CloudSettings.EndpointKind;
import com.engram.cloud.data.ImageBucket;
import com.engram.cloud.network.NetworkStack;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.sagemaker.CfnEndpoint;
import software.amazon.awscdk.services.sagemaker.CfnEndpointConfig;
import software.amazon.awscdk.services.sagemaker.CfnModel;
import software.constructs.Construct;

/** A SageMaker endpoint with the engine's image: its model, its configuration, and its scaling. */
public final class ModelEndpoint extends Construct {
    /** The name of the only variant. */
    static final String VARIANT = "engine";

    /** How many requests an instance works on at a time. */
    public static final int CALLS_PER_INSTANCE = 4;

    private final EndpointKind kind;
    private final String name;
    private final CfnEndpoint endpoint;

    ModelEndpoint(
            Construct scope,
            EndpointKind kind,
            CloudSettings settings,
            DockerImageAsset image,
            WorkerRole role,
            NetworkStack network) {
        super(scope, kind == EndpointKind.ASYNC ? "AsyncEndpoint" : "RealtimeEndpoint");
        this.kind = kind;
        this.name = settings.name() + "-" + kind.name().toLowerCase(Locale.ROOT);
        CfnModel model = CfnModel.Builder.create(this, "Model")
                .executionRoleArn(role.role().getRoleArn())
                .primaryContainer(CfnModel.ContainerDefinitionProperty.builder()
                        .image(image.getImageUri())
                        .environment(Map.of(
                                "ENGRAM_WORKER_DEVICE", settings.scorers().hasGpu() ? "cuda" : "cpu"))
                        .build())
                .vpcConfig(CfnModel.VpcConfigProperty.builder()
                        .subnets(network.vpc().selectSubnets(network.isolated()).getSubnetIds())
                        .securityGroupIds(
                                List.of(network.connections().scorers().getSecurityGroupId()))
                        .build())
                .build();
        // SageMaker checks the role's rights when the model is created.
        model.getNode().addDependency(role);
        CfnEndpointConfig.Builder config = CfnEndpointConfig.Builder.create(this, "Config")
                .productionVariants(List.of(CfnEndpointConfig.ProductionVariantProperty.builder()
                        .variantName(VARIANT)
                        .modelName(model.getAttrModelName())
                        .instanceType(settings.scorers().instance())
                        .initialInstanceCount(1)
                        .initialVariantWeight(1)
                        .build()));
        if (kind == EndpointKind.ASYNC) {
            config.asyncInferenceConfig(objects("s3://" + settings.imageBucket() + "/"));
        }
        this.endpoint = CfnEndpoint.Builder.create(this, "Endpoint")
                .endpointName(name)
                .endpointConfigName(config.build().getAttrEndpointConfigName())
                // Scaling changes the number of instances, which an update must keep.
                .retainAllVariantProperties(true)
                .build();
        new EndpointScaling(this, kind, endpoint, name, settings.scorers().mostInstances());
    }

    /** The folders that {@code SageMakerAsyncScorer} reads, in the bucket of the images. */
    private static CfnEndpointConfig.AsyncInferenceConfigProperty objects(String bucket) {
        return CfnEndpointConfig.AsyncInferenceConfigProperty.builder()
                .outputConfig(CfnEndpointConfig.AsyncInferenceOutputConfigProperty.builder()
                        .s3OutputPath(bucket + ImageBucket.RESPONSES)
                        .s3FailurePath(bucket + ImageBucket.FAILURES)
                        .build())
                .clientConfig(CfnEndpointConfig.AsyncInferenceClientConfigProperty.builder()
                        .maxConcurrentInvocationsPerInstance(CALLS_PER_INSTANCE)
                        .build())
                .build();
    }

    /** The name that servers call. */
    public String name() {
        return name;
    }

    /** Real-time or asynchronous. */
    public EndpointKind kind() {
        return kind;
    }

    /** The endpoint's ARN. */
    public String arn() {
        return "arn:aws:sagemaker:%s:%s:endpoint/%s"
                .formatted(Stack.of(this).getRegion(), Stack.of(this).getAccount(), name);
    }
}
