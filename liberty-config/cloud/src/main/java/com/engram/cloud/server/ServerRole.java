package com.engram.cloud.server;

import com.engram.cloud.AcceptedFinding;
import com.engram.cloud.CloudSettings.EndpointKind;
import com.engram.cloud.data.DataStack;
import com.engram.cloud.scorers.ModelEndpoint;
import com.engram.cloud.scorers.ScorersStack;
import com.engram.cloud.training.OwnModelTraining;
import com.engram.cloud.training.TrainingStack;
import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/**
 * What a server may call: objects of one bucket, one alias of one function, the endpoints, the queue of arrived uploads, and the
 * training of accounts' own models. It signs forms and addresses too.
 */
final class ServerRole extends Construct {
    private final Role role;

    ServerRole(Construct scope, DataStack data, ScorersStack scorers, TrainingStack training) {
        super(scope, "ServerRole");
        this.role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                .description("The rights of a server")
                .build();
        IBucket images = data.images().bucket();
        allow(List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject"), List.of(images.arnForObjects("*")));
        // Without it, S3 answers 403 instead of 404 for a key without an object.
        allow(List.of("s3:ListBucket"), List.of(images.getBucketArn()));
        allow(List.of("lambda:InvokeFunction"), List.of(scorers.function().getFunctionArn()));
        data.arrivedUploads()
                .ifPresent(uploads -> allow(
                        List.of("sqs:ReceiveMessage", "sqs:DeleteMessage"),
                        List.of(uploads.queue().getQueueArn())));
        endpoint(scorers, EndpointKind.REALTIME, "sagemaker:InvokeEndpoint");
        endpoint(scorers, EndpointKind.ASYNC, "sagemaker:InvokeEndpointAsync");
        training.ownModels().map(OwnModelTraining::steps).ifPresent(this::allowTrainings);
        AcceptedFinding.in(
                this,
                "AwsSolutions-IAM5",
                "All objects of the bucket and all executions of the state machine belong to the servers.");
    }

    private void allowTrainings(StateMachine steps) {
        allow(List.of("states:StartExecution"), List.of(steps.getStateMachineArn()));
        String executions = Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service("states")
                        .resource("execution")
                        .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                        .resourceName(steps.getStateMachineName() + ":*")
                        .build());
        allow(List.of("states:DescribeExecution", "states:StopExecution"), List.of(executions));
    }

    private void endpoint(ScorersStack scorers, EndpointKind kind, String action) {
        scorers.findEndpoint(kind).map(ModelEndpoint::arn).ifPresent(arn -> allow(List.of(action), List.of(arn)));
    }

    private void allow(List<String> actions, List<String> resources) {
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(actions)
                .resources(resources)
                .build());
    }

    Role role() {
        return role;
    }
}
