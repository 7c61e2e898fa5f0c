package com.engram.cloud.data;

import com.engram.cloud.CloudSettings;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CorsRule;
import software.amazon.awscdk.services.s3.HttpMethods;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/**
 * The private bucket with the images. Browsers post to it with signed forms. Nothing is versioned, because a deleted image
 * must be gone. The servers delete what they no longer need; the lifecycle rules delete what a server could not.
 */
public final class ImageBucket extends Construct {
    /** The keys of uploads, by {@code ImageKeys}. */
    public static final String INCOMING = "incoming-";

    /** The requests to the asynchronous endpoint, by {@code SageMakerAsyncScorer}. */
    public static final String REQUESTS = "request-";

    /** Responses of the asynchronous endpoint. */
    public static final String RESPONSES = "response/";

    /** Failures of the asynchronous endpoint. */
    public static final String FAILURES = "failure/";

    /** The files of exports, by {@code ExportLibrary}. */
    public static final String EXPORTS = "export-";

    /** The images that are scored and kept, by {@code ImageKeys}. */
    public static final String ORIGINALS = "original-";

    /** What the training of an account's own model needs and writes, by {@code TrainingKeys}. */
    public static final String TRAININGS = "training-";

    /** The trained models and their figures, until a server has stored them. */
    public static final String TRAINING_OUTPUT = "training-output/";

    /** From these, a training goes on whose machine was taken away. */
    public static final String TRAINING_CHECKPOINTS = "training-checkpoints/";

    /** The models that the function from an image serves, a folder for each. */
    public static final String SERVED = "served/";

    private static final int CORS_SECONDS = 3600;

    private final Bucket bucket;

    ImageBucket(Construct scope, CloudSettings settings, LogBucket logs) {
        super(scope, "Images");
        this.bucket = Bucket.Builder.create(this, "Bucket")
                .bucketName(settings.imageBucket())
                .encryption(BucketEncryption.S3_MANAGED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .enforceSsl(true)
                .serverAccessLogsBucket(logs.bucket())
                .serverAccessLogsPrefix("images/")
                .removalPolicy(RemovalPolicy.RETAIN)
                .cors(List.of(CorsRule.builder()
                        .allowedOrigins(List.of(settings.portal().url()))
                        .allowedMethods(List.of(HttpMethods.POST, HttpMethods.GET))
                        .allowedHeaders(List.of("*"))
                        .maxAge(CORS_SECONDS)
                        .build()))
                .lifecycleRules(List.of(
                        // An upload waits here until its analysis is claimed, so a full queue must not outlast it.
                        expiring("expire-incoming", INCOMING, 7),
                        expiring("expire-requests", REQUESTS, 1),
                        expiring("expire-responses", RESPONSES, 1),
                        expiring("expire-failures", FAILURES, 1),
                        expiring("expire-exports", EXPORTS, 8),
                        expiring("expire-trainings", TRAININGS, 7),
                        LifecycleRule.builder()
                                .id("abort-multipart-uploads")
                                .abortIncompleteMultipartUploadAfter(Duration.days(1))
                                .build()))
                .build();
    }

    private static LifecycleRule expiring(String id, String prefix, int days) {
        return LifecycleRule.builder()
                .id(id)
                .prefix(prefix)
                .expiration(Duration.days(days))
                .build();
    }

    /**
     * Writes a message into the queue for each upload that a form brought. By the bucket's own property: the construct library
     * would add a function of its own to set it.
     */
    void announceUploads(ArrivedUploads uploads) {
        CfnBucket resource = (CfnBucket) bucket.getNode().getDefaultChild();
        if (resource == null) {
            throw new IllegalStateException("A bucket has a resource.");
        }
        resource.setNotificationConfiguration(CfnBucket.NotificationConfigurationProperty.builder()
                .queueConfigurations(List.of(CfnBucket.QueueConfigurationProperty.builder()
                        .event("s3:ObjectCreated:Post")
                        .queue(uploads.queue().getQueueArn())
                        .filter(CfnBucket.NotificationFilterProperty.builder()
                                .s3Key(CfnBucket.S3KeyFilterProperty.builder()
                                        .rules(List.of(CfnBucket.FilterRuleProperty.builder()
                                                .name("prefix")
                                                .value(INCOMING)
                                                .build()))
                                        .build())
                                .build())
                        .build()))
                .build());
        // S3 sends a test message when the notification is set, so the permission must exist before.
        bucket.getNode().addDependency(uploads);
    }

    /** The bucket. */
    public Bucket bucket() {
        return bucket;
    }
}
