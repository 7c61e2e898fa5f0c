package com.engram.webhooks;

import java.util.Optional;
import java.util.stream.Stream;

/** The types of events. */
public enum WebhookEvent {
    ANALYSIS_COMPLETED("analysis.completed"),
    ANALYSIS_REJECTED("analysis.rejected"),
    ANALYSIS_FAILED("analysis.failed"),
    BATCH_COMPLETED("batch.completed"),
    USAGE_THRESHOLD("usage.threshold"),
    /** Sent on request, to any endpoint. */
    TEST("webhook.test");

    private final String code;

    WebhookEvent(String code) {
        this.code = code;
    }

    /** The name as the API writes it. */
    public String code() {
        return code;
    }

    /** The event of that name, if an endpoint can subscribe to it. */
    public static Optional<WebhookEvent> find(String code) {
        return Stream.of(values())
                .filter(event -> event != TEST && event.code.equals(code))
                .findFirst();
    }
}
