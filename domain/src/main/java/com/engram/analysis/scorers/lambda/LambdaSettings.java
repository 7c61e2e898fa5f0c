package com.engram.analysis.scorers.lambda;

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
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;

/** The function's name and endpoint, and how long a call may take. */
@ApplicationScoped
class LambdaSettings {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_CONNECTIONS = 256;

    private final Optional<String> function;
    private final String region;
    private final Optional<URI> endpoint;
    private final int secondsToAnswer;
    private final AwsCredentialsProvider credentials;

    @Inject
    LambdaSettings(
            @ConfigProperty(name = "engram.lambda.function") Optional<String> function,
            @ConfigProperty(name = "engram.lambda.region", defaultValue = "us-east-1") String region,
            @ConfigProperty(name = "engram.lambda.endpoint") Optional<URI> endpoint,
            @ConfigProperty(name = "engram.lambda.secondsToAnswer", defaultValue = "70") int secondsToAnswer) {
        this.function = function;
        this.region = region;
        this.endpoint = endpoint;
        this.secondsToAnswer = secondsToAnswer;
        this.credentials = DefaultCredentialsProvider.builder().build();
    }

    /** With a key pair, for tests. */
    LambdaSettings(String function, URI endpoint, int secondsToAnswer, AwsCredentialsProvider credentials) {
        this.function = Optional.of(function);
        this.region = "us-east-1";
        this.endpoint = Optional.of(endpoint);
        this.secondsToAnswer = secondsToAnswer;
        this.credentials = credentials;
    }

    Optional<String> function() {
        return function;
    }

    LambdaClient connect() {
        LambdaClientBuilder builder = LambdaClient.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(MAX_CONNECTIONS)
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(Duration.ofSeconds(secondsToAnswer)));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
