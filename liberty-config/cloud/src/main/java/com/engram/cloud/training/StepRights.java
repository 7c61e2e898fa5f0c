package com.engram.cloud.training;

import com.engram.cloud.AcceptedFinding;
import com.engram.cloud.CloudSettings;
import com.engram.cloud.data.TrainingBucket;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.stepfunctions.StateMachine;

/** What the state machine may do: its definition is text, so nothing derives the rights from it. */
record StepRights(CloudSettings settings, String group, Topic approvals, TrainingBucket bucket) {

    void grant(StateMachine steps, List<String> passedRoles) {
        allow(
                steps,
                List.of("sagemaker:CreateTrainingJob", "sagemaker:DescribeTrainingJob", "sagemaker:StopTrainingJob"),
                sageMaker("training-job/" + settings.name() + "-*"));
        allow(
                steps,
                List.of(
                        "sagemaker:CreateProcessingJob",
                        "sagemaker:DescribeProcessingJob",
                        "sagemaker:StopProcessingJob"),
                sageMaker("processing-job/" + settings.name() + "-*"));
        allow(
                steps,
                List.of("sagemaker:AddTags"),
                sageMaker("training-job/" + settings.name() + "-*"),
                sageMaker("processing-job/" + settings.name() + "-*"));
        allow(
                steps,
                List.of("sagemaker:CreateModelPackage", "sagemaker:UpdateModelPackage"),
                sageMaker("model-package-group/" + group),
                sageMaker("model-package/" + group + "/*"));
        allow(steps, List.of("sagemaker:CreateModel"), sageMaker("model/" + settings.name() + "-*"));
        allow(steps, List.of("sagemaker:CreateEndpointConfig"), sageMaker("endpoint-config/" + settings.name() + "-*"));
        allow(
                steps,
                List.of("sagemaker:UpdateEndpoint"),
                sageMaker("endpoint/" + settings.name() + "-*"),
                sageMaker("endpoint-config/" + settings.name() + "-*"));
        // The rules through which Step Functions learns that a job ended.
        allow(
                steps,
                List.of("events:PutTargets", "events:PutRule", "events:DescribeRule"),
                events("StepFunctionsGetEventsForSageMakerTrainingJobsRule"),
                events("StepFunctionsGetEventsForSageMakerProcessingJobsRule"));
        allow(steps, List.of("s3:GetObject"), bucket.bucket().arnForObjects("evaluations/*"));
        allow(steps, List.of("sns:Publish"), approvals.getTopicArn());
        steps.addToRolePolicy(PolicyStatement.Builder.create()
                .actions(List.of("iam:PassRole"))
                .resources(passedRoles)
                .conditions(Map.of("StringEquals", Map.of("iam:PassedToService", "sagemaker.amazonaws.com")))
                .build());
        AcceptedFinding.in(
                steps,
                "AwsSolutions-IAM5",
                "Jobs and models have the name of the execution; log deliveries and traces take no resource.");
    }

    private String sageMaker(String resource) {
        return "arn:aws:sagemaker:%s:%s:%s".formatted(settings.region(), settings.account(), resource);
    }

    private String events(String rule) {
        return "arn:aws:events:%s:%s:rule/%s".formatted(settings.region(), settings.account(), rule);
    }

    private static void allow(StateMachine steps, List<String> actions, String... resources) {
        steps.addToRolePolicy(PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resources))
                .build());
    }
}
