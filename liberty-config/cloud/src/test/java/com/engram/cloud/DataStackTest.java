package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DataStackTest {
    private final Installation standard = Synthesized.standard();
    private final Installation all = Synthesized.allChoices();

    @Test
    void postgresql_refuses_connections_without_tls() {
        assertThat(parameters(standard, "AWS::RDS::DBParameterGroup")
                        .path("rds.force_ssl")
                        .asText())
                .isEqualTo("1");
        assertThat(parameters(all, "AWS::RDS::DBClusterParameterGroup")
                        .path("rds.force_ssl")
                        .asText())
                .isEqualTo("1");
        assertThat(standard.properties("AWS::RDS::DBInstance").has("DBParameterGroupName"))
                .isTrue();
    }

    private static JsonNode parameters(Installation installation, String type) {
        return installation.properties(type).path("Parameters");
    }

    @Test
    void the_instance_is_encrypted_private_in_two_zones_and_keeps_backups_for_point_in_time_recovery() {
        JsonNode instance = standard.properties("AWS::RDS::DBInstance");

        assertThat(instance.path("StorageEncrypted").asBoolean()).isTrue();
        assertThat(instance.path("PubliclyAccessible").asBoolean()).isFalse();
        assertThat(instance.path("MultiAZ").asBoolean()).isTrue();
        assertThat(instance.path("BackupRetentionPeriod").asInt()).isEqualTo(14);
        assertThat(instance.path("DeletionProtection").asBoolean()).isTrue();
        assertThat(instance.path("DBName").asText()).isEqualTo("engram");
    }

    @Test
    void deleting_the_stack_takes_a_last_snapshot_and_keeps_buckets_and_secrets() {
        assertThat(standard.resources("AWS::RDS::DBInstance")
                        .get(0)
                        .path("DeletionPolicy")
                        .asText())
                .isEqualTo("Snapshot");
        assertThat(standard.resources("AWS::S3::Bucket"))
                .allSatisfy(bucket ->
                        assertThat(bucket.path("DeletionPolicy").asText()).isEqualTo("Retain"));
        assertThat(standard.resources().entrySet().stream()
                        .filter(resource -> resource.getKey().startsWith("Data/Secrets")))
                .hasSize(6)
                .allSatisfy(secret -> assertThat(
                                secret.getValue().path("DeletionPolicy").asText())
                        .isEqualTo("Retain"));
    }

    @Test
    void aurora_may_pause_and_has_backups() {
        JsonNode cluster = all.properties("AWS::RDS::DBCluster");

        assertThat(cluster.path("ServerlessV2ScalingConfiguration")
                        .path("MinCapacity")
                        .asInt())
                .isZero();
        assertThat(cluster.path("ServerlessV2ScalingConfiguration")
                        .path("SecondsUntilAutoPause")
                        .asInt())
                .isEqualTo(300);
        assertThat(cluster.path("BackupRetentionPeriod").asInt()).isEqualTo(14);
        assertThat(cluster.path("StorageEncrypted").asBoolean()).isTrue();
        assertThat(all.resources("AWS::RDS::DBInstance")).hasSize(2);
    }

    @Test
    void no_bucket_is_public_and_each_refuses_plain_http() {
        assertThat(standard.resources("AWS::S3::Bucket"))
                .hasSize(3)
                .allSatisfy(bucket -> assertThat(bucket.path("Properties").path("PublicAccessBlockConfiguration"))
                        .hasSize(4)
                        .allMatch(JsonNode::asBoolean));
        assertThat(standard.resources("AWS::S3::BucketPolicy"))
                .hasSize(3)
                .allSatisfy(policy -> assertThat(policy.toString()).contains("\"aws:SecureTransport\":\"false\""));
    }

    @Test
    void browsers_may_post_to_the_bucket_from_the_portal_only() {
        JsonNode rules = standard.properties("AWS::S3::Bucket", "Data/Images")
                .path("CorsConfiguration")
                .path("CorsRules");

        assertThat(rules).hasSize(1);
        assertThat(rules.get(0).path("AllowedOrigins").toString()).isEqualTo("[\"https://engram.example.com\"]");
        assertThat(rules.get(0).path("AllowedMethods").toString())
                .contains("POST")
                .doesNotContain("PUT");
    }

    @Test
    void what_a_server_could_not_delete_expires() {
        Map<String, Integer> days = new TreeMap<>();
        standard.properties("AWS::S3::Bucket", "Data/Images")
                .path("LifecycleConfiguration")
                .path("Rules")
                .forEach(rule -> days.put(
                        rule.path("Prefix").asText(),
                        rule.path("ExpirationInDays").asInt()));

        assertThat(days)
                .containsEntry("incoming-", 7)
                .containsEntry("request-", 1)
                .containsEntry("response/", 1)
                .containsEntry("failure/", 1)
                .containsEntry("export-", 8)
                .containsEntry("training-", 7)
                .doesNotContainKeys("original-", "preview-", "thumbnail-");
    }

    @Test
    void without_the_queue_of_uploads_the_bucket_announces_nothing() throws IOException {
        Installation without = Installation.with(Map.of("uploadQueue", false));

        assertThat(without.resources("AWS::SQS::Queue")).isEmpty();
        assertThat(without.properties("AWS::S3::Bucket", "Data/Images").has("NotificationConfiguration"))
                .isFalse();
        assertThat(ServerStackTest.environment(without).get("plain")).doesNotContain("ENGRAM_UPLOADS_QUEUEURL");
    }

    @Test
    void an_upload_by_a_form_writes_a_message_that_only_this_bucket_may_write() {
        JsonNode configuration = all.properties("AWS::S3::Bucket", "Data/Images")
                .path("NotificationConfiguration")
                .path("QueueConfigurations");
        assertThat(configuration).hasSize(1);
        assertThat(configuration.get(0).path("Event").asText()).isEqualTo("s3:ObjectCreated:Post");
        assertThat(configuration.get(0).at("/Filter/S3Key/Rules/0/Value").asText())
                .isEqualTo("incoming-");

        JsonNode statements = all.properties("AWS::SQS::QueuePolicy", "Data/ArrivedUploadsQueue")
                .path("PolicyDocument")
                .path("Statement");
        JsonNode allowed = null;
        for (JsonNode statement : statements) {
            if (statement.path("Effect").asText().equals("Allow")) {
                allowed = statement;
            }
        }
        assertThat(allowed).isNotNull();
        assertThat(allowed.path("Principal").path("Service").asText()).isEqualTo("s3.amazonaws.com");
        assertThat(allowed.at("/Condition/StringEquals/aws:SourceAccount").asText())
                .isEqualTo(Installation.ACCOUNT);
        assertThat(allowed.at("/Condition/ArnEquals/aws:SourceArn").asText())
                .isEqualTo("arn:aws:s3:::engram-images-123456789012-eu-central-1");
    }

    @Test
    void the_bucket_waits_for_the_queues_policy_because_s3_tests_the_notification() {
        JsonNode bucket = all.resources().entrySet().stream()
                .filter(resource -> resource.getKey().startsWith("Data/ImagesBucket"))
                .filter(resource -> resource.getValue().path("Type").asText().equals("AWS::S3::Bucket"))
                .findFirst()
                .orElseThrow()
                .getValue();

        assertThat(bucket.path("DependsOn").toString()).contains("ArrivedUploadsQueuePolicy");
    }

    @Test
    void messages_that_fail_five_times_go_to_another_queue() {
        JsonNode queue = all.resources("AWS::SQS::Queue").stream()
                .map(resource -> resource.path("Properties"))
                .filter(properties -> properties.has("RedrivePolicy"))
                .findFirst()
                .orElseThrow();

        assertThat(queue.at("/RedrivePolicy/maxReceiveCount").asInt()).isEqualTo(5);
        assertThat(queue.path("SqsManagedSseEnabled").asBoolean()).isTrue();
    }
}
