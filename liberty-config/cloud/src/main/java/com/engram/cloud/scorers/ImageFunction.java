package com.engram.cloud.scorers;

import com.engram.cloud.AcceptedFinding;
import com.engram.cloud.BuiltParts;
import com.engram.cloud.data.ImageBucket;
import com.engram.cloud.network.NetworkStack;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.DockerImageCode;
import software.amazon.awscdk.services.lambda.DockerImageFunction;
import software.amazon.awscdk.services.lambda.EcrImageCodeProps;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * The Lambda function from an image: with PyTorch for deep heatmaps, and with a file system for models that are too large for
 * an archive or belong to tenants. SnapStart is not available for it. It runs in the isolated subnets, so that code that breaks
 * out of a decoder reaches the bucket and nothing else.
 */
final class ImageFunction extends Construct {
    private static final int MEGABYTES = 3072;
    private static final int SECONDS = 60;
    private static final int TEMPORARY_MEGABYTES = 2048;
    private static final String MODELS = "/mnt/models";

    private final Alias live;

    ImageFunction(Construct scope, BuiltParts parts, int concurrency, NetworkStack network, ImageBucket images) {
        super(scope, "ImageFunction");
        LogGroup log = ArchiveFunction.log(this);
        FunctionRole role = new FunctionRole(this, log);
        ModelFiles models = new ModelFiles(this, network, images);
        role.allow(
                List.of(
                        "ec2:AssignPrivateIpAddresses",
                        "ec2:CreateNetworkInterface",
                        "ec2:DeleteNetworkInterface",
                        "ec2:DescribeNetworkInterfaces",
                        "ec2:DescribeSubnets",
                        "ec2:UnassignPrivateIpAddresses"),
                List.of("*"));
        AcceptedFinding.in(
                role, "AwsSolutions-IAM5", "Lambda itself manages network interfaces, whose ids nobody knows before.");
        models.allowReading(role.role());
        DockerImageAsset image = parts.image(this, "Image", "function", "function");
        DockerImageFunction function = DockerImageFunction.Builder.create(this, "Score")
                .code(DockerImageCode.fromEcr(
                        image.getRepository(),
                        EcrImageCodeProps.builder()
                                .tagOrDigest(image.getImageTag())
                                .build()))
                .architecture(Architecture.X86_64)
                .memorySize(MEGABYTES)
                .ephemeralStorageSize(Size.mebibytes(TEMPORARY_MEGABYTES))
                .timeout(Duration.seconds(SECONDS))
                .reservedConcurrentExecutions(concurrency > 0 ? concurrency : null)
                .environment(Map.of("ENGRAM_WORKER_MODELS", MODELS))
                .vpc(network.vpc())
                .vpcSubnets(network.isolated())
                .securityGroups(List.of(network.connections().scorers()))
                .role(role.role())
                .logGroup(log)
                .currentVersionOptions(VersionOptions.builder()
                        .removalPolicy(RemovalPolicy.RETAIN)
                        .build())
                .build();
        mount(function, models);
        this.live = Alias.Builder.create(this, "Live")
                .aliasName("live")
                .version(function.getCurrentVersion())
                .build();
    }

    /** By the resource's own property: the construct library would also give the function the right to write models. */
    private static void mount(DockerImageFunction function, ModelFiles models) {
        CfnFunction resource = (CfnFunction) function.getNode().getDefaultChild();
        if (resource == null) {
            throw new IllegalStateException("A function has a resource.");
        }
        resource.setFileSystemConfigs(List.of(CfnFunction.FileSystemConfigProperty.builder()
                .arn(models.accessPoint().getAccessPointArn())
                .localMountPath(MODELS)
                .build()));
        function.getNode().addDependency(models);
    }

    /** The alias of the version that is in use. */
    Alias live() {
        return live;
    }
}
