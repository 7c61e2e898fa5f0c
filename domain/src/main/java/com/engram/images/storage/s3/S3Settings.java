package com.engram.images.storage.s3;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Where the object store is and how to sign for it. */
@ApplicationScoped
class S3Settings {

    @Inject
    @ConfigProperty(name = "engram.storage.endpoint")
    private Optional<URI> endpoint;

    @Inject
    @ConfigProperty(name = "engram.storage.publicUrl")
    private Optional<URI> publicUrl;

    @Inject
    @ConfigProperty(name = "engram.storage.bucket", defaultValue = "engram")
    private String bucket;

    @Inject
    @ConfigProperty(name = "engram.storage.region", defaultValue = "us-east-1")
    private String region;

    @Inject
    @ConfigProperty(name = "engram.storage.accessKey")
    private Optional<String> accessKey;

    @Inject
    @ConfigProperty(name = "engram.storage.secretKey")
    private Optional<String> secretKey;

    String bucket() {
        return bucket;
    }

    String region() {
        return region;
    }

    /** The address for the server's own parts. */
    URI endpoint() {
        return endpoint.orElseGet(() -> URI.create("https://s3." + region + ".amazonaws.com"));
    }

    /** The address for browsers. */
    URI publicUrl() {
        return publicUrl.orElseGet(this::endpoint);
    }

    /** The configured key pair, or what the AWS environment gives. */
    AwsCredentialsProvider credentials() {
        return accessKey.isPresent() && secretKey.isPresent()
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey.get(), secretKey.get()))
                : DefaultCredentialsProvider.builder().build();
    }
}
