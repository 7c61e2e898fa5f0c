package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncResponse;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The calls that a server makes in the life of an image, by the product's own client settings, against moto: with the names of
 * the templates, and under the policies of the server's role.
 */
class AwsCallsTest {
    private static final AwsCredentials ADMIN = AwsBasicCredentials.create("admin", "admin");

    private final Installation installation = Synthesized.allChoices();
    private final String bucket = installation
            .properties("AWS::S3::Bucket", "Data/Images")
            .path("BucketName")
            .asText();

    private static Moto moto;

    /** Once for all tests: it takes seconds, and on a busy machine more than that. */
    @BeforeAll
    static void start() throws Exception {
        moto = Moto.start();
    }

    @BeforeEach
    void empty() throws Exception {
        moto.reset();
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            moto.close();
        }
    }

    @Test
    void an_images_life_needs_no_more_rights_than_the_server_has() throws Exception {
        S3Client admin = s3(ADMIN);
        admin.createBucket(r -> r.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint(Values.REGION)));
        admin.createBucket(
                r -> r.bucket("another").createBucketConfiguration(c -> c.locationConstraint(Values.REGION)));
        admin.putObject(r -> r.bucket("another").key("a"), RequestBody.fromString("not ours"));
        S3Client s3 = s3(moto.assumeRole("server", RolesTest.policies(installation, "Server/ServerRole")));
        moto.enforcePolicies();

        s3.putObject(
                r -> r.bucket(bucket).key("incoming-1").contentType("image/jpeg"), RequestBody.fromString("image"));
        String etag = s3.headObject(r -> r.bucket(bucket).key("incoming-1")).eTag();
        s3.copyObject(r -> r.sourceBucket(bucket)
                .sourceKey("incoming-1")
                .copySourceIfMatch(etag)
                .destinationBucket(bucket)
                .destinationKey("original-1"));
        s3.deleteObject(r -> r.bucket(bucket).key("incoming-1"));

        assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key("original-1")).asUtf8String())
                .isEqualTo("image");
        assertThatThrownBy(() -> s3.headObject(r -> r.bucket(bucket).key("incoming-1")))
                .as("404 and not 403")
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.getObject(r -> r.bucket("another").key("a")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(403));
        assertThatThrownBy(() -> s3.deleteBucket(r -> r.bucket(bucket)))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(403));
    }

    @Test
    void a_form_writes_a_message_into_the_queue_of_the_template() throws Exception {
        S3Client s3 = s3(ADMIN);
        SqsClient sqs = client(SqsClient.builder(), ADMIN).build();
        String queue = sqs.createQueue(r -> r.queueName("uploads")).queueUrl();
        JsonNode wanted = installation
                .properties("AWS::S3::Bucket", "Data/Images")
                .at("/NotificationConfiguration/QueueConfigurations/0");
        s3.createBucket(r -> r.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint(Values.REGION)));
        s3.putBucketNotificationConfiguration(r -> r.bucket(bucket)
                .notificationConfiguration(n -> n.queueConfigurations(q -> q.queueArn(
                                "arn:aws:sqs:eu-central-1:123456789012:uploads")
                        .events(Event.fromValue(wanted.path("Event").asText()))
                        .filter(f -> f.key(k -> k.filterRules(rule -> rule.name("prefix")
                                .value(wanted.at("/Filter/S3Key/Rules/0/Value").asText())))))));
        sqs.purgeQueue(r -> r.queueUrl(queue)); // S3 writes a test message.

        s3.putObject(r -> r.bucket(bucket).key("incoming-2"), RequestBody.fromString("by a server"));
        assertThat(moto.postForm("/" + bucket, List.of(Map.entry("key", "preview-1")), "image"))
                .isBetween(200, 204);
        assertThat(moto.postForm("/" + bucket, List.of(Map.entry("key", "incoming-1")), "image"))
                .isBetween(200, 204);

        List<String> messages = sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10)).messages().stream()
                .map(Message::body)
                .toList();
        assertThat(messages).hasSize(1);
        // UploadMessage reads these members, and UploadQueueReaderTest the same message.
        JsonNode created = Installation.JSON.readTree(messages.get(0)).at("/Records/0");
        assertThat(created.path("eventName").asText()).isEqualTo("ObjectCreated:Post");
        assertThat(created.at("/s3/bucket/name").asText()).isEqualTo(bucket);
        assertThat(created.at("/s3/object/key").asText()).isEqualTo("incoming-1");
    }

    /** Moto does not enforce policies of single queues; RolesTest simulates them. */
    @Test
    void a_message_that_is_received_five_times_without_being_deleted_goes_to_the_other_queue() {
        JsonNode redrive = installation.resources("AWS::SQS::Queue").stream()
                .map(resource -> resource.at("/Properties/RedrivePolicy"))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseThrow();
        SqsClient sqs = client(SqsClient.builder(), ADMIN).build();
        String failed = sqs.createQueue(r -> r.queueName("failed")).queueUrl();
        String policy =
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-central-1:123456789012:failed\",\"maxReceiveCount\":%d}"
                        .formatted(redrive.path("maxReceiveCount").asInt());
        String queue = sqs.createQueue(r -> r.queueName("uploads")
                        .attributes(Map.of(
                                QueueAttributeName.REDRIVE_POLICY, policy, QueueAttributeName.VISIBILITY_TIMEOUT, "0")))
                .queueUrl();
        sqs.sendMessage(r -> r.queueUrl(queue).messageBody("handled"));
        Message handled = sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10))
                .messages()
                .get(0);
        assertThat(sqs.deleteMessageBatch(
                                r -> r.queueUrl(queue).entries(e -> e.id("0").receiptHandle(handled.receiptHandle())))
                        .successful())
                .hasSize(1);
        sqs.sendMessage(r -> r.queueUrl(queue).messageBody("not handled"));

        for (int delivery = 1; delivery <= 6; delivery++) {
            assertThat(sqs.receiveMessage(r -> r.queueUrl(queue)).messages()).hasSize(delivery <= 5 ? 1 : 0);
        }

        assertThat(sqs.receiveMessage(r -> r.queueUrl(failed)).messages())
                .extracting(Message::body)
                .containsExactly("not handled");
    }

    @Test
    void s3_accepts_the_lifecycle_rules_and_cors_rules() {
        S3Client s3 = s3(ADMIN);
        JsonNode properties = installation.properties("AWS::S3::Bucket", "Data/Images");
        s3.createBucket(r -> r.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint(Values.REGION)));
        List<LifecycleRule> rules = new ArrayList<>();
        properties.at("/LifecycleConfiguration/Rules").forEach(rule -> {
            if (rule.has("ExpirationInDays")) {
                rules.add(LifecycleRule.builder()
                        .id(rule.path("Id").asText())
                        .status(ExpirationStatus.ENABLED)
                        .filter(f -> f.prefix(rule.path("Prefix").asText()))
                        .expiration(e -> e.days(rule.path("ExpirationInDays").asInt()))
                        .build());
            }
        });
        JsonNode cors = properties.at("/CorsConfiguration/CorsRules/0");

        s3.putBucketLifecycleConfiguration(
                r -> r.bucket(bucket).lifecycleConfiguration(configuration -> configuration.rules(rules)));
        s3.putBucketCors(r -> r.bucket(bucket)
                .corsConfiguration(configuration -> configuration.corsRules(
                        rule -> rule.allowedOrigins(cors.at("/AllowedOrigins/0").asText())
                                .allowedMethods("POST", "GET")
                                .allowedHeaders("*"))));

        assertThat(s3.getBucketLifecycleConfiguration(r -> r.bucket(bucket)).rules())
                .hasSize(6);
        assertThat(s3.getBucketCors(r -> r.bucket(bucket)).corsRules().get(0).allowedOrigins())
                .containsExactly("https://engram.example.com");
    }

    @Test
    void an_asynchronous_call_names_the_endpoint_and_the_request_in_the_bucket() {
        S3Client s3 = s3(ADMIN);
        s3.createBucket(r -> r.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint(Values.REGION)));
        s3.putObject(r -> r.bucket(bucket).key("request-1"), RequestBody.fromString("{}"));
        SageMakerRuntimeClient endpoint =
                client(SageMakerRuntimeClient.builder(), ADMIN).build();

        InvokeEndpointAsyncResponse accepted = endpoint.invokeEndpointAsync(r -> r.endpointName("engram-async")
                .contentType("application/json")
                .inputLocation("s3://" + bucket + "/request-1")
                .requestTTLSeconds(840));

        assertThat(URI.create(accepted.outputLocation()).getPath()).isNotBlank();
        assertThat(accepted.failureLocation()).isNotBlank();
    }

    /** Moto does not enforce policies of single state machines; RolesTest simulates them. */
    @Test
    void a_training_is_started_and_found_by_the_name_of_the_template() throws Exception {
        JsonNode machine = installation.properties("AWS::StepFunctions::StateMachine", "Training/OwnModels");
        String name = machine.path("StateMachineName").asText();
        SfnClient server = client(SfnClient.builder(), ADMIN).build();
        String arn = server.createStateMachine(r -> r.name(name)
                        .roleArn("arn:aws:iam::123456789012:role/steps")
                        .definition(machine.path("DefinitionString").asText()))
                .stateMachineArn();
        assertThat(variable("ENGRAM_TRAINING_STATEMACHINE")).isEqualTo(arn);

        String execution = server.startExecution(
                        r -> r.stateMachineArn(arn).name("a-1").input("{\"model\":\"a\"}"))
                .executionArn();

        assertThat(execution)
                .as("StepFunctionsTraining makes it of the state machine's name")
                .isEqualTo(arn.replace(":stateMachine:", ":execution:") + ":a-1");
        assertThat(server.describeExecution(r -> r.executionArn(execution)).status())
                .isEqualTo(ExecutionStatus.RUNNING);
        server.stopExecution(r -> r.executionArn(execution));
        assertThat(server.describeExecution(r -> r.executionArn(execution)).status())
                .isEqualTo(ExecutionStatus.ABORTED);
    }

    /** The value of a variable of the servers' task. */
    private String variable(String name) {
        for (JsonNode task : installation.resources("AWS::ECS::TaskDefinition")) {
            for (JsonNode variable : task.at("/Properties/ContainerDefinitions/0/Environment")) {
                if (variable.path("Name").asText().equals(name)) {
                    return Values.of(installation).text("Server", variable.path("Value"));
                }
            }
        }
        throw new AssertionError("No variable " + name);
    }

    @Test
    void a_release_reads_the_secrets_by_the_names_of_the_template() {
        SecretsManagerClient secrets =
                client(SecretsManagerClient.builder(), ADMIN).build();
        List<JsonNode> wanted = installation.resources("AWS::SecretsManager::Secret");
        for (JsonNode secret : wanted) {
            secrets.createSecret(
                    r -> r.name(secret.at("/Properties/Name").asText()).secretString("value"));
        }

        assertThat(wanted).hasSize(7);
        assertThat(secrets.getSecretValue(r -> r.secretId("engram/operator-key"))
                        .secretString())
                .as("docs/aws.md reads it by this name")
                .isEqualTo("value");
        assertThat(secrets.getSecretValue(r -> r.secretId("engram/database-owner"))
                        .secretString())
                .isEqualTo("value");
    }

    /** With the settings of the product's object store. */
    private S3Client s3(AwsCredentials credentials) {
        return client(S3Client.builder(), credentials)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .build();
    }

    private <B extends AwsClientBuilder<B, ?>> B client(B builder, AwsCredentials credentials) {
        return builder.endpointOverride(moto.address())
                .region(Region.of(Values.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(credentials));
    }
}
