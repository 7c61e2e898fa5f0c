package com.engram.cloud.training;

import com.engram.cloud.AcceptedFinding;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/**
 * The role of training and evaluation jobs: objects of one bucket in, checkpoints, models and figures out. SageMaker uses it; the
 * containers are isolated from the network and get no credentials.
 */
final class TrainingRole extends Construct {
    private final Role role;
    private final Bucket bucket;

    TrainingRole(Construct scope, String id, DockerImageAsset image, Bucket bucket) {
        super(scope, id);
        this.bucket = bucket;
        this.role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("sagemaker.amazonaws.com"))
                .description("Runs training and evaluation jobs")
                .build();
        image.getRepository().grantPull(role);
        allow(List.of("s3:ListBucket"), bucket.getBucketArn());
        String log = "arn:aws:logs:%s:%s:log-group:/aws/sagemaker/"
                .formatted(Stack.of(this).getRegion(), Stack.of(this).getAccount());
        allow(
                List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
                log + "TrainingJobs*",
                log + "ProcessingJobs*");
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("cloudwatch:PutMetricData"))
                .resources(List.of("*"))
                .conditions(Map.of("StringLike", Map.of("cloudwatch:namespace", "*SageMaker*")))
                .build());
        AcceptedFinding.in(
                this,
                "AwsSolutions-IAM5",
                "Objects below fixed prefixes, streams of fixed log groups, and actions that take no resource.");
    }

    /** Lets jobs read the objects whose keys begin so. */
    TrainingRole reading(String... prefixes) {
        allow(List.of("s3:GetObject"), objects(prefixes));
        return this;
    }

    /** Lets jobs write the objects whose keys begin so. */
    TrainingRole writing(String... prefixes) {
        allow(List.of("s3:PutObject"), objects(prefixes));
        return this;
    }

    /** Lets jobs delete the objects whose keys begin so. */
    TrainingRole deleting(String... prefixes) {
        allow(List.of("s3:DeleteObject"), objects(prefixes));
        return this;
    }

    private String[] objects(String... prefixes) {
        return Arrays.stream(prefixes)
                .map(prefix -> bucket.arnForObjects(prefix + "*"))
                .toArray(String[]::new);
    }

    private void allow(List<String> actions, String... resources) {
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resources))
                .build());
    }

    Role role() {
        return role;
    }
}
