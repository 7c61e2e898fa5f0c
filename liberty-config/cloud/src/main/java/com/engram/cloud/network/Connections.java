package com.engram.cloud.network;

import com.engram.cloud.AcceptedFinding;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.constructs.Construct;

/** Which part may open connections to which. What is not written here is refused. */
public final class Connections extends Construct {
    /** The port of the servers. */
    public static final int SERVER_PORT = 9080;

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int POSTGRESQL = 5432;
    private static final int NFS = 2049;

    private final SecurityGroup loadBalancer;
    private final SecurityGroup servers;
    private final SecurityGroup database;
    private final SecurityGroup scorers;
    private final SecurityGroup modelFiles;
    private final SecurityGroup endpoints;

    Connections(Construct scope, IVpc vpc) {
        super(scope, "Connections");
        this.loadBalancer = group(vpc, "LoadBalancer", "The load balancer", false);
        this.servers = group(vpc, "Servers", "Servers and migrations", true);
        this.database = group(vpc, "Database", "The database", false);
        this.scorers = group(vpc, "Scorers", "Scorers, which read and write images at signed addresses", false);
        this.modelFiles = group(vpc, "ModelFiles", "The file system with models", false);
        this.endpoints = group(vpc, "Endpoints", "Endpoints of AWS services", false);

        loadBalancer.addIngressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "Everybody");
        loadBalancer.addIngressRule(Peer.anyIpv4(), Port.tcp(HTTP), "Everybody, redirected to HTTPS");
        AcceptedFinding.in(
                loadBalancer, "AwsSolutions-EC23", "The portal and the API are public; the firewall limits rates.");
        allow(loadBalancer, servers, SERVER_PORT, "Requests and health checks");
        allow(servers, database, POSTGRESQL, "SQL");
        allow(servers, endpoints, HTTPS, "AWS services");
        allow(scorers, modelFiles, NFS, "Model files");
        scorers.addEgressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "Signed addresses; the route leads only to the bucket");
    }

    private SecurityGroup group(IVpc vpc, String id, String description, boolean allOutbound) {
        return SecurityGroup.Builder.create(this, id)
                .vpc(vpc)
                .description(description)
                .allowAllOutbound(allOutbound)
                .build();
    }

    private static void allow(SecurityGroup from, SecurityGroup to, int port, String what) {
        to.addIngressRule(from, Port.tcp(port), what);
        if (!from.getAllowAllOutbound()) {
            from.addEgressRule(to, Port.tcp(port), what);
        }
    }

    /** The group of the load balancer. */
    public SecurityGroup loadBalancer() {
        return loadBalancer;
    }

    /** The group of the servers and the migrations. */
    public SecurityGroup servers() {
        return servers;
    }

    /** The group of the database. */
    public SecurityGroup database() {
        return database;
    }

    /** The group of the image function and the SageMaker models. */
    public SecurityGroup scorers() {
        return scorers;
    }

    /** The group of the file system with models. */
    public SecurityGroup modelFiles() {
        return modelFiles;
    }

    SecurityGroup endpoints() {
        return endpoints;
    }
}
