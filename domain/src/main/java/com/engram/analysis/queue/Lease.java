package com.engram.analysis.queue;

import com.engram.analysis.scorers.Task;
import java.util.Optional;
import java.util.UUID;

/**
 * One server's exclusive right to do the current task of an analysis. An outcome is recorded only while its token is
 * still the token of the analysis.
 *
 * @param etag ETag of the uploaded bytes
 * @param token fencing token, new with each pick
 * @param attempt number of this attempt, from 1
 * @param originalStored whether the image's bytes are certainly stored under the key of the original
 * @param plan code of the tenant's plan, which may have backends of its own
 * @param model the model that the operator chose for the tenant or for all tenants, if any
 */
public record Lease(
        UUID analysis,
        UUID tenant,
        UUID image,
        String etag,
        Task task,
        UUID token,
        int attempt,
        boolean originalStored,
        String plan,
        Optional<String> model) {}
