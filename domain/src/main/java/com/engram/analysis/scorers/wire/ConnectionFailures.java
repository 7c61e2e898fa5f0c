package com.engram.analysis.scorers.wire;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.http.conn.ConnectTimeoutException;

/** Distinguishes calls that never reached their target, and can be repeated elsewhere, from calls that may have. */
public final class ConnectionFailures {

    private ConnectionFailures() {}

    /** Whether no connection was made. */
    public static boolean isNotConnected(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof ConnectException
                        || cause instanceof UnknownHostException
                        || cause instanceof ConnectTimeoutException);
    }
}
