package com.engram.cloud.data;

import com.engram.cloud.AcceptedFinding;
import com.engram.cloud.CloudSettings;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** Access logs of the buckets and of the load balancer, kept for 90 days. */
public final class LogBucket extends Construct {
    private static final int DAYS = 90;

    private final Bucket bucket;

    LogBucket(Construct scope, CloudSettings settings) {
        super(scope, "Logs");
        this.bucket = Bucket.Builder.create(this, "Bucket")
                .bucketName(settings.logBucket())
                .encryption(BucketEncryption.S3_MANAGED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .enforceSsl(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .id("expire-logs")
                        .expiration(Duration.days(DAYS))
                        .build()))
                .build();
        AcceptedFinding.in(
                bucket, "AwsSolutions-S1", "This bucket holds the access logs; logging itself would never end.");
    }

    /** The bucket. */
    public Bucket bucket() {
        return bucket;
    }
}
