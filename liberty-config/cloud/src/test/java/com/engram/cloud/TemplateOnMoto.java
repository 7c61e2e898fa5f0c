package com.engram.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Resources of the templates in moto, by the names that the servers' variables have. The product's own adapters are tested
 * against them, in tests that lie in the adapters' packages.
 */
public final class TemplateOnMoto implements AutoCloseable {
    private static final AwsCredentials ADMIN = AwsBasicCredentials.create("admin", "admin");
    private static final List<String> CREDENTIALS =
            List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken");

    private final Installation installation = Synthesized.allChoices();
    private final Moto moto;

    private TemplateOnMoto(Moto moto) {
        this.moto = moto;
    }

    /** Starts moto; skips the test if it is not installed. The adapters' credentials are those of an administrator. */
    public static TemplateOnMoto start() throws Exception {
        TemplateOnMoto started = new TemplateOnMoto(Moto.start());
        started.moto.reset();
        signInAs(ADMIN);
        return started;
    }

    /** Moto's address, which stands for the address of each service. */
    public URI address() {
        return moto.address();
    }

    /** The value of a variable of the servers' task, such as {@code ENGRAM_STORAGE_BUCKET}. */
    public String variable(String name) {
        for (JsonNode task : installation.resources("AWS::ECS::TaskDefinition")) {
            for (JsonNode variable : task.at("/Properties/ContainerDefinitions/0/Environment")) {
                if (variable.path("Name").asText().equals(name)) {
                    return Values.of(installation).text("Server", variable.path("Value"));
                }
            }
        }
        throw new AssertionError("No variable " + name);
    }

    /** Creates the images' bucket. */
    public void createBucket() {
        s3().createBucket(r -> r.bucket(variable("ENGRAM_STORAGE_BUCKET"))
                .createBucketConfiguration(c -> c.locationConstraint(Values.REGION)));
    }

    /** Creates the queue of arrived uploads, and lets the bucket write into it what the template says. */
    public void createQueue() {
        SqsClient sqs = client(SqsClient.builder()).build();
        String url = variable("ENGRAM_UPLOADS_QUEUEURL");
        String name = url.substring(url.lastIndexOf('/') + 1);
        String queue = sqs.createQueue(r -> r.queueName(name)
                        // The template's minute would make a test wait for the second delivery.
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "1")))
                .queueUrl();
        JsonNode wanted = installation
                .properties("AWS::S3::Bucket", "Data/Images")
                .at("/NotificationConfiguration/QueueConfigurations/0");
        s3().putBucketNotificationConfiguration(r -> r.bucket(variable("ENGRAM_STORAGE_BUCKET"))
                .notificationConfiguration(n -> n.queueConfigurations(q -> q.queueArn(
                                "arn:aws:sqs:%s:%s:%s".formatted(Values.REGION, Installation.ACCOUNT, name))
                        .events(Event.fromValue(wanted.path("Event").asText()))
                        .filter(f -> f.key(k -> k.filterRules(rule -> rule.name("prefix")
                                .value(wanted.at("/Filter/S3Key/Rules/0/Value").asText())))))));
        // Like S3, moto writes a test message. The product's reader deletes it, which a test of its own holds.
        sqs.purgeQueue(r -> r.queueUrl(queue));
    }

    /** The number of messages in the queue of arrived uploads, whether or not they were delivered once. */
    public int waiting() {
        Map<QueueAttributeName, String> counts = client(SqsClient.builder())
                .build()
                .getQueueAttributes(
                        r -> r.queueUrl(variable("ENGRAM_UPLOADS_QUEUEURL")).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                + Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    /** Lets functions answer calls with these results, one after the other. Moto answers for a function of any name. */
    public void answerFromFunction(List<String> results) throws Exception {
        moto.post("/moto-api/config", "{\"lambda\": {\"use_docker\": false}}");
        moto.post(
                "/moto-api/static/lambda-simple/response",
                Installation.JSON.writeValueAsString(Map.of("region", Values.REGION, "results", results)));
    }

    /** Lets endpoints answer calls with these results, one after the other. Moto answers for an endpoint of any name. */
    public void answerFromEndpoint(List<String> results) throws Exception {
        moto.post(
                "/moto-api/static/sagemaker/endpoint-results",
                Installation.JSON.writeValueAsString(Map.of(
                        "region",
                        Values.REGION,
                        "results",
                        results.stream()
                                .map(body -> Map.of(
                                        "Body",
                                        body,
                                        "ContentType",
                                        "application/json",
                                        "InvokedProductionVariant",
                                        "only",
                                        "CustomAttributes",
                                        ""))
                                .toList())));
    }

    /** From now on the adapters have the credentials of the servers' role, and moto refuses what its policies do not allow. */
    public void enforceServerRole() throws Exception {
        signInAs(moto.assumeRole("server", RolesTest.policies(installation, "Server/ServerRole")));
        moto.enforcePolicies();
    }

    /** Posts a file by a form, as a browser does; the status of the answer. */
    public int post(URI form, Map<String, String> fields, String file) throws Exception {
        return moto.postForm(form.getPath(), List.copyOf(fields.entrySet()), file);
    }

    /** A response of the engine, as the product's modules have agreed on it: {@code scored} or {@code heatmap} for example. */
    public static String engineResponse(String name) throws IOException {
        return Files.readString(
                Path.of("../../inference-worker/src/main/resources/com/engram/inference/wire", name + ".json"));
    }

    private S3Client s3() {
        return client(S3Client.builder()).forcePathStyle(true).build();
    }

    private <B extends AwsClientBuilder<B, ?>> B client(B builder) {
        return builder.endpointOverride(moto.address())
                .region(Region.of(Values.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(ADMIN));
    }

    /** Where the adapters' clients look first for credentials that no property names. */
    private static void signInAs(AwsCredentials credentials) {
        System.setProperty("aws.accessKeyId", credentials.accessKeyId());
        System.setProperty("aws.secretAccessKey", credentials.secretAccessKey());
        if (credentials instanceof AwsSessionCredentials session) {
            System.setProperty("aws.sessionToken", session.sessionToken());
        } else {
            System.clearProperty("aws.sessionToken");
        }
    }

    @Override
    public void close() {
        CREDENTIALS.forEach(System::clearProperty);
        moto.close();
    }
}
