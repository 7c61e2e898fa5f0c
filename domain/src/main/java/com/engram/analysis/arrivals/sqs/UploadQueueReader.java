package com.engram.analysis.arrivals.sqs;

import com.engram.analysis.arrivals.AnalyseArrivedUpload;
import com.engram.analysis.arrivals.UploadArrival;
import com.engram.analysis.arrivals.sqs.UploadMessage.CreatedObject;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Reads the queue of arrived uploads by long polling, and accepts the analyses that were requested with the upload forms. A
 * message is deleted after it was handled; else the queue delivers it again, and after several deliveries moves it to its
 * dead-letter queue. All servers read the same queue. A message that is delivered twice changes nothing.
 */
@ApplicationScoped
class UploadQueueReader {

    private static final Logger LOG = Logger.getLogger(UploadQueueReader.class.getName());
    private static final int MOST_MESSAGES = 10;
    private static final int SECONDS_AFTER_FAILURE = 5;

    @Resource
    private ManagedExecutorService executor;

    private final UploadQueueSettings settings;
    private final AnalyseArrivedUpload analyseArrivedUpload;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable SqsClient client;

    @Inject
    @SuppressWarnings("NullAway.Init") // the server sets the resource
    UploadQueueReader(UploadQueueSettings settings, AnalyseArrivedUpload analyseArrivedUpload) {
        this.settings = settings;
        this.analyseArrivedUpload = analyseArrivedUpload;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        settings.queueUrl().ifPresent(queue -> executor.execute(() -> readUntilStopped(queue)));
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
        // Ends a poll that waits.
        SqsClient open = client;
        if (open != null) {
            open.close();
        }
    }

    private void readUntilStopped(String queue) {
        while (stopped.getCount() > 0) {
            try (SqsClient connected = settings.connect()) {
                client = connected;
                while (stopped.getCount() > 0) {
                    readOnce(connected, queue);
                }
            } catch (RuntimeException e) {
                if (stopped.getCount() > 0) {
                    LOG.log(Level.WARNING, "The queue of arrived uploads cannot be read; trying again", e);
                    pause();
                }
            }
        }
    }

    /** Waits for messages, and handles and deletes them; how many were deleted. */
    int readOnce(SqsClient connected, String queue) {
        List<Message> messages = connected
                .receiveMessage(r -> r.queueUrl(queue)
                        .maxNumberOfMessages(MOST_MESSAGES)
                        .waitTimeSeconds((int) UploadQueueSettings.LONG_POLL.toSeconds()))
                .messages();
        List<DeleteMessageBatchRequestEntry> handled = new ArrayList<>();
        for (Message message : messages) {
            if (isHandled(message)) {
                handled.add(DeleteMessageBatchRequestEntry.builder()
                        .id(String.valueOf(handled.size()))
                        .receiptHandle(message.receiptHandle())
                        .build());
            }
        }
        if (!handled.isEmpty()) {
            connected.deleteMessageBatch(r -> r.queueUrl(queue).entries(handled));
        }
        return handled.size();
    }

    private boolean isHandled(Message message) {
        try {
            return UploadMessage.parse(message.body()).objects().stream()
                    .map(this::analyse)
                    // Handles all objects of the message before it decides.
                    .toList()
                    .stream()
                    .noneMatch(result -> result == UploadArrival.TRY_AGAIN);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The message " + message.messageId() + " about an upload failed; the queue delivers it again",
                    e);
            return false;
        }
    }

    private UploadArrival analyse(CreatedObject created) {
        return created.bucket().equals(settings.bucket())
                ? analyseArrivedUpload.analyse(created.key())
                : analyseArrivedUpload.ignore();
    }

    private void pause() {
        try {
            if (stopped.await(SECONDS_AFTER_FAILURE, TimeUnit.SECONDS)) {
                LOG.fine("Stopped while the queue could not be read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }
}
