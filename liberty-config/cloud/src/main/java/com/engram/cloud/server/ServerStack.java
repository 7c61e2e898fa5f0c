package com.engram.cloud.server;

import com.engram.cloud.BuiltParts;
import com.engram.cloud.CloudSettings;
import com.engram.cloud.data.DataStack;
import com.engram.cloud.data.ServerSecrets;
import com.engram.cloud.network.NetworkStack;
import com.engram.cloud.scorers.ScorersStack;
import com.engram.cloud.training.TrainingStack;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.constructs.Construct;

/**
 * The servers. A deployment first starts the migrations as a task of their own, then replaces the servers one by one. A new
 * server waits until the database has the schema of its release. If the migrations fail, no new server gets ready, and the
 * deployment goes back to the servers that run.
 */
public final class ServerStack extends Stack {
    private final LibertyServers servers;
    private final PublicEntrance entrance;

    /** Creates the cluster, the migrations, the servers, and what is in front of them. */
    public ServerStack(
            Construct scope,
            StackProps properties,
            CloudSettings settings,
            BuiltParts parts,
            NetworkStack network,
            DataStack data,
            ScorersStack scorers,
            TrainingStack training) {
        super(scope, "Server", properties);
        DockerImageAsset image = parts.image(this, "Image", "server", "server");
        Cluster cluster = Cluster.Builder.create(this, "Cluster")
                .vpc(network.vpc())
                .containerInsightsV2(ContainerInsights.ENABLED)
                .build();
        MigrationTask migrations = new MigrationTask(this, cluster, image, network, data);
        ServerRole role = new ServerRole(this, data, scorers, training);
        ServerVariables variables = new ServerVariables(settings, parts.newestMigration(), data, scorers, training);
        this.servers = new LibertyServers(this, cluster, image, role, variables, settings.servers(), network);
        // Also for the first deployment: without a schema, no server would get ready.
        servers.service().getNode().addDependency(migrations);
        this.entrance = new PublicEntrance(this, settings, network, data.logs(), servers);
        new WebFirewall(this, entrance.loadBalancer());
        if (settings.portal().apiGateway()) {
            new UsagePlanGateway(this, settings);
        }
        CfnOutput.Builder.create(this, "PortalUrl")
                .value(settings.portal().url())
                .build();
        CfnOutput.Builder.create(this, "OperatorPasswordSecret")
                .value(settings.name() + "/" + ServerSecrets.OPERATOR_PASSWORD)
                .build();
        CfnOutput.Builder.create(this, "OperatorKeySecret")
                .value(settings.name() + "/" + ServerSecrets.OPERATOR_KEY)
                .build();
    }

    /** The servers. */
    public LibertyServers servers() {
        return servers;
    }

    /** The load balancer and its certificate. */
    public PublicEntrance entrance() {
        return entrance;
    }
}
