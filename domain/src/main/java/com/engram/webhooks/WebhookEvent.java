package com.engram.webhooks;

import java.util.Optional;
import java.util.stream.Stream;

/** What endpoints can be told. */
public enum WebhookEvent {
    ANALYSIS_COMPLETED("analysis.completed"),
    ANALYSIS_REJECTED("analysis.rejected"),
    ANALYSIS_FAILED("analysis.failed"),
    BATCH_COMPLETED("batch.completed"),
    USAGE_THRESHOLD("usage.threshold"),
    /** Sent on request, to whatever endpoint. */
    TEST("webhook.test");

    private final String code;

    WebhookEvent(String code) {
        this.code = code;
    }

    /** The name as the API writes it. */
    public String code() {
        return code;
    }

    /** The event of that name that an endpoint can be signed up for. */
    public static Optional<WebhookEvent> find(String code) {
        return Stream.of(values())
                .filter(event -> event != TEST && event.code.equals(code))
                .findFirst();
    }
}
