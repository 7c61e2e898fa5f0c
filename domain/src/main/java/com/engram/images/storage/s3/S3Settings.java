package com.engram.images.storage.s3;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The address of the object store and the credentials for signing. */
@ApplicationScoped
class S3Settings {

    private final Optional<URI> endpoint;
    private final Optional<URI> publicUrl;
    private final String bucket;
    private final String region;
    private final Optional<String> accessKey;
    private final Optional<String> secretKey;
    private @Nullable AwsCredentialsProvider credentials;

    @Inject
    S3Settings(
            @ConfigProperty(name = "engram.storage.endpoint") Optional<URI> endpoint,
            @ConfigProperty(name = "engram.storage.publicUrl") Optional<URI> publicUrl,
            @ConfigProperty(name = "engram.storage.bucket", defaultValue = "engram") String bucket,
            @ConfigProperty(name = "engram.storage.region", defaultValue = "us-east-1") String region,
            @ConfigProperty(name = "engram.storage.accessKey") Optional<String> accessKey,
            @ConfigProperty(name = "engram.storage.secretKey") Optional<String> secretKey) {
        this.endpoint = endpoint;
        this.publicUrl = publicUrl;
        this.bucket = bucket;
        this.region = region;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

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

    /**
     * The configured key pair, or what the AWS environment gives. Always the same provider: it keeps temporary credentials
     * until they are about to expire, and a new one would fetch them again for each signature.
     */
    synchronized AwsCredentialsProvider credentials() {
        AwsCredentialsProvider known = credentials;
        if (known == null) {
            known = accessKey.isPresent() && secretKey.isPresent()
                    ? StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey.get(), secretKey.get()))
                    : DefaultCredentialsProvider.builder().build();
            credentials = known;
        }
        return known;
    }
}
