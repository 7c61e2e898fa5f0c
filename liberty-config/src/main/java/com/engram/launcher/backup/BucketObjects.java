package com.engram.launcher.backup;

import java.io.InputStream;
import java.net.URI;
import java.util.Iterator;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of one bucket. */
final class BucketObjects implements AutoCloseable {
    private final S3Client store;
    private final String bucket;

    BucketObjects(String url, String bucket, String accessKey, String secretKey) {
        this.bucket = bucket;
        this.store = S3Client.builder()
                .endpointOverride(URI.create(url))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .build();
    }

    /** All keys. The iterator loads them page by page. */
    Iterator<String> keys() {
        return store.listObjectsV2Paginator(all -> all.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .iterator();
    }

    /** Opens an object; empty if it has been deleted since it was listed. */
    Optional<ResponseInputStream<GetObjectResponse>> open(String key) {
        try {
            return Optional.of(store.getObject(one -> one.bucket(bucket).key(key)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    void put(String key, String contentType, InputStream content, long bytes) {
        store.putObject(
                one -> one.bucket(bucket).key(key).contentType(contentType),
                RequestBody.fromInputStream(content, bytes));
    }

    @Override
    public void close() {
        store.close();
    }
}
