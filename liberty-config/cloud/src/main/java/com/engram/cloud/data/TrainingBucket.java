package com.engram.cloud.data;

import com.engram.cloud.CloudSettings;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/** Data sets, checkpoints, evaluations, and trained models. */
public final class TrainingBucket extends Construct {
    /** The folder of checkpoints, which nobody needs after the job. */
    public static final String CHECKPOINTS = "checkpoints/";

    private static final int CHECKPOINT_DAYS = 30;

    private final Bucket bucket;

    TrainingBucket(Construct scope, CloudSettings settings, LogBucket logs) {
        super(scope, "Training");
        this.bucket = Bucket.Builder.create(this, "Bucket")
                .bucketName(settings.trainingBucket())
                .encryption(BucketEncryption.S3_MANAGED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .enforceSsl(true)
                .serverAccessLogsBucket(logs.bucket())
                .serverAccessLogsPrefix("training/")
                .removalPolicy(RemovalPolicy.RETAIN)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .id("expire-checkpoints")
                        .prefix(CHECKPOINTS)
                        .expiration(Duration.days(CHECKPOINT_DAYS))
                        .build()))
                .build();
    }

    /** The bucket. */
    public Bucket bucket() {
        return bucket;
    }
}
