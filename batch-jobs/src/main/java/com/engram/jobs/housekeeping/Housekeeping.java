package com.engram.jobs.housekeeping;

import com.engram.analysis.libraries.ExportLibrary;
import com.engram.analysis.results.FinishBatches;
import com.engram.images.deletion.DeleteImage;
import com.engram.images.deletion.ExpiredImages;
import com.engram.jobs.chunks.ChunkJobRunner;
import com.engram.library.AnalyseTrialImage;
import com.engram.limits.RateLimits;
import com.engram.people.signin.DeleteExpiredCredentials;
import com.engram.tenancy.Scope;
import com.engram.webhooks.WebhookDeliveries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;

/** What is done over all tenants, again and again, by one server at a time. */
@ApplicationScoped
public class Housekeeping {

    private static final int AT_ONCE = 200;

    private final ExpiredImages outdated;
    private final DeleteImage deleteImage;
    private final FinishBatches endBatch;
    private final WebhookDeliveries deliveries;
    private final ExportLibrary exportLibrary;
    private final RateLimits limits;
    private final DeleteExpiredCredentials deleteExpiredCredentials;
    private final ChunkJobRunner jobs;
    private final PurgeJobRepository jobRepository;

    @Inject
    Housekeeping(
            ExpiredImages outdated,
            DeleteImage deleteImage,
            FinishBatches endBatch,
            WebhookDeliveries deliveries,
            ExportLibrary exportLibrary,
            RateLimits limits,
            DeleteExpiredCredentials deleteExpiredCredentials,
            ChunkJobRunner jobs,
            PurgeJobRepository jobRepository) {
        this.outdated = outdated;
        this.deleteImage = deleteImage;
        this.endBatch = endBatch;
        this.deliveries = deliveries;
        this.exportLibrary = exportLibrary;
        this.limits = limits;
        this.deleteExpiredCredentials = deleteExpiredCredentials;
        this.jobs = jobs;
        this.jobRepository = jobRepository;
    }

    /** Forgets pictures whose client announced and never brought them, and those that visitors tried. */
    public void sweepUploads() {
        asOperator(() -> {
            List<UUID> tried = outdated.listTrialImages(AnalyseTrialImage.KEPT, AT_ONCE);
            tried.forEach(deleteImage::delete);
            return tried.size();
        });
        asOperator(() -> {
            List<UUID> vanished = outdated.listAbandonedUploads(AT_ONCE);
            outdated.delete(vanished);
            return vanished.size();
        });
    }

    /** Ends batches whose last unfinished images were deleted. */
    public void endForsakenBatches() {
        asOperator(endBatch::endForsaken);
    }

    /** Forgets pictures that their tenants' plans keep no longer. */
    public void applyRetention() {
        jobs.run("apply-retention");
    }

    /** Removes the objects of deleted pictures. */
    public void purgeImages() {
        jobs.run("purge-images");
    }

    /** Clears away the records of old runs of jobs. */
    public void purgeJobRepository() {
        asOperator(jobRepository::purge);
    }

    /** Removes exports that are a week old, and their files. */
    public void forgetOldExports() {
        asOperator(() -> exportLibrary.deleteExpired(AT_ONCE));
    }

    /** Forgets a month-old log of webhooks. */
    public void forgetOldWebhookEvents() {
        asOperator(() -> deliveries.deleteOld(AT_ONCE));
    }

    /** Forgets counters of requests and attempts that nobody asks for any more. */
    public void tidyLimits() {
        limits.deleteUnused();
    }

    /** Forgets what was known of people for a while only. */
    public void forgetExpired() {
        asOperator(() -> deleteExpiredCredentials.deleteSessions(AT_ONCE));
        asOperator(() -> deleteExpiredCredentials.deleteResets(AT_ONCE));
        asOperator(() -> deleteExpiredCredentials.deleteInvitations(AT_ONCE));
    }

    /** Repeats while there is something to do. */
    private static void asOperator(IntSupplier step) {
        int done;
        do {
            try (Scope.Entered ignored = Scope.enterOperator()) {
                done = step.getAsInt();
            }
        } while (done >= AT_ONCE);
    }
}
