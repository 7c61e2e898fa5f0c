package com.engram.cloud.training;

import com.engram.cloud.BuiltParts;
import com.engram.cloud.CloudSettings;
import com.engram.cloud.data.DataStack;
import com.engram.cloud.data.TrainingBucket;
import com.engram.cloud.network.NetworkStack;
import com.engram.cloud.scorers.ScorersStack;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.sagemaker.CfnModelPackageGroup;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/**
 * Training as a state machine: a training job on spot instances that resumes from its checkpoints, an evaluation on held-out
 * images against the default model, registration, and roll-out to the endpoint once somebody approved. CloudFormation has no
 * resource for a training job, so the state machine creates it. Data sets are below {@code datasets/<name>/} of the training
 * bucket: {@code training/} and {@code evaluation/}.
 */
public final class TrainingStack extends Stack {
    private final StateMachine steps;
    private final Optional<OwnModelTraining> ownModels;

    /** Creates the state machine, its roles, and the group of models. */
    public TrainingStack(
            Construct scope,
            StackProps properties,
            CloudSettings settings,
            BuiltParts parts,
            NetworkStack network,
            DataStack data,
            ScorersStack scorers) {
        super(scope, "Training", properties);
        DockerImageAsset image =
                parts.image(this, "Image", "worker", settings.scorers().hasGpu() ? "training-cuda" : "training");
        TrainingRole role = new TrainingRole(
                        this, "TrainingRole", image, data.training().bucket())
                .reading("datasets/", "models/", TrainingBucket.CHECKPOINTS)
                .writing("models/", "evaluations/", TrainingBucket.CHECKPOINTS)
                .deleting(TrainingBucket.CHECKPOINTS);
        String group = settings.name() + "-models";
        CfnModelPackageGroup.Builder.create(this, "Models")
                .modelPackageGroupName(group)
                .modelPackageGroupDescription("Trained models, each with its evaluation")
                .build();
        Topic approvals =
                Topic.Builder.create(this, "Approvals").enforceSsl(true).build();
        approvals.addSubscription(new EmailSubscription(settings.operations().email()));
        TrainingDefinition definition =
                new TrainingDefinition(settings, network, scorers, role, image, group, approvals.getTopicArn());
        this.steps = StateMachine.Builder.create(this, "Steps")
                .stateMachineName(settings.name() + "-training")
                .definitionBody(DefinitionBody.fromString(definition.text()))
                .definitionSubstitutions(definition.substitutions())
                .tracingEnabled(true)
                .logs(LogOptions.builder()
                        .level(LogLevel.ALL)
                        .destination(LogGroup.Builder.create(this, "Log")
                                .logGroupName("/aws/vendedlogs/states/" + settings.name() + "-training")
                                .retention(RetentionDays.THREE_MONTHS)
                                .removalPolicy(RemovalPolicy.DESTROY)
                                .build())
                        .build())
                .build();
        new StepRights(settings, group, approvals, data.training())
                .grant(
                        steps,
                        List.of(
                                role.role().getRoleArn(),
                                scorers.workerRole().role().getRoleArn()));
        // Only the function from an image can serve a model of an account's own.
        this.ownModels = scorers.servesOwnModels()
                ? Optional.of(new OwnModelTraining(this, settings, image, data.images()))
                : Optional.empty();
        CfnOutput.Builder.create(this, "StateMachine")
                .value(steps.getStateMachineArn())
                .build();
    }

    /** The state machine. */
    public StateMachine steps() {
        return steps;
    }

    /** The training of accounts' own models, if something can serve them. */
    public Optional<OwnModelTraining> ownModels() {
        return ownModels;
    }
}
