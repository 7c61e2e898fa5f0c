package com.engram.analysis.backends.sagemaker;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClientBuilder;

/** Where the endpoints are, and the client that both ways of asking share. */
@ApplicationScoped
class SageMakerSettings {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final int MOST_CONNECTIONS = 256;

    @Inject
    @ConfigProperty(name = "engram.sagemaker.endpointName")
    private Optional<String> endpointName;

    @Inject
    @ConfigProperty(name = "engram.sagemaker.asyncEndpointName")
    private Optional<String> asyncEndpointName;

    @Inject
    @ConfigProperty(name = "engram.sagemaker.region", defaultValue = "us-east-1")
    private String region;

    @Inject
    @ConfigProperty(name = "engram.sagemaker.endpoint")
    private Optional<URI> endpoint;

    /** Above the minute that SageMaker gives a model, or one that takes it would be asked twice. */
    @Inject
    @ConfigProperty(name = "engram.sagemaker.secondsToAnswer", defaultValue = "70")
    private int secondsToAnswer;

    @Inject
    @ConfigProperty(name = "engram.sagemaker.asyncSecondsToAnswer", defaultValue = "840")
    private int asyncSecondsToAnswer;

    private AwsCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();
    private @Nullable SageMakerRuntimeClient client;

    @SuppressWarnings("NullAway.Init")
    SageMakerSettings() {}

    /** As CDI would make it, with a key pair. */
    SageMakerSettings(String name, URI endpoint, int secondsToAnswer, AwsCredentialsProvider credentials) {
        this.endpointName = Optional.of(name);
        this.asyncEndpointName = Optional.of(name);
        this.region = "us-east-1";
        this.endpoint = Optional.of(endpoint);
        this.secondsToAnswer = secondsToAnswer;
        this.asyncSecondsToAnswer = secondsToAnswer;
        this.credentials = credentials;
    }

    Optional<String> endpointName() {
        return endpointName;
    }

    Optional<String> asyncEndpointName() {
        return asyncEndpointName;
    }

    Duration asyncPatience() {
        return Duration.ofSeconds(asyncSecondsToAnswer);
    }

    synchronized SageMakerRuntimeClient client() {
        if (client == null) {
            SageMakerRuntimeClientBuilder builder = SageMakerRuntimeClient.builder()
                    .region(Region.of(region))
                    .credentialsProvider(credentials)
                    .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                    .httpClientBuilder(ApacheHttpClient.builder()
                            .maxConnections(MOST_CONNECTIONS)
                            .connectionTimeout(CONNECT_LIMIT)
                            .socketTimeout(Duration.ofSeconds(secondsToAnswer)));
            endpoint.ifPresent(builder::endpointOverride);
            client = builder.build();
        }
        return client;
    }

    @PreDestroy
    synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
