package com.engram.cloud.scorers;

import com.engram.cloud.AcceptedFinding;
import com.engram.cloud.data.ImageBucket;
import com.engram.cloud.network.NetworkStack;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.datasync.CfnLocationEFS;
import software.amazon.awscdk.services.datasync.CfnLocationS3;
import software.amazon.awscdk.services.datasync.CfnTask;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.efs.AccessPoint;
import software.amazon.awscdk.services.efs.AccessPointOptions;
import software.amazon.awscdk.services.efs.Acl;
import software.amazon.awscdk.services.efs.FileSystem;
import software.amazon.awscdk.services.efs.PosixUser;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** The file system with one folder per model, and the task that copies models into it from the bucket. */
final class ModelFiles extends Construct {
    private static final String USER = "1000";

    private final FileSystem files;
    private final AccessPoint accessPoint;

    ModelFiles(Construct scope, NetworkStack network, ImageBucket images) {
        super(scope, "ModelFiles");
        SecurityGroup group = network.connections().modelFiles();
        this.files = FileSystem.Builder.create(this, "Files")
                .vpc(network.vpc())
                .vpcSubnets(network.isolated())
                .securityGroup(group)
                .encrypted(true)
                .enableAutomaticBackups(false)
                .allowAnonymousAccess(false)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        this.accessPoint = files.addAccessPoint(
                "Models",
                AccessPointOptions.builder()
                        .path("/models")
                        .createAcl(Acl.builder()
                                .ownerUid(USER)
                                .ownerGid(USER)
                                .permissions("755")
                                .build())
                        .posixUser(PosixUser.builder().uid(USER).gid(USER).build())
                        .build());
        copyTask(network, images);
    }

    /** Models come from {@code served/} of the images' bucket, once an hour or by {@code aws datasync start-task-execution}. */
    private void copyTask(NetworkStack network, ImageBucket images) {
        Role reader = Role.Builder.create(this, "Reader")
                .assumedBy(new ServicePrincipal("datasync.amazonaws.com"))
                .build();
        reader.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("s3:GetBucketLocation", "s3:ListBucket"))
                .resources(List.of(images.bucket().getBucketArn()))
                .build());
        reader.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("s3:GetObject", "s3:GetObjectTagging"))
                .resources(List.of(images.bucket().arnForObjects(ImageBucket.SERVED + "*")))
                .build());
        AcceptedFinding.in(reader, "AwsSolutions-IAM5", "The task reads every model below one folder.");
        Role writer = Role.Builder.create(this, "Writer")
                .assumedBy(new ServicePrincipal("datasync.amazonaws.com"))
                .build();
        files.grant(writer, "elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite");
        CfnLocationS3 source = CfnLocationS3.Builder.create(this, "Source")
                .s3BucketArn(images.bucket().getBucketArn())
                .subdirectory("/" + ImageBucket.SERVED)
                .s3Config(CfnLocationS3.S3ConfigProperty.builder()
                        .bucketAccessRoleArn(reader.getRoleArn())
                        .build())
                .build();
        source.getNode().addDependency(reader);
        ISubnet subnet =
                network.vpc().selectSubnets(network.isolated()).getSubnets().get(0);
        SecurityGroup copier = network.connections().scorers();
        CfnLocationEFS target = CfnLocationEFS.Builder.create(this, "Target")
                .efsFilesystemArn(files.getFileSystemArn())
                .accessPointArn(accessPoint.getAccessPointArn())
                .fileSystemAccessRoleArn(writer.getRoleArn())
                .inTransitEncryption("TLS1_2")
                .ec2Config(CfnLocationEFS.Ec2ConfigProperty.builder()
                        .securityGroupArns(List.of(groupArn(copier)))
                        .subnetArn(subnetArn(subnet))
                        .build())
                .build();
        target.getNode().addDependency(files);
        target.getNode().addDependency(writer);
        CfnTask.Builder.create(this, "Copy")
                .name(Fn.join("-", List.of(Stack.of(this).getStackName(), "models")))
                .sourceLocationArn(source.getRef())
                .destinationLocationArn(target.getRef())
                .schedule(CfnTask.TaskScheduleProperty.builder()
                        .scheduleExpression("rate(1 hour)")
                        .build())
                .options(CfnTask.OptionsProperty.builder()
                        .overwriteMode("ALWAYS")
                        .preserveDeletedFiles("REMOVE")
                        .posixPermissions("NONE")
                        .uid("NONE")
                        .gid("NONE")
                        .build())
                .build();
    }

    private String groupArn(SecurityGroup group) {
        return Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service("ec2")
                        .resource("security-group")
                        .resourceName(group.getSecurityGroupId())
                        .build());
    }

    private String subnetArn(ISubnet subnet) {
        return Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service("ec2")
                        .resource("subnet")
                        .resourceName(subnet.getSubnetId())
                        .build());
    }

    /** Lets a role mount the file system for reading. */
    void allowReading(Role role) {
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("elasticfilesystem:ClientMount"))
                .resources(List.of(files.getFileSystemArn()))
                .conditions(Map.of(
                        "StringEquals", Map.of("elasticfilesystem:AccessPointArn", accessPoint.getAccessPointArn())))
                .build());
    }

    AccessPoint accessPoint() {
        return accessPoint;
    }
}
