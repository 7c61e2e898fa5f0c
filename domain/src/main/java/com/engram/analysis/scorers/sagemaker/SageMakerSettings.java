package com.engram.analysis.scorers.sagemaker;

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

/** The names of the endpoints, and the client for synchronous and asynchronous calls. */
@ApplicationScoped
class SageMakerSettings {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_CONNECTIONS = 256;

    private final Optional<String> endpointName;
    private final Optional<String> asyncEndpointName;
    private final String region;
    private final Optional<URI> endpoint;

    /** Longer than the minute that SageMaker gives a model; otherwise a slow call would be repeated while it still runs. */
    private final int secondsToAnswer;

    private final int asyncSecondsToAnswer;
    private final AwsCredentialsProvider credentials;
    private @Nullable SageMakerRuntimeClient client;

    @Inject
    SageMakerSettings(
            @ConfigProperty(name = "engram.sagemaker.endpointName") Optional<String> endpointName,
            @ConfigProperty(name = "engram.sagemaker.asyncEndpointName") Optional<String> asyncEndpointName,
            @ConfigProperty(name = "engram.sagemaker.region", defaultValue = "us-east-1") String region,
            @ConfigProperty(name = "engram.sagemaker.endpoint") Optional<URI> endpoint,
            @ConfigProperty(name = "engram.sagemaker.secondsToAnswer", defaultValue = "70") int secondsToAnswer,
            @ConfigProperty(name = "engram.sagemaker.asyncSecondsToAnswer", defaultValue = "840")
                    int asyncSecondsToAnswer) {
        this.endpointName = endpointName;
        this.asyncEndpointName = asyncEndpointName;
        this.region = region;
        this.endpoint = endpoint;
        this.secondsToAnswer = secondsToAnswer;
        this.asyncSecondsToAnswer = asyncSecondsToAnswer;
        this.credentials = DefaultCredentialsProvider.builder().build();
    }

    /** With a key pair, for tests. */
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

    Duration asyncTimeout() {
        return Duration.ofSeconds(asyncSecondsToAnswer);
    }

    synchronized SageMakerRuntimeClient client() {
        if (client == null) {
            SageMakerRuntimeClientBuilder builder = SageMakerRuntimeClient.builder()
                    .region(Region.of(region))
                    .credentialsProvider(credentials)
                    .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                    .httpClientBuilder(ApacheHttpClient.builder()
                            .maxConnections(MAX_CONNECTIONS)
                            .connectionTimeout(CONNECT_TIMEOUT)
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
