package com.engram.cloud.server;

import com.engram.cloud.AcceptedFinding;
import com.engram.cloud.CloudSettings;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigateway.HttpIntegration;
import software.amazon.awscdk.services.apigateway.HttpIntegrationProps;
import software.amazon.awscdk.services.apigateway.IntegrationOptions;
import software.amazon.awscdk.services.apigateway.LogGroupLogDestination;
import software.amazon.awscdk.services.apigateway.MethodOptions;
import software.amazon.awscdk.services.apigateway.Period;
import software.amazon.awscdk.services.apigateway.ProxyResourceOptions;
import software.amazon.awscdk.services.apigateway.QuotaSettings;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.amazon.awscdk.services.apigateway.ThrottleSettings;
import software.amazon.awscdk.services.apigateway.UsagePlan;
import software.amazon.awscdk.services.apigateway.UsagePlanPerApiStage;
import software.amazon.awscdk.services.apigateway.UsagePlanProps;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * An API Gateway in front of the REST API, for partners whose calls are limited by usage plans. The product limits its keys
 * without it. All calls through the gateway come from its own addresses, so limits per address hold for all of them together.
 */
final class UsagePlanGateway extends Construct {

    /** A plan of the gateway: requests a second, and requests a month. */
    private record Limits(String name, int perSecond, int perMonth) {}

    private static final List<Limits> PLANS =
            List.of(new Limits("small", 5, 100_000), new Limits("large", 100, 10_000_000));

    UsagePlanGateway(Construct scope, CloudSettings settings) {
        super(scope, "Gateway");
        LogGroup log = LogGroup.Builder.create(this, "Log")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        RestApi api = RestApi.Builder.create(this, "Api")
                .restApiName(settings.name() + "-api")
                .deployOptions(StageOptions.builder()
                        .stageName("v1")
                        .metricsEnabled(true)
                        .accessLogDestination(new LogGroupLogDestination(log))
                        .accessLogFormat(AccessLogFormat.jsonWithStandardFields())
                        .build())
                .build();
        api.getRoot()
                .addResource("api")
                .addProxy(ProxyResourceOptions.builder()
                        .anyMethod(true)
                        .defaultIntegration(toServers(settings.portal().url() + "/api/{proxy}"))
                        .defaultMethodOptions(MethodOptions.builder()
                                .apiKeyRequired(true)
                                .requestParameters(Map.of("method.request.path.proxy", true))
                                .build())
                        .build());
        for (Limits limits : PLANS) {
            plan(api, limits);
        }
        acceptFindings(api);
        CfnOutput.Builder.create(this, "Url").value(api.getUrl()).build();
    }

    private static HttpIntegration toServers(String url) {
        return new HttpIntegration(
                url,
                HttpIntegrationProps.builder()
                        .proxy(true)
                        .httpMethod("ANY")
                        .options(IntegrationOptions.builder()
                                .requestParameters(
                                        Map.of("integration.request.path.proxy", "method.request.path.proxy"))
                                .build())
                        .build());
    }

    private static void plan(RestApi api, Limits limits) {
        UsagePlan plan = api.addUsagePlan(
                limits.name(),
                UsagePlanProps.builder()
                        .name(limits.name())
                        .throttle(ThrottleSettings.builder()
                                .rateLimit(limits.perSecond())
                                .burstLimit(limits.perSecond() * 2)
                                .build())
                        .quota(QuotaSettings.builder()
                                .limit(limits.perMonth())
                                .period(Period.MONTH)
                                .build())
                        .build());
        plan.addApiStage(UsagePlanPerApiStage.builder()
                .api(api)
                .stage(api.getDeploymentStage())
                .build());
    }

    private static void acceptFindings(RestApi api) {
        AcceptedFinding.in(
                api, "AwsSolutions-APIG2", "The servers validate every request; the gateway passes all paths on.");
        AcceptedFinding.in(
                api, "AwsSolutions-APIG3", "The firewall stands in front of the load balancer behind the gateway.");
        AcceptedFinding.in(
                api, "AwsSolutions-APIG4", "The gateway asks for its key, and the servers for the account's.");
        AcceptedFinding.in(
                api, "AwsSolutions-APIG6", "Access logs are on; execution logs would hold the bodies of requests.");
        AcceptedFinding.in(api, "AwsSolutions-COG4", "Callers are systems with keys, not people of a user pool.");
    }
}
