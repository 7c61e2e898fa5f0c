package com.engram.cloud.scorers;

import com.engram.cloud.AcceptedFinding;
import com.engram.cloud.data.DataStack;
import com.engram.cloud.data.ImageBucket;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * The role with which SageMaker runs the engine's image behind the endpoints. SageMaker itself reads the asynchronous requests
 * and writes their responses; images are read and written at signed addresses.
 */
public final class WorkerRole extends Construct {
    private final Role role;

    WorkerRole(Construct scope, String name, DockerImageAsset image, DataStack data) {
        super(scope, "WorkerRole");
        this.role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("sagemaker.amazonaws.com"))
                .description("Runs the engine behind SageMaker endpoints")
                .build();
        image.getRepository().grantPull(role);
        allow(List.of("s3:GetObject"), data.images().bucket().arnForObjects(ImageBucket.REQUESTS + "*"));
        allow(
                List.of("s3:PutObject"),
                data.images().bucket().arnForObjects(ImageBucket.RESPONSES + "*"),
                data.images().bucket().arnForObjects(ImageBucket.FAILURES + "*"));
        allow(List.of("s3:GetObject"), data.training().bucket().arnForObjects("models/*"));
        String log = "arn:aws:logs:%s:%s:log-group:/aws/sagemaker/Endpoints/%s-*"
                .formatted(Stack.of(this).getRegion(), Stack.of(this).getAccount(), name);
        allow(List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"), log, log + ":log-stream:*");
        allow(
                List.of(
                        "ec2:CreateNetworkInterface",
                        "ec2:CreateNetworkInterfacePermission",
                        "ec2:DeleteNetworkInterface",
                        "ec2:DeleteNetworkInterfacePermission",
                        "ec2:DescribeDhcpOptions",
                        "ec2:DescribeNetworkInterfaces",
                        "ec2:DescribeSecurityGroups",
                        "ec2:DescribeSubnets",
                        "ec2:DescribeVpcs"),
                "*");
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

    private void allow(List<String> actions, String... resources) {
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resources))
                .build());
    }

    /** The role. */
    public Role role() {
        return role;
    }
}
