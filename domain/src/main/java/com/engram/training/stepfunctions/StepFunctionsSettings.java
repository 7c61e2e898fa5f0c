package com.engram.training.stepfunctions;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.SfnClientBuilder;

/** The state machine that trains models, and the client that calls it. */
@ApplicationScoped
class StepFunctionsSettings {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private final Optional<String> stateMachine;
    private final String region;
    private final Optional<URI> endpoint;
    private @Nullable SfnClient client;

    @Inject
    StepFunctionsSettings(
            @ConfigProperty(name = "engram.training.stateMachine") Optional<String> stateMachine,
            @ConfigProperty(name = "engram.training.region", defaultValue = "us-east-1") String region,
            @ConfigProperty(name = "engram.training.endpoint") Optional<URI> endpoint) {
        this.stateMachine = stateMachine;
        this.region = region;
        this.endpoint = endpoint;
    }

    /** The ARN of the state machine; empty if models are not trained by one. */
    Optional<String> stateMachine() {
        return stateMachine;
    }

    synchronized SfnClient client() {
        if (client == null) {
            SfnClientBuilder builder = SfnClient.builder()
                    .region(Region.of(region))
                    .credentialsProvider(DefaultCredentialsProvider.builder().build())
                    .overrideConfiguration(call -> call.apiCallTimeout(CALL_TIMEOUT))
                    .httpClientBuilder(ApacheHttpClient.builder().connectionTimeout(CONNECT_TIMEOUT));
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
