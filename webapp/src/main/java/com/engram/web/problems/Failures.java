package com.engram.web.problems;

import com.engram.billing.payments.PaymentsUnavailableException;
import com.engram.images.storage.StorageException;
import com.engram.people.credentials.PasswordHashingBusyException;
import com.engram.web.UnreadableBodyException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The problem that a failure is for the client. */
final class Failures {

    /** Classes of SQLSTATE: connection exception, insufficient resources, operator intervention, system error. */
    private static final Set<String> OUTAGES = Set.of("08", "53", "57", "58");

    /** The class of SQLSTATE for values that a column cannot hold, such as U+0000 or a date of the year 100,000,000. */
    private static final String DATA_EXCEPTION = "22";

    private static final Problem UNAVAILABLE = Problem.of(
            503,
            "temporarily_unavailable",
            "A part of Engram does not answer at this moment. Nothing was lost. Try again in a few seconds.");

    private Failures() {}

    /** The problem of an exception that nothing else handled. */
    static Problem problemOf(Throwable failure) {
        if (failure instanceof ProblemException refused) {
            return refused.problem();
        }
        if (failure instanceof WebApplicationException web) {
            return problemOf(web.getResponse().getStatus());
        }
        if (failure instanceof PasswordHashingBusyException) {
            return Problem.of(
                    503, "busy", "Too many people are signing in at this moment. Try again in a few seconds.");
        }
        if (failure instanceof PaymentsUnavailableException) {
            return Problem.of(
                    503,
                    "payments_unavailable",
                    "The payment processor does not answer. Nothing was changed. Try again in a few minutes.");
        }
        if (failure instanceof StorageException) {
            return Problem.of(
                    503,
                    "storage_unavailable",
                    "The image store does not answer. Nothing was lost. Try again in a few seconds.");
        }
        if (causes(failure).anyMatch(Failures::isRefusedPath)) {
            return problemOf(400);
        }
        Optional<UnreadableBodyException> body = causes(failure)
                .filter(UnreadableBodyException.class::isInstance)
                .map(UnreadableBodyException.class::cast)
                .findFirst();
        if (body.isPresent()) {
            return problemOf(body.get());
        }
        return problemOfDatabase(failure);
    }

    /** The problem of a status that has no body. */
    static Problem problemOf(int status) {
        if (status == 404) {
            return ProblemResponses.NOT_FOUND;
        }
        if (status == 500) {
            return Problem.of(
                    500,
                    "internal_error",
                    "The server failed. Try again. If the error persists, send us the Request-Id.");
        }
        String code = Problem.reasonPhrase(status).toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
        return status == 503 ? UNAVAILABLE : Problem.of(status, code, detail(status));
    }

    static Problem problemOf(UnreadableBodyException body) {
        return body.isTimeout()
                ? Problem.of(408, "request_timeout", "The body arrived too slowly. Send the request again.")
                : Problem.of(400, "bad_request", "The body ended before it was complete. Send the request again.");
    }

    private static Problem problemOfDatabase(Throwable failure) {
        Set<Throwable> causes = causes(failure).collect(Collectors.toSet());
        if (causes.stream().anyMatch(Failures::isOutage)) {
            return UNAVAILABLE;
        }
        return causes.stream().anyMatch(cause -> sqlState(cause).startsWith(DATA_EXCEPTION))
                ? Problem.of(400, "bad_request", "A value of the request is outside of what can be stored.")
                : problemOf(500);
    }

    /** Whether the container refused the path: it contains an encoded slash, for example. */
    private static boolean isRefusedPath(Throwable cause) {
        return cause instanceof IOException
                && Objects.requireNonNullElse(cause.getMessage(), "").startsWith("CWWWC0005I");
    }

    private static boolean isOutage(Throwable cause) {
        String state = sqlState(cause);
        return cause instanceof SQLTransientConnectionException
                || cause instanceof SQLRecoverableException
                || state.length() == 5 && OUTAGES.contains(state.substring(0, 2));
    }

    private static String sqlState(Throwable cause) {
        return cause instanceof SQLException sql ? Objects.requireNonNullElse(sql.getSQLState(), "") : "";
    }

    /** The failure and its causes, and no more than a few, because a chain of causes can be a cycle. */
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "The request cannot be read. Check its path, its parameters, and its headers.";
            case 401 -> "Sign in first.";
            case 403 -> "This is not open to you.";
            case 405 -> "This path does not support this method.";
            case 406 -> "The response is not available in a format that you accept.";
            case 413 -> "The body is larger than this path accepts.";
            case 415 -> "This path does not accept this Content-Type.";
            default -> "The request was refused.";
        };
    }
}
