package com.engram.analysis.backends;

import java.util.Optional;

/**
 * The status of a backend as one server sees it.
 *
 * @param breaker state of the circuit breaker: {@code closed}, calls are made; {@code open}, no calls for some seconds;
 *     {@code half_open}, one call is tried
 * @param running calls in progress
 * @param maxConcurrent how many calls may be in progress at the same time now
 * @param lastError why the last call without a result failed
 */
public record BackendStatus(
        String name, String breaker, int running, int maxConcurrent, Optional<String> lastError, BackendMode mode) {}
