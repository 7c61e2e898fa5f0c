package com.engram.analysis.queue;

import com.engram.analysis.backends.Task;
import java.util.Optional;
import java.util.UUID;

/**
 * One server's claim on an analysis. Whoever comes back with a token that is no longer the analysis's own comes too
 * late, and is not heard.
 *
 * @param token fencing token, new with each claim
 * @param frozen whether the picture's bytes lie under their own key for certain
 * @param attempt how often the task was begun, from 1
 * @param plan code of the tenant's plan, which may have backends of its own
 * @param model which model the operator chose for the tenant, if any
 */
public record Lease(
        UUID analysis,
        UUID tenant,
        UUID image,
        String etag,
        Task task,
        UUID token,
        int attempt,
        boolean frozen,
        String plan,
        Optional<String> model) {}
