package com.engram.cloud.network;

import com.engram.cloud.CloudSettings;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpoint;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/** The ways from the network to AWS's services that do not cross the Internet. */
final class AwsEndpoints extends Construct {
    private final Vpc vpc;
    private final SubnetSelection servers;

    /** With a free way from the isolated subnets to the buckets of images and models, and to nothing else. */
    AwsEndpoints(Construct scope, Vpc vpc, CloudSettings settings, SubnetSelection isolated, SubnetSelection servers) {
        super(scope, "AwsEndpoints");
        this.vpc = vpc;
        this.servers = servers;
        GatewayVpcEndpoint images = GatewayVpcEndpoint.Builder.create(this, "Images")
                .vpc(vpc)
                .service(GatewayVpcEndpointAwsService.S3)
                .subnets(List.of(isolated))
                .build();
        images.addToPolicy(PolicyStatement.Builder.create()
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("s3:GetObject", "s3:PutObject"))
                .resources(List.of("arn:aws:s3:::" + settings.imageBucket() + "/*"))
                .build());
        images.addToPolicy(PolicyStatement.Builder.create()
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("s3:GetObject", "s3:ListBucket"))
                .resources(List.of(
                        "arn:aws:s3:::" + settings.trainingBucket(),
                        "arn:aws:s3:::" + settings.trainingBucket() + "/*"))
                .build());
    }

    /** Adds what keeps the traffic of servers without public addresses off the NAT gateway, which is paid by the gigabyte. */
    void privateServers(boolean wanted, SecurityGroup group) {
        if (!wanted) {
            return;
        }
        GatewayVpcEndpoint.Builder.create(this, "ServersToS3")
                .vpc(vpc)
                .service(GatewayVpcEndpointAwsService.S3)
                .subnets(List.of(servers))
                .build();
        Map.of(
                        "Secrets", InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
                        "Lambda", InterfaceVpcEndpointAwsService.LAMBDA,
                        "SageMaker", InterfaceVpcEndpointAwsService.SAGEMAKER_RUNTIME,
                        "Queues", InterfaceVpcEndpointAwsService.SQS,
                        "Logs", InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
                        "Registry", InterfaceVpcEndpointAwsService.ECR,
                        "Layers", InterfaceVpcEndpointAwsService.ECR_DOCKER)
                .forEach((name, service) -> InterfaceVpcEndpoint.Builder.create(this, name)
                        .vpc(vpc)
                        .service(service)
                        .subnets(servers)
                        .securityGroups(List.of(group))
                        .open(false)
                        .build());
    }
}
