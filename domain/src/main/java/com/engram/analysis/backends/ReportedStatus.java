package com.engram.analysis.backends;

import java.time.Instant;

/**
 * A backend's status as a server last reported it.
 *
 * @param isStale whether the server has not reported for several seconds
 */
public record ReportedStatus(String server, BackendStatus status, Instant reportedAt, boolean isStale) {}
