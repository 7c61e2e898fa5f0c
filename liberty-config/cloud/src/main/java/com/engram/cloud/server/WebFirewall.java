package com.engram.cloud.server;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;
import software.constructs.Construct;

/**
 * The firewall in front of the load balancer: a limit of requests from one address, and AWS's list of inputs that are known
 * attacks. The servers limit keys and accounts themselves.
 */
final class WebFirewall extends Construct {
    /** Requests from one address in five minutes. Half of what an account may send, because offices share addresses. */
    private static final int REQUESTS = 30_000;

    WebFirewall(Construct scope, ApplicationLoadBalancer loadBalancer) {
        super(scope, "Firewall");
        CfnWebACL rules = CfnWebACL.Builder.create(this, "Rules")
                .scope("REGIONAL")
                .defaultAction(CfnWebACL.DefaultActionProperty.builder()
                        .allow(CfnWebACL.AllowActionProperty.builder().build())
                        .build())
                .visibilityConfig(counted("firewall"))
                .rules(List.of(rate(), knownAttacks()))
                .build();
        CfnWebACLAssociation.Builder.create(this, "Association")
                .resourceArn(loadBalancer.getLoadBalancerArn())
                .webAclArn(rules.getAttrArn())
                .build();
    }

    private static CfnWebACL.RuleProperty rate() {
        return CfnWebACL.RuleProperty.builder()
                .name("rate-per-address")
                .priority(0)
                .action(CfnWebACL.RuleActionProperty.builder()
                        .block(CfnWebACL.BlockActionProperty.builder()
                                .customResponse(CfnWebACL.CustomResponseProperty.builder()
                                        .responseCode(429)
                                        .build())
                                .build())
                        .build())
                .statement(CfnWebACL.StatementProperty.builder()
                        .rateBasedStatement(CfnWebACL.RateBasedStatementProperty.builder()
                                .aggregateKeyType("IP")
                                .evaluationWindowSec(300)
                                .limit(REQUESTS)
                                .build())
                        .build())
                .visibilityConfig(counted("rate-per-address"))
                .build();
    }

    private static CfnWebACL.RuleProperty knownAttacks() {
        return CfnWebACL.RuleProperty.builder()
                .name("known-bad-inputs")
                .priority(1)
                .overrideAction(CfnWebACL.OverrideActionProperty.builder()
                        .none(Map.of())
                        .build())
                .statement(CfnWebACL.StatementProperty.builder()
                        .managedRuleGroupStatement(CfnWebACL.ManagedRuleGroupStatementProperty.builder()
                                .vendorName("AWS")
                                .name("AWSManagedRulesKnownBadInputsRuleSet")
                                .build())
                        .build())
                .visibilityConfig(counted("known-bad-inputs"))
                .build();
    }

    private static CfnWebACL.VisibilityConfigProperty counted(String name) {
        return CfnWebACL.VisibilityConfigProperty.builder()
                .cloudWatchMetricsEnabled(true)
                .metricName(name)
                .sampledRequestsEnabled(true)
                .build();
    }
}
