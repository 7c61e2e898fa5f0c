package com.engram.analysis.arrivals.sqs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** The queue into which the bucket writes a message for each upload, and the bucket whose messages count. */
@ApplicationScoped
class UploadQueueSettings {

    /** The longest that SQS allows. */
    static final Duration LONG_POLL = Duration.ofSeconds(20);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final Optional<String> queueUrl;
    private final String region;
    private final Optional<URI> endpoint;
    private final String bucket;
    private final AwsCredentialsProvider credentials;

    @Inject
    UploadQueueSettings(
            @ConfigProperty(name = "engram.uploads.queueUrl") Optional<String> queueUrl,
            @ConfigProperty(name = "engram.uploads.queueRegion", defaultValue = "us-east-1") String region,
            @ConfigProperty(name = "engram.uploads.queueEndpoint") Optional<URI> endpoint,
            @ConfigProperty(name = "engram.storage.bucket", defaultValue = "engram") String bucket) {
        this.queueUrl = queueUrl;
        this.region = region;
        this.endpoint = endpoint;
        this.bucket = bucket;
        this.credentials = DefaultCredentialsProvider.builder().build();
    }

    /** With a key pair, for tests. */
    UploadQueueSettings(String queueUrl, URI endpoint, String bucket, AwsCredentialsProvider credentials) {
        this.queueUrl = Optional.of(queueUrl);
        this.region = "us-east-1";
        this.endpoint = Optional.of(endpoint);
        this.bucket = bucket;
        this.credentials = credentials;
    }

    /** The address of the queue; empty if nothing announces uploads. */
    Optional<String> queueUrl() {
        return queueUrl;
    }

    String bucket() {
        return bucket;
    }

    SqsClient connect() {
        SqsClientBuilder builder = SqsClient.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClientBuilder(ApacheHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(LONG_POLL.plusSeconds(10)));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
