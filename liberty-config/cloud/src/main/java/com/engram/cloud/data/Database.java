package com.engram.cloud.data;

import com.engram.cloud.AcceptedFinding;
import com.engram.cloud.CloudSettings;
import com.engram.cloud.CloudSettings.DatabaseKind;
import com.engram.cloud.network.NetworkStack;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.rds.AuroraPostgresClusterEngineProps;
import software.amazon.awscdk.services.rds.AuroraPostgresEngineVersion;
import software.amazon.awscdk.services.rds.BackupProps;
import software.amazon.awscdk.services.rds.ClusterInstance;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.CredentialsBaseOptions;
import software.amazon.awscdk.services.rds.DatabaseCluster;
import software.amazon.awscdk.services.rds.DatabaseClusterEngine;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceEngine;
import software.amazon.awscdk.services.rds.IClusterEngine;
import software.amazon.awscdk.services.rds.IClusterInstance;
import software.amazon.awscdk.services.rds.IEngine;
import software.amazon.awscdk.services.rds.IInstanceEngine;
import software.amazon.awscdk.services.rds.ParameterGroup;
import software.amazon.awscdk.services.rds.PostgresEngineVersion;
import software.amazon.awscdk.services.rds.PostgresInstanceEngineProps;
import software.amazon.awscdk.services.rds.ServerlessV2ClusterInstanceProps;
import software.amazon.awscdk.services.rds.StorageType;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * A managed PostgreSQL that refuses connections without TLS, with backups for point-in-time recovery. Its user owns the
 * database {@code engram} and runs the migrations; the servers use roles that the migrations create.
 *
 * @param host its address in the network
 * @param owner the secret with the owner's name and password
 * @param id the identifier of the instance or the cluster
 */
public record Database(String host, ISecret owner, String id, DatabaseKind kind) {
    /** The owner of the database. It has the rights of {@code rds_superuser}, which is no superuser. */
    public static final String OWNER = "engram_owner";

    /** The name of the database. */
    public static final String NAME = "engram";

    private static final Map<String, String> PARAMETERS =
            Map.of("rds.force_ssl", "1", "log_min_duration_statement", "1000", "log_lock_waits", "1");

    /** Where the image of the server has the certificates of Amazon RDS. */
    private static final String CERTIFICATES = "/opt/engram/rds-certificates.pem";

    private static final int FIRST_GIGABYTES = 50;
    private static final int MOST_GIGABYTES = 1000;
    private static final int MOST_CAPACITY_UNITS = 16;

    static Database of(Construct scope, CloudSettings settings, NetworkStack network) {
        return settings.database().kind() == DatabaseKind.RDS
                ? instance(scope, settings, network)
                : cluster(scope, settings, network);
    }

    private static Database instance(Construct scope, CloudSettings settings, NetworkStack network) {
        IInstanceEngine engine = DatabaseInstanceEngine.postgres(PostgresInstanceEngineProps.builder()
                .version(PostgresEngineVersion.VER_18_3)
                .build());
        DatabaseInstance instance = DatabaseInstance.Builder.create(scope, "Database")
                .engine(engine)
                .parameterGroup(parameters(scope, engine))
                .instanceType(new InstanceType(settings.database().instance()))
                .multiAz(settings.database().multiAz())
                .allocatedStorage(FIRST_GIGABYTES)
                .maxAllocatedStorage(MOST_GIGABYTES)
                .storageType(StorageType.GP3)
                .storageEncrypted(true)
                .databaseName(NAME)
                .credentials(owner(settings))
                .vpc(network.vpc())
                .vpcSubnets(network.isolated())
                .securityGroups(List.of(network.connections().database()))
                .backupRetention(Duration.days(settings.database().backupDays()))
                .cloudwatchLogsExports(List.of("postgresql"))
                .enablePerformanceInsights(true)
                .deletionProtection(true)
                .removalPolicy(RemovalPolicy.SNAPSHOT)
                .build();
        ISecret owner = secret(instance.getSecret());
        acceptFindings(instance);
        return new Database(
                instance.getDbInstanceEndpointAddress(), owner, instance.getInstanceIdentifier(), DatabaseKind.RDS);
    }

