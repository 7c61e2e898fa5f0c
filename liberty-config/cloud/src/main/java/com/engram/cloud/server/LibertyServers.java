package com.engram.cloud.server;

import com.engram.cloud.AcceptedFinding;
import com.engram.cloud.CloudSettings;
import com.engram.cloud.network.Connections;
import com.engram.cloud.network.NetworkStack;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.CpuUtilizationScalingProps;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** Open Liberty as tasks of Fargate. Each names itself after its host, so the names are unique among the running servers. */
public final class LibertyServers extends Construct {
    private static final int CPU = 1024;
    private static final int MEGABYTES = 3072;
    private static final int BUSY_PERCENT = 60;

    /** A server waits up to five minutes for the schema of its release. */
    private static final Duration TIME_TO_START = Duration.minutes(6);

    private final FargateService service;

    LibertyServers(
            Construct scope,
            Cluster cluster,
            DockerImageAsset image,
            ServerRole role,
            ServerVariables variables,
            CloudSettings.Servers wanted,
            NetworkStack network) {
        super(scope, "Servers");
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(this, "Task")
                .cpu(CPU)
                .memoryLimitMiB(MEGABYTES)
                .taskRole(role.role())
                .build();
        task.addContainer(
                "server",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromDockerImageAsset(image))
                        .environment(variables.plain())
                        .secrets(variables.secret())
                        .portMappings(List.of(PortMapping.builder()
                                .containerPort(Connections.SERVER_PORT)
                                .build()))
                        .healthCheck(HealthCheck.builder()
                                .command(List.of("CMD", "/opt/engram/bin/healthy", "9080", "/health/live"))
                                .interval(Duration.seconds(15))
                                .startPeriod(Duration.minutes(5))
                                .build())
                        .stopTimeout(Duration.seconds(60))
                        .logging(log(this))
                        .build());
        acceptFindings(task);
        this.service = FargateService.Builder.create(this, "Service")
                .cluster(cluster)
                .taskDefinition(task)
                .desiredCount(wanted.count())
                .minHealthyPercent(100)
                .maxHealthyPercent(200)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .healthCheckGracePeriod(TIME_TO_START)
                .assignPublicIp(network.serversHavePublicAddresses())
                .vpcSubnets(network.servers())
                .securityGroups(List.of(network.connections().servers()))
                .build();
        service.autoScaleTaskCount(EnableScalingProps.builder()
                        .minCapacity(wanted.count())
                        .maxCapacity(wanted.most())
                        .build())
                .scaleOnCpuUtilization(
                        "Load",
                        CpuUtilizationScalingProps.builder()
                                .targetUtilizationPercent(BUSY_PERCENT)
                                .build());
    }

    static LogDriver log(Construct scope) {
        return LogDriver.awsLogs(AwsLogDriverProps.builder()
                .streamPrefix("engram")
                .logGroup(LogGroup.Builder.create(scope, "Log")
                        .retention(RetentionDays.THREE_MONTHS)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build())
                .build());
    }

    static void acceptFindings(FargateTaskDefinition task) {
        AcceptedFinding.in(task, "AwsSolutions-ECS2", "Variables hold addresses and names; every secret is a secret.");
        AcceptedFinding.in(
                task, "AwsSolutions-IAM5", "Getting a token for the registry takes no resource; logs have one group.");
    }

    /** The service. */
    public FargateService service() {
        return service;
    }
}
