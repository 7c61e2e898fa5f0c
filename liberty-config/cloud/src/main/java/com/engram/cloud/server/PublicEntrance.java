package com.engram.cloud.server;

import com.engram.cloud.CloudSettings;
import com.engram.cloud.data.LogBucket;
import com.engram.cloud.network.Connections;
import com.engram.cloud.network.NetworkStack;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.CertificateValidation;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationTargetsProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.RedirectOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.route53.ARecord;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.route53.RecordTarget;
import software.amazon.awscdk.services.route53.targets.LoadBalancerTarget;
import software.constructs.Construct;

/** The load balancer with the portal's host name and certificate. It ends TLS. */
public final class PublicEntrance extends Construct {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final ApplicationLoadBalancer loadBalancer;
    private final ApplicationTargetGroup targets;

    PublicEntrance(
            Construct scope, CloudSettings settings, NetworkStack network, LogBucket logs, LibertyServers servers) {
        super(scope, "Entrance");
        this.loadBalancer = ApplicationLoadBalancer.Builder.create(this, "LoadBalancer")
                .vpc(network.vpc())
                .vpcSubnets(
                        SubnetSelection.builder().subnetType(SubnetType.PUBLIC).build())
                .internetFacing(true)
                .securityGroup(network.connections().loadBalancer())
                .dropInvalidHeaderFields(true)
                // Event streams are quiet for longer than the default of a minute.
                .idleTimeout(Duration.minutes(5))
                .deletionProtection(true)
                .build();
        loadBalancer.logAccessLogs(logs.bucket(), "load-balancer");
        IHostedZone zone = HostedZone.fromHostedZoneAttributes(
                this,
                "Zone",
                HostedZoneAttributes.builder()
                        .hostedZoneId(settings.portal().zoneId())
                        .zoneName(settings.portal().zoneName())
                        .build());
        this.targets = listen(zone, settings.portal().domain(), servers);
        ARecord.Builder.create(this, "Name")
                .zone(zone)
                .recordName(settings.portal().domain() + ".")
                .target(RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer)))
                .build();
    }

    private ApplicationTargetGroup listen(IHostedZone zone, String domain, LibertyServers servers) {
        Certificate certificate = Certificate.Builder.create(this, "Certificate")
                .domainName(domain)
                .validation(CertificateValidation.fromDns(zone))
                .build();
        ApplicationListener https = loadBalancer.addListener(
                "Https",
                BaseApplicationListenerProps.builder()
                        .port(HTTPS)
                        .protocol(ApplicationProtocol.HTTPS)
                        .certificates(List.of(ListenerCertificate.fromCertificateManager(certificate)))
                        .sslPolicy(SslPolicy.RECOMMENDED_TLS)
                        .open(false)
                        .build());
        loadBalancer.addListener(
                "Http",
                BaseApplicationListenerProps.builder()
                        .port(HTTP)
                        .protocol(ApplicationProtocol.HTTP)
                        .open(false)
                        .defaultAction(ListenerAction.redirect(RedirectOptions.builder()
                                .protocol("HTTPS")
                                .port(String.valueOf(HTTPS))
                                .permanent(true)
                                .build()))
                        .build());
        return https.addTargets(
                "Servers",
                AddApplicationTargetsProps.builder()
                        .port(Connections.SERVER_PORT)
                        .protocol(ApplicationProtocol.HTTP)
                        .targets(List.of(servers.service()))
                        .deregistrationDelay(Duration.seconds(60))
                        .healthCheck(HealthCheck.builder()
                                .path("/health/ready")
                                .healthyHttpCodes("200")
                                .interval(Duration.seconds(10))
                                .timeout(Duration.seconds(5))
                                .healthyThresholdCount(2)
                                .unhealthyThresholdCount(3)
                                .build())
                        .build());
    }

    /** The load balancer. */
    public ApplicationLoadBalancer loadBalancer() {
        return loadBalancer;
    }

    /** The servers as the load balancer sees them. */
    public ApplicationTargetGroup targets() {
        return targets;
    }
}
