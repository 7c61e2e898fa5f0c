package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerStackTest {
    private final Installation standard = Synthesized.standard();
    private final Installation all = Synthesized.allChoices();

    @Test
    void two_servers_run_and_a_failed_deployment_goes_back() {
        JsonNode service = standard.properties("AWS::ECS::Service");

        assertThat(service.path("DesiredCount").asInt()).isEqualTo(2);
        assertThat(service.at("/DeploymentConfiguration/MinimumHealthyPercent").asInt())
                .isEqualTo(100);
        assertThat(service.at("/DeploymentConfiguration/DeploymentCircuitBreaker/Rollback")
                        .asBoolean())
                .isTrue();
        assertThat(service.path("HealthCheckGracePeriodSeconds").asInt())
                .as("longer than a server waits for the schema")
                .isGreaterThan(300);
    }

    @Test
    void servers_have_public_addresses_only_without_a_nat_gateway() {
        assertThat(standard.properties("AWS::ECS::Service")
                        .at("/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp")
                        .asText())
                .isEqualTo("ENABLED");
        assertThat(all.properties("AWS::ECS::Service")
                        .at("/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp")
                        .asText())
                .isEqualTo("DISABLED");
    }

    @Test
    void no_server_has_a_name_in_its_task_so_that_each_takes_its_host_name() {
        assertThat(variables(server())).doesNotContain("ENGRAM_SERVER_NAME");
    }

    @Test
    void only_the_migrations_get_the_owners_password() {
        assertThat(secrets(server())).doesNotContain("ENGRAM_DATABASE_OWNERPASSWORD", "ENGRAM_DATABASE_OWNERUSER");
        assertThat(secrets(container("migrate")))
                .containsExactlyInAnyOrder(
                        "ENGRAM_DATABASE_OWNERUSER",
                        "ENGRAM_DATABASE_OWNERPASSWORD",
                        "ENGRAM_DATABASE_APPPASSWORD",
                        "ENGRAM_DATABASE_OPERATORPASSWORD");
        assertThat(variables(container("migrate"))).containsExactly("ENGRAM_DATABASE_URL");
    }

    @Test
    void no_secret_is_a_plain_variable() {
        assertThat(variables(server()))
                .isNotEmpty()
                .noneMatch(name -> name.matches(".*(PASSWORD|SECRET|TOKEN|APIKEY).*"));
    }

    @Test
    void the_migrations_run_before_the_servers_are_replaced_and_again_with_each_new_task() {
        JsonNode service = standard.resources("AWS::ECS::Service").get(0);
        assertThat(service.path("DependsOn").toString()).contains("MigrationsRun");

        JsonNode run = standard.properties("Custom::Migrations");
        assertThat(run.path("Update").toString()).contains("runTask").contains("MigrationsTask");
        assertThat(run.path("Create")).isEqualTo(run.path("Update"));
        assertThat(container("migrate").path("Command").toString()).isEqualTo("[\"migrate\"]");
    }

    @Test
    void servers_and_migrations_check_the_databases_certificate() {
        for (JsonNode container : List.of(server(), container("migrate"))) {
            JsonNode url = null;
            for (JsonNode variable : container.path("Environment")) {
                if (variable.path("Name").asText().equals("ENGRAM_DATABASE_URL")) {
                    url = variable.path("Value");
                }
            }
            assertThat(url).isNotNull();
            assertThat(Values.of(standard).text("Server", url))
                    .endsWith(":5432/engram?sslmode=verify-full&sslrootcert=/opt/engram/rds-certificates.pem");
        }
    }

    @Test
    void the_load_balancer_ends_tls_asks_for_readiness_and_redirects_http() {
        JsonNode https = listener(443);
        assertThat(https.path("Protocol").asText()).isEqualTo("HTTPS");
        assertThat(https.path("SslPolicy").asText()).contains("TLS13");
        assertThat(listener(80).at("/DefaultActions/0/RedirectConfig/Protocol").asText())
                .isEqualTo("HTTPS");
        JsonNode targets = standard.properties("AWS::ElasticLoadBalancingV2::TargetGroup");
        assertThat(targets.path("HealthCheckPath").asText()).isEqualTo("/health/ready");
        assertThat(targets.path("Port").asInt()).isEqualTo(9080);
        assertThat(standard.properties("AWS::CertificateManager::Certificate")
                        .path("DomainName")
                        .asText())
                .isEqualTo("engram.example.com");
    }

    private JsonNode listener(int port) {
        return standard.resources("AWS::ElasticLoadBalancingV2::Listener").stream()
                .map(listener -> listener.path("Properties"))
                .filter(listener -> listener.path("Port").asInt() == port)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_firewall_limits_the_rate_of_each_address() {
        JsonNode rule = standard.properties("AWS::WAFv2::WebACL").path("Rules").get(0);

        assertThat(rule.at("/Statement/RateBasedStatement/AggregateKeyType").asText())
                .isEqualTo("IP");
        assertThat(rule.at("/Statement/RateBasedStatement/Limit").asInt()).isEqualTo(30_000);
        assertThat(rule.at("/Action/Block/CustomResponse/ResponseCode").asInt()).isEqualTo(429);
        assertThat(standard.resources("AWS::WAFv2::WebACLAssociation")).hasSize(1);
    }

    @Test
    void a_gateway_with_usage_plans_is_a_choice_and_asks_for_keys() {
        assertThat(standard.resources("AWS::ApiGateway::RestApi")).isEmpty();
        assertThat(all.resources("AWS::ApiGateway::UsagePlan")).hasSize(2);
        assertThat(all.resources("AWS::ApiGateway::Method"))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(
                                method.at("/Properties/ApiKeyRequired").asBoolean())
                        .isTrue());
    }

    @Test
    void every_task_has_a_scorer() {
        assertThat(value(standard, "ENGRAM_SCORING_BACKENDS")).isEqualTo("lambda");
        assertThat(value(standard, "ENGRAM_HEATMAPS_BACKENDS")).isEqualTo("sagemaker-async");
        assertThat(value(standard, "ENGRAM_SAGEMAKER_ASYNCENDPOINTNAME")).isEqualTo("engram-async");
        assertThat(value(all, "ENGRAM_SCORING_BACKENDS")).isEqualTo("lambda,sagemaker");
        assertThat(value(all, "ENGRAM_HEATMAPS_BACKENDS")).isEqualTo("sagemaker,lambda,sagemaker-async");
        assertThat(value(standard, "ENGRAM_LAMBDA_FUNCTION")).endsWith(":live");
    }

    @Test
    void servers_trust_the_networks_proxies_only() {
        assertThat("10.42.3.7").matches(value(standard, "ENGRAM_HTTP_PROXIES"));
        assertThat("10.43.3.7").doesNotMatch(value(standard, "ENGRAM_HTTP_PROXIES"));
        assertThat("10x42.3.7").doesNotMatch(value(standard, "ENGRAM_HTTP_PROXIES"));
    }

    private String value(Installation installation, String name) {
        for (JsonNode variable : container(installation, "server").path("Environment")) {
            if (variable.path("Name").asText().equals(name)) {
                return Values.of(installation).text("Server", variable.path("Value"));
            }
        }
        throw new AssertionError("no variable " + name);
    }

    private JsonNode server() {
        return container("server");
    }

    private JsonNode container(String name) {
        return container(standard, name);
    }

    private static JsonNode container(Installation installation, String name) {
        return installation.resources("AWS::ECS::TaskDefinition").stream()
                .map(task -> task.at("/Properties/ContainerDefinitions/0"))
                .filter(container -> container.path("Name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> variables(JsonNode container) {
        return names(container.path("Environment"));
    }

    private static List<String> secrets(JsonNode container) {
        return names(container.path("Secrets"));
    }

    private static List<String> names(JsonNode entries) {
        List<String> names = new ArrayList<>();
        entries.forEach(entry -> names.add(entry.path("Name").asText()));
        return names;
    }

    /** The environment of a server, for other tests. */
    static Map<String, List<String>> environment(Installation installation) {
        JsonNode server = container(installation, "server");
        return Map.of("plain", variables(server), "secret", secrets(server));
    }
}
