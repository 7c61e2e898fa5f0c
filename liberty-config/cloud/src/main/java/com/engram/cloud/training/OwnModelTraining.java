package com.engram.cloud.training;

import com.engram.cloud.AcceptedFinding;
import com.engram.cloud.CloudSettings;
import com.engram.cloud.data.ImageBucket;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/**
 * The state machine that trains models of accounts' own, {@code own-models.asl.json}. Servers may start it and nothing else: the image,
 * the role, the instance and the places of the files are its own. Jobs read the originals of a data set where they are, by a list that
 * the server writes.
 */
public final class OwnModelTraining extends Construct {
    private static final String INSTANCE = "ml.c5.2xlarge";

    private final StateMachine steps;

    OwnModelTraining(Construct scope, CloudSettings settings, DockerImageAsset image, ImageBucket images) {
        super(scope, "OwnModels");
        TrainingRole role = new TrainingRole(this, "TrainingRole", image, images.bucket())
                .reading(ImageBucket.ORIGINALS, ImageBucket.TRAININGS)
                .writing(ImageBucket.TRAINING_OUTPUT, ImageBucket.TRAINING_CHECKPOINTS)
                .deleting(ImageBucket.TRAINING_CHECKPOINTS);
        this.steps = StateMachine.Builder.create(this, "Steps")
                .stateMachineName(settings.name() + "-own-models")
                .definitionBody(DefinitionBody.fromString(TrainingDefinition.ownModels()))
                .definitionSubstitutions(Map.of(
                        "Name", settings.name(),
                        "Bucket", settings.imageBucket(),
                        "TrainingImage", image.getImageUri(),
                        "TrainingRole", role.role().getRoleArn(),
                        "Instance", INSTANCE))
                .tracingEnabled(true)
                .logs(LogOptions.builder()
                        .level(LogLevel.ALL)
                        .destination(LogGroup.Builder.create(this, "Log")
                                .logGroupName("/aws/vendedlogs/states/" + settings.name() + "-own-models")
                                .retention(RetentionDays.THREE_MONTHS)
                                .removalPolicy(RemovalPolicy.DESTROY)
                                .build())
                        .build())
                .build();
        grant(settings, role);
    }

    private void grant(CloudSettings settings, TrainingRole role) {
        String jobs = "arn:aws:sagemaker:%s:%s:training-job/%s-own-*"
                .formatted(settings.region(), settings.account(), settings.name());
        allow(
                List.of(
                        "sagemaker:CreateTrainingJob",
                        "sagemaker:DescribeTrainingJob",
                        "sagemaker:StopTrainingJob",
                        "sagemaker:AddTags"),
                jobs);
        // The rule through which Step Functions learns that a job ended.
        allow(
                List.of("events:PutTargets", "events:PutRule", "events:DescribeRule"),
                "arn:aws:events:%s:%s:rule/StepFunctionsGetEventsForSageMakerTrainingJobsRule"
                        .formatted(settings.region(), settings.account()));
        steps.addToRolePolicy(PolicyStatement.Builder.create()
                .actions(List.of("iam:PassRole"))
                .resources(List.of(role.role().getRoleArn()))
                .conditions(Map.of("StringEquals", Map.of("iam:PassedToService", "sagemaker.amazonaws.com")))
                .build());
        AcceptedFinding.in(
                steps,
                "AwsSolutions-IAM5",
                "Jobs have the name of the execution; log deliveries and traces take no resource.");
    }

    private void allow(List<String> actions, String resource) {
        steps.addToRolePolicy(PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resource))
                .build());
    }

    /** The state machine. */
    public StateMachine steps() {
        return steps;
    }
}
