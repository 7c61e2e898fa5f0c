package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkStackTest {
    private final Installation standard = Synthesized.standard();
    private final Installation all = Synthesized.allChoices();

    @Test
    void there_is_no_nat_gateway_unless_servers_have_private_addresses() {
        assertThat(standard.resources("AWS::EC2::NatGateway")).isEmpty();
        assertThat(all.resources("AWS::EC2::NatGateway")).hasSize(1);
    }

    @Test
    void servers_with_private_addresses_reach_aws_through_endpoints() {
        assertThat(standard.resources("AWS::EC2::VPCEndpoint")).hasSize(1);
        assertThat(all.resources("AWS::EC2::VPCEndpoint"))
                .extracting(endpoint ->
                        endpoint.path("Properties").path("VpcEndpointType").asText())
                .containsOnly("Gateway", "Interface")
                .hasSize(9);
    }

    @Test
    void isolated_subnets_have_no_route_to_the_internet() {
        List<JsonNode> routes = standard.resources("AWS::EC2::Route");

        assertThat(routes).isNotEmpty();
        assertThat(routes)
                .allSatisfy(route -> assertThat(
                                route.path("Properties").path("RouteTableId").toString())
                        .contains("public"));
    }

    @Test
    void the_endpoint_of_the_isolated_subnets_leads_to_the_buckets_of_the_installation_only() {
        JsonNode policy = standard.properties("AWS::EC2::VPCEndpoint")
                .path("PolicyDocument")
                .path("Statement");

        assertThat(policy).hasSize(2);
        assertThat(policy.get(0).path("Resource").asText())
                .isEqualTo("arn:aws:s3:::engram-images-123456789012-eu-central-1/*");
        assertThat(policy.get(1).path("Resource").toString())
                .contains("engram-training-123456789012-eu-central-1")
                .doesNotContain("\"*\"");
    }

    @Test
    void only_the_load_balancer_accepts_connections_from_everywhere() {
        standard.resources().forEach((id, resource) -> {
            if (resource.path("Type").asText().equals("AWS::EC2::SecurityGroup") && !id.contains("LoadBalancer")) {
                assertThat(resource.path("Properties")
                                .path("SecurityGroupIngress")
                                .toString())
                        .as(id)
                        .doesNotContain("0.0.0.0/0");
            }
        });
    }

    @Test
    void only_servers_connect_to_the_database() {
        List<JsonNode> toDatabase = standard.resources("AWS::EC2::SecurityGroupIngress").stream()
                .filter(rule -> rule.path("Properties").path("FromPort").asInt() == 5432)
                .toList();

        assertThat(toDatabase).hasSize(1);
        assertThat(toDatabase
                        .get(0)
                        .path("Properties")
                        .path("SourceSecurityGroupId")
                        .toString())
                .contains("ConnectionsServers");
    }

    @Test
    void flows_are_logged() {
        assertThat(standard.resources("AWS::EC2::FlowLog")).hasSize(1);
    }
}
