package com.engram.client.http;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API refused a request. */
public final class ProblemException extends EngramException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Problem problem;
    private final @Nullable String requestId;
    private final @Nullable Duration retryAfter;

    ProblemException(int status, Problem problem, @Nullable String requestId, @Nullable Duration retryAfter) {
        super("%d %s: %s%s"
                .formatted(
                        status,
                        problem.code(),
                        problem.detail(),
                        requestId == null ? "" : " (Request-Id " + requestId + ")"));
        this.status = status;
        this.problem = problem;
        this.requestId = requestId;
        this.retryAfter = retryAfter;
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** The stable code, such as {@code quota_exceeded}. */
    public String code() {
        return problem.code();
    }

    /** The whole problem. */
    public Problem problem() {
        return problem;
    }

    /** The id by which the operator of the server finds the request in its logs. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** How long the server asks to wait before the next attempt. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
