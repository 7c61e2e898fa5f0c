package com.engram.cloud.network;

import com.engram.cloud.CloudSettings;
import com.engram.cloud.CloudSettings.Egress;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * The network in two zones. The load balancer, and by default the servers, are in public subnets, because customers'
 * webhooks and imports are anywhere: a server then has a public address to which nobody can connect, and no NAT gateway has
 * to be paid for. The database and the scorers are in subnets that only reach this network and the bucket with the images.
 */
public final class NetworkStack extends Stack {
    /** The address range of the network. Servers trust the forwarded addresses of proxies in it. */
    public static final String RANGE = "10.42.0.0/16";

    private static final String PUBLIC = "public";
    private static final String SERVERS = "servers";
    private static final String ISOLATED = "isolated";
    private static final int SUBNET_BITS = 22;
    private static final int ZONES = 2;

    private final Vpc vpc;
    private final Connections connections;
    private final Egress egress;

    /** Creates the network. */
    public NetworkStack(Construct scope, StackProps properties, CloudSettings settings) {
        super(scope, "Network", properties);
        this.egress = settings.servers().egress();
        this.vpc = Vpc.Builder.create(this, "Vpc")
                .ipAddresses(IpAddresses.cidr(RANGE))
                .maxAzs(ZONES)
                .natGateways(egress == Egress.NAT ? 1 : 0)
                .subnetConfiguration(subnets())
                .build();
        vpc.addFlowLog(
                "Flows",
                FlowLogOptions.builder()
                        .destination(FlowLogDestination.toCloudWatchLogs(LogGroup.Builder.create(this, "FlowLog")
                                .retention(RetentionDays.ONE_MONTH)
                                .removalPolicy(RemovalPolicy.DESTROY)
                                .build()))
                        .build());
        this.connections = new Connections(this, vpc);
        new AwsEndpoints(this, vpc, settings, isolated(), servers())
                .privateServers(egress == Egress.NAT, connections.endpoints());
    }

    /** The first zones of the region, chosen on deployment: synthesis asks nothing of the account. */
    @Override
    public List<String> getAvailabilityZones() {
        return List.of(Fn.select(0, Fn.getAzs()), Fn.select(1, Fn.getAzs()));
    }

    private List<SubnetConfiguration> subnets() {
        List<SubnetConfiguration> subnets = new ArrayList<>();
        subnets.add(subnet(PUBLIC, SubnetType.PUBLIC));
        subnets.add(subnet(ISOLATED, SubnetType.PRIVATE_ISOLATED));
        if (egress == Egress.NAT) {
            subnets.add(subnet(SERVERS, SubnetType.PRIVATE_WITH_EGRESS));
        }
        return subnets;
    }

    private static SubnetConfiguration subnet(String name, SubnetType type) {
        return SubnetConfiguration.builder()
                .name(name)
                .subnetType(type)
                .cidrMask(SUBNET_BITS)
                .build();
    }

    /** The network itself. */
    public Vpc vpc() {
        return vpc;
    }

    /** The security groups. */
    public Connections connections() {
        return connections;
    }

    /** The subnets of the database and the scorers. */
    public SubnetSelection isolated() {
        return named(ISOLATED);
    }

    /** The subnets of the servers and the migrations. */
    public SubnetSelection servers() {
        return named(egress == Egress.NAT ? SERVERS : PUBLIC);
    }

    /** Whether a server needs a public address to reach the Internet. */
    public boolean serversHavePublicAddresses() {
        return egress == Egress.PUBLIC_ADDRESS;
    }

    private static SubnetSelection named(String name) {
        return SubnetSelection.builder().subnetGroupName(name).build();
    }
}
