package com.engram.images.storage.s3;

import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.StorageException;
import com.engram.images.storage.UploadForm;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The object store by the AWS SDK: Amazon's own S3, or anything that speaks its language. Each call has a time limit, so that
 * a store that hangs holds no request for more than ten seconds.
 */
@ApplicationScoped
class S3ObjectStore implements ObjectStore {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(7);
    private static final int MAX_ATTEMPTS = 2;

    /** Jobs copy large objects; no request waits for that. */
    private static final Duration COPY_TIMEOUT = Duration.ofMinutes(1);

    /** A store that takes a large file more slowly than this counts as hanging. */
    private static final long MIN_BYTES_PER_SECOND = 1 << 20;

    private final S3Settings settings;
    private final Clock clock;

    @SuppressWarnings("NullAway.Init")
    private S3Client client;

    @SuppressWarnings("NullAway.Init")
    private S3Presigner signer;

    @SuppressWarnings("NullAway.Init")
    private S3Presigner publicSigner;

    @Inject
    S3ObjectStore(S3Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @PostConstruct
    void connect() {
        client = S3Client.builder()
                .endpointOverride(settings.endpoint())
                .region(Region.of(settings.region()))
                .credentialsProvider(settings.credentials())
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(ApacheHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .connectionAcquisitionTimeout(ATTEMPT_TIMEOUT)
                        .socketTimeout(CALL_TIMEOUT))
                .overrideConfiguration(call -> call.apiCallTimeout(CALL_TIMEOUT)
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                                .maxAttempts(MAX_ATTEMPTS)
                                .build()))
                .build();
        signer = signerFor(settings.endpoint());
        publicSigner = signerFor(settings.publicUrl());
    }

    @PreDestroy
    void disconnect() {
        publicSigner.close();
        signer.close();
        client.close();
    }

    private S3Presigner signerFor(URI address) {
        return S3Presigner.builder()
                .endpointOverride(address)
                .region(Region.of(settings.region()))
                .credentialsProvider(settings.credentials())
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    @Override
    public UploadForm signUpload(String key, String contentType, long maxBytes, Duration validity) {
        Instant now = clock.instant();
        Instant expiry = now.plus(validity);
        PostPolicy policy = new PostPolicy(
                settings.bucket(), settings.region(), settings.credentials().resolveCredentials());
        URI address = URI.create(settings.publicUrl() + "/" + settings.bucket());
        return new UploadForm(address, policy.sign(key, contentType, maxBytes, now, expiry), expiry);
    }

    @Override
    public Optional<StoredObject> findObject(String key) {
        return asking("look for " + key, () -> {
            try {
                HeadObjectResponse head =
                        client.headObject(r -> r.bucket(settings.bucket()).key(key));
                return Optional.of(new StoredObject(head.eTag(), head.contentLength()));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public CopyResult copyIfUnchanged(String from, String etag, String to) {
        return asking("copy " + from, () -> {
            try {
                client.copyObject(r -> r.overrideConfiguration(limit(COPY_TIMEOUT))
                        .sourceBucket(settings.bucket())
                        .sourceKey(from)
                        .copySourceIfMatch(etag)
                        .destinationBucket(settings.bucket())
                        .destinationKey(to));
                return CopyResult.DONE;
            } catch (S3Exception e) {
                return switch (e.statusCode()) {
                    case 404 -> CopyResult.GONE;
                    case 412 -> CopyResult.CHANGED;
                    default -> throw e;
                };
            }
        });
    }

    @Override
    public URI signRead(String key, Duration validity) {
        return read(signer, key, validity);
    }

    @Override
    public URI signPublicRead(String key, Duration validity) {
        return read(publicSigner, key, validity);
    }

    private URI read(S3Presigner presigner, String key, Duration validity) {
        return URI.create(presigner
                .presignGetObject(r -> r.signatureDuration(validity)
                        .getObjectRequest(o -> o.bucket(settings.bucket()).key(key)))
                .url()
                .toString());
    }

    @Override
    public URI signWriteJpeg(String key, Duration validity) {
        return URI.create(signer.presignPutObject(r -> r.signatureDuration(validity)
                        .putObjectRequest(
                                o -> o.bucket(settings.bucket()).key(key).contentType("image/jpeg")))
                .url()
                .toString());
    }

    @Override
    public Optional<InputStream> read(String key) {
        return asking("read " + key, () -> {
            try {
                return Optional.of(
                        client.getObject(r -> r.bucket(settings.bucket()).key(key)));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void put(String key, String contentType, Path file) {
        asking(
                "put " + key,
                () -> client.putObject(
                        r -> r.overrideConfiguration(limit(timeToPut(file)))
                                .bucket(settings.bucket())
                                .key(key)
                                .contentType(contentType),
                        RequestBody.fromFile(file)));
    }

    private static Duration timeToPut(Path file) {
        try {
            return ATTEMPT_TIMEOUT.plusSeconds(Files.size(file) / MIN_BYTES_PER_SECOND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A single attempt with this time limit. */
    private static Consumer<AwsRequestOverrideConfiguration.Builder> limit(Duration time) {
        return call -> call.apiCallTimeout(time).apiCallAttemptTimeout(time);
    }

    @Override
    public URI putText(String key, String contentType, String text) {
        asking(
                "put " + key,
                () -> client.putObject(
                        r -> r.bucket(settings.bucket()).key(key).contentType(contentType),
                        RequestBody.fromString(text)));
        return URI.create("s3://" + settings.bucket() + "/" + key);
    }

    @Override
    public Optional<String> findText(String key) {
        return asking("read " + key, () -> {
            try {
                return Optional.of(
                        client.getObjectAsBytes(r -> r.bucket(settings.bucket()).key(key))
                                .asUtf8String());
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void delete(Collection<String> keys) {
        keys.forEach(key -> asking(
                "delete " + key,
                () -> client.deleteObject(r -> r.bucket(settings.bucket()).key(key))));
    }

    private static <T> T asking(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new StorageException("The object store failed to " + what + ": " + e.getMessage(), e);
        }
    }
}
