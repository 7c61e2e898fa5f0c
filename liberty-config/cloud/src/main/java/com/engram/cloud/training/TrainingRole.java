package com.engram.cloud.training;

import com.engram.cloud.AcceptedFinding;
import com.engram.cloud.data.TrainingBucket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** The role of training and evaluation jobs: data sets in, checkpoints, models and figures out. It sees no image of a customer. */
final class TrainingRole extends Construct {
    private final Role role;
    private final TrainingBucket bucket;

    TrainingRole(Construct scope, DockerImageAsset image, TrainingBucket bucket) {
        super(scope, "TrainingRole");
        this.bucket = bucket;
        this.role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("sagemaker.amazonaws.com"))
                .description("Runs training and evaluation jobs")
                .build();
        image.getRepository().grantPull(role);
        allow(List.of("s3:ListBucket"), bucket.bucket().getBucketArn());
        allow(List.of("s3:GetObject"), objects("datasets/", "models/", TrainingBucket.CHECKPOINTS));
        allow(List.of("s3:PutObject"), objects("models/", "evaluations/", TrainingBucket.CHECKPOINTS));
        allow(List.of("s3:DeleteObject"), objects(TrainingBucket.CHECKPOINTS));
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
                "Objects below fixed folders, streams of fixed log groups, and actions that take no resource.");
    }

    private String[] objects(String... folders) {
        return Arrays.stream(folders)
                .map(folder -> bucket.bucket().arnForObjects(folder + "*"))
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
