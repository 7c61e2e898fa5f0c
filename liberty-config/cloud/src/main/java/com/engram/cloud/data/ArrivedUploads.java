package com.engram.cloud.data;

import com.engram.cloud.CloudSettings;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * The queue into which the bucket writes a message for each upload that a form brought. The servers read it, and analyse the
 * images whose forms were requested with {@code "analyse": true}.
 */
public final class ArrivedUploads extends Construct {
    private static final int DELIVERIES = 5;

    private final Queue queue;
    private final Queue failed;

    ArrivedUploads(Construct scope, CloudSettings settings) {
        super(scope, "ArrivedUploads");
        this.failed = Queue.Builder.create(this, "Failed")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();
        this.queue = Queue.Builder.create(this, "Queue")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .visibilityTimeout(Duration.minutes(1))
                // An upload without an analysis is deleted after an hour, so an older message has nothing to start.
                .retentionPeriod(Duration.hours(2))
                .receiveMessageWaitTime(Duration.seconds(20))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(failed)
                        .maxReceiveCount(DELIVERIES)
                        .build())
                .build();
        queue.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("UploadsOfTheBucket")
                .principals(List.of(new ServicePrincipal("s3.amazonaws.com")))
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .conditions(Map.of(
                        "StringEquals", Map.of("aws:SourceAccount", settings.account()),
                        "ArnEquals", Map.of("aws:SourceArn", "arn:aws:s3:::" + settings.imageBucket())))
                .build());
    }

    /** The queue. */
    public Queue queue() {
        return queue;
    }

    /** Messages that could not be handled after several deliveries. */
    public Queue failed() {
        return failed;
    }
}