    /**
     * The smallest capacity is 0, so that the cluster can pause. It never does while a server runs: each holds connections
     * in its pools and one that listens for notifications.
     */
    private static Database cluster(Construct scope, CloudSettings settings, NetworkStack network) {
        IClusterEngine engine = DatabaseClusterEngine.auroraPostgres(AuroraPostgresClusterEngineProps.builder()
                .version(AuroraPostgresEngineVersion.VER_17_5)
                .build());
        List<IClusterInstance> readers = settings.database().multiAz()
                ? List.of(ClusterInstance.serverlessV2(
                        "Reader",
                        ServerlessV2ClusterInstanceProps.builder()
                                .scaleWithWriter(true)
                                .build()))
                : List.of();
        DatabaseCluster cluster = DatabaseCluster.Builder.create(scope, "Database")
                .engine(engine)
                .parameterGroup(parameters(scope, engine))
                .writer(ClusterInstance.serverlessV2("Writer"))
                .readers(readers)
                .serverlessV2MinCapacity(0)
                .serverlessV2MaxCapacity(MOST_CAPACITY_UNITS)
                .serverlessV2AutoPauseDuration(Duration.minutes(5))
                .storageEncrypted(true)
                .defaultDatabaseName(NAME)
                .credentials(owner(settings))
                .vpc(network.vpc())
                .vpcSubnets(network.isolated())
                .securityGroups(List.of(network.connections().database()))
                .backup(BackupProps.builder()
                        .retention(Duration.days(settings.database().backupDays()))
                        .build())
                .cloudwatchLogsExports(List.of("postgresql"))
                .deletionProtection(true)
                .removalPolicy(RemovalPolicy.SNAPSHOT)
                .build();
        acceptFindings(cluster);
        AcceptedFinding.in(
                cluster,
                "AwsSolutions-RDS6",
                "The servers sign in with passwords of roles that hold no right but their own.");
        return new Database(
                cluster.getClusterEndpoint().getHostname(),
                secret(cluster.getSecret()),
                cluster.getClusterIdentifier(),
                DatabaseKind.AURORA);
    }

    private static void acceptFindings(Construct database) {
        AcceptedFinding.in(
                database, "AwsSolutions-RDS11", "The port is no secret: only the servers' security group can connect.");
        AcceptedFinding.in(
                database,
                "AwsSolutions-SMG4",
                "Every release sets the roles' passwords from the secrets; docs/aws.md tells how to rotate the owner's.");
        AcceptedFinding.in(
                database,
                "AwsSolutions-RDS3",
                "A standby is a setting (database.multiAz), because it doubles the price.");
    }

    private static ISecret secret(@Nullable ISecret generated) {
        if (generated == null) {
            throw new IllegalStateException("The owner's credentials were not generated.");
        }
        return generated;
    }

    private static ParameterGroup parameters(Construct scope, IEngine engine) {
        return ParameterGroup.Builder.create(scope, "DatabaseParameters")
                .engine(engine)
                .parameters(PARAMETERS)
                .build();
    }

    private static Credentials owner(CloudSettings settings) {
        return Credentials.fromGeneratedSecret(
                OWNER,
                CredentialsBaseOptions.builder()
                        .secretName(settings.name() + "/database-owner")
                        .build());
    }

    /** The address for the PostgreSQL driver, which checks the server's certificate and name. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:5432/%s?sslmode=verify-full&sslrootcert=%s".formatted(host, NAME, CERTIFICATES);
    }

    /** A metric of Amazon RDS about the instance or the cluster. */
    public Metric metric(String name, String statistic) {
        String dimension = kind == DatabaseKind.RDS ? "DBInstanceIdentifier" : "DBClusterIdentifier";
        return Metric.Builder.create()
                .namespace("AWS/RDS")
                .metricName(name)
                .dimensionsMap(Map.of(dimension, id))
                .statistic(statistic)
                .period(Duration.minutes(5))
                .build();
    }
}
