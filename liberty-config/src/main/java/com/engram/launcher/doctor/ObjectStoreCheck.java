package com.engram.launcher.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Writes, reads and deletes an object, and asks as a browser would whether the portal's pages may upload. */
record ObjectStoreCheck(Installation installation) implements Check {

    private static final Duration TIMEOUT = Duration.ofSeconds(7);
    private static final String CONTENT = "A test of engram doctor.";

    @Override
    public String name() {
        return "object store";
    }

    @Override
    public List<Finding> run() throws IOException, InterruptedException {
        Optional<String> endpoint = installation.find("ENGRAM_STORAGE_ENDPOINT");
        if (endpoint.isEmpty() && installation.find("ENGRAM_STORAGE_REGION").isEmpty()) {
            return List.of(Finding.skipped(name(), "The store of this home is stopped."));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(readsAndWrites(endpoint));
        if (findings.get(0).status() == Finding.Status.OK) {
            findings.add(uploads(endpoint));
        }
        return findings;
    }

    private String bucket() {
        return installation.find("ENGRAM_STORAGE_BUCKET").orElse("engram");
    }

    private String region() {
        return installation.find("ENGRAM_STORAGE_REGION").orElse("us-east-1");
    }

    private Finding readsAndWrites(Optional<String> endpoint) {
        String key = "doctor-" + UUID.randomUUID();
        String where = bucket() + " at " + endpoint.orElse("Amazon S3 in " + region());
        try (S3Client store = connect(endpoint)) {
            store.putObject(o -> o.bucket(bucket()).key(key), RequestBody.fromString(CONTENT));
            String read =
                    store.getObjectAsBytes(o -> o.bucket(bucket()).key(key)).asUtf8String();
            store.deleteObject(o -> o.bucket(bucket()).key(key));
            return read.equals(CONTENT)
                    ? Finding.ok(name(), "An object was written, read and deleted in " + where + ".")
                    : Finding.failed(name(), where + " returned other bytes than were written.", "Check the store.");
        } catch (SdkException e) {
            return Finding.failed(
                    name(),
                    where + ": " + e.getMessage(),
                    "Check engram.storage.endpoint, .bucket, .region and the credentials, and that the store runs.");
        }
    }

    private S3Client connect(Optional<String> endpoint) {
        var builder = S3Client.builder()
                .region(Region.of(region()))
                .credentialsProvider(credentials())
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(call -> call.apiCallTimeout(TIMEOUT));
        endpoint.map(URI::create).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private AwsCredentialsProvider credentials() {
        Optional<String> key = installation.find("ENGRAM_STORAGE_ACCESSKEY");
        Optional<String> secret = installation.find("ENGRAM_STORAGE_SECRETKEY");
        return key.isPresent() && secret.isPresent()
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create(key.get(), secret.get()))
                : DefaultCredentialsProvider.builder().build();
    }

    private Finding uploads(Optional<String> endpoint) throws IOException, InterruptedException {
        String check = "uploads from browsers";
        String address = installation
                .find("ENGRAM_STORAGE_PUBLICURL")
                .or(() -> endpoint)
                .orElse("https://s3." + region() + ".amazonaws.com");
        String portal = installation.portalUrl();
        HttpResponse<String> answer = Http.send(
                "OPTIONS", address + "/" + bucket(), Map.of("Origin", portal, "Access-Control-Request-Method", "POST"));
        String allowed =
                answer.headers().firstValue("Access-Control-Allow-Origin").orElse("");
        return allowed.equals("*") || allowed.equals(portal)
                ? Finding.ok(check, "Pages of " + portal + " may post to " + address + ".")
                : Finding.failed(
                        check,
                        "Pages of " + portal + " may not post to " + address + ".",
                        "Allow POST from " + portal + " in the CORS rules of the bucket.");
    }
}
