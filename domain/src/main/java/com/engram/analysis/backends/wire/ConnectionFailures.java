package com.engram.analysis.backends.wire;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.http.conn.ConnectTimeoutException;

/** Tells calls that ended before they began, and may be made again elsewhere, from those that may have had an effect. */
public final class ConnectionFailures {

    private ConnectionFailures() {}

    /** Whether no connection was made. */
    public static boolean failedToOpen(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof ConnectException
                        || cause instanceof UnknownHostException
                        || cause instanceof ConnectTimeoutException);
    }
}
