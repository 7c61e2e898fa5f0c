package com.engram.cloud.server;

import com.engram.cloud.AcceptedFinding;
import com.engram.cloud.data.DataStack;
import com.engram.cloud.network.NetworkStack;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.customresources.AwsCustomResourcePolicy;
import software.amazon.awscdk.customresources.AwsSdkCall;
import software.amazon.awscdk.customresources.PhysicalResourceId;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * The migrations as a task that runs once for each new image, before the servers are replaced. Only this task gets the
 * password of the database's owner.
 */
final class MigrationTask extends Construct {
    /** The function that the construct library adds once to a stack, for all custom resources of this kind. */
    private static final String CALLER = "AWS679f53fac002430cb0da5b7982bd2287";

    private static final int CPU = 512;
    private static final int MEGABYTES = 1024;

    MigrationTask(Construct scope, Cluster cluster, DockerImageAsset image, NetworkStack network, DataStack data) {
        super(scope, "Migrations");
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(this, "Task")
                .cpu(CPU)
                .memoryLimitMiB(MEGABYTES)
                .build();
        task.addContainer(
                "migrate",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromDockerImageAsset(image))
                        .command(List.of("migrate"))
                        .environment(
                                Map.of("ENGRAM_DATABASE_URL", data.database().jdbcUrl()))
                        .secrets(secrets(data))
                        .logging(LibertyServers.log(this))
                        .build());
        LibertyServers.acceptFindings(task);
        run(cluster, task, network);
    }

    private static Map<String, Secret> secrets(DataStack data) {
        ISecret owner = data.database().owner();
        Map<String, Secret> values = new TreeMap<>();
        values.put("ENGRAM_DATABASE_OWNERUSER", Secret.fromSecretsManager(owner, "username"));
        values.put("ENGRAM_DATABASE_OWNERPASSWORD", Secret.fromSecretsManager(owner, "password"));
        values.put(
                "ENGRAM_DATABASE_APPPASSWORD",
                Secret.fromSecretsManager(data.secrets().application()));
        values.put(
                "ENGRAM_DATABASE_OPERATORPASSWORD",
                Secret.fromSecretsManager(data.secrets().operatorRole()));
        return values;
    }

    /** A new revision of the task is another call, so that each release runs the migrations, and a repeated deployment does not. */
    private void run(Cluster cluster, FargateTaskDefinition task, NetworkStack network) {
        AwsCustomResource run = AwsCustomResource.Builder.create(this, "Run")
                .resourceType("Custom::Migrations")
                .onUpdate(AwsSdkCall.builder()
                        .service("ECS")
                        .action("runTask")
                        .parameters(Map.of(
                                "cluster", cluster.getClusterArn(),
                                "taskDefinition", task.getTaskDefinitionArn(),
                                "launchType", "FARGATE",
                                "count", 1,
                                "networkConfiguration", Map.of("awsvpcConfiguration", placement(network))))
                        .physicalResourceId(PhysicalResourceId.of(task.getTaskDefinitionArn()))
                        .outputPaths(List.of("tasks.0.taskArn"))
                        .build())
                .policy(AwsCustomResourcePolicy.fromStatements(List.of(
                        PolicyStatement.Builder.create()
                                .actions(List.of("ecs:RunTask"))
                                .resources(List.of(task.getTaskDefinitionArn()))
                                .build(),
                        PolicyStatement.Builder.create()
                                .actions(List.of("iam:PassRole"))
                                .resources(List.of(
                                        task.getTaskRole().getRoleArn(),
                                        task.obtainExecutionRole().getRoleArn()))
                                .conditions(Map.of(
                                        "StringEquals", Map.of("iam:PassedToService", "ecs-tasks.amazonaws.com")))
                                .build())))
                .installLatestAwsSdk(false)
                .timeout(Duration.minutes(2))
                .logGroup(LogGroup.Builder.create(this, "RunLog")
                        .retention(RetentionDays.ONE_MONTH)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build())
                .build();
        run.getNode().addDependency(task);
        AcceptedFinding.in(
                Stack.of(this).getNode().findChild(CALLER),
                "AwsSolutions-IAM4",
                "The construct library's own function for calls of AWS writes its log with this managed policy.");
    }

    private static Map<String, Object> placement(NetworkStack network) {
        return Map.of(
                "subnets", network.vpc().selectSubnets(network.servers()).getSubnetIds(),
                "securityGroups", List.of(network.connections().servers().getSecurityGroupId()),
                "assignPublicIp", network.serversHavePublicAddresses() ? "ENABLED" : "DISABLED");
    }
}
