package com.engram.client.account;

import org.jspecify.annotations.Nullable;

/**
 * The analyses of a project in the current period, by result.
 *
 * @param projectId null for images without a project
 * @param free analyses that cost nothing, because the result was known
 */
public record ProjectUsage(@Nullable String projectId, String name, int charged, int free, int rejected, int failed) {}
