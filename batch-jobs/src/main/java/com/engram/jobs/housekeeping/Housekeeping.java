package com.engram.jobs.housekeeping;

import com.engram.analysis.libraries.ExportLibrary;
import com.engram.analysis.results.FinishBatches;
import com.engram.images.deletion.DeleteImage;
import com.engram.images.deletion.ExpiredImages;
import com.engram.jobs.chunks.ChunkJobRunner;
import com.engram.library.AnalyseTrialImage;
import com.engram.limits.RateLimits;
import com.engram.people.signin.DeleteExpiredCredentials;
import com.engram.tenancy.JobScope;
import com.engram.tenancy.Scope;
import com.engram.webhooks.WebhookDeliveries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;

/** Recurring tasks over all tenants. One server at a time runs each of them. */
@ApplicationScoped
public class Housekeeping {

    private static final int PAGE_SIZE = 200;

    private final ExpiredImages expiredImages;
    private final DeleteImage deleteImage;
    private final FinishBatches finishBatches;
    private final WebhookDeliveries deliveries;
    private final ExportLibrary exportLibrary;
    private final RateLimits limits;
    private final DeleteExpiredCredentials expiredCredentials;
    private final ChunkJobRunner jobs;
    private final PurgeJobRepository jobRepository;

    @Inject
    Housekeeping(
            ExpiredImages expiredImages,
            DeleteImage deleteImage,
            FinishBatches finishBatches,
            WebhookDeliveries deliveries,
            ExportLibrary exportLibrary,
            RateLimits limits,
            DeleteExpiredCredentials expiredCredentials,
            ChunkJobRunner jobs,
            PurgeJobRepository jobRepository) {
        this.expiredImages = expiredImages;
        this.deleteImage = deleteImage;
        this.finishBatches = finishBatches;
        this.deliveries = deliveries;
        this.exportLibrary = exportLibrary;
        this.limits = limits;
        this.expiredCredentials = expiredCredentials;
        this.jobs = jobs;
        this.jobRepository = jobRepository;
    }

    /** Deletes images whose bytes were never uploaded, images of visitors, and images that people removed. */
    public void deleteAbandonedUploads() {
        asOperator(() -> {
            List<UUID> trialImages = expiredImages.listTrialImages(AnalyseTrialImage.KEPT, PAGE_SIZE);
            trialImages.forEach(deleteImage::delete);
            return trialImages.size();
        });
        asOperator(() -> {
            List<UUID> removed = expiredImages.listRemoved(PAGE_SIZE);
            expiredImages.delete(removed);
            return removed.size();
        });
        asOperator(() -> {
            List<UUID> abandoned = expiredImages.listAbandonedUploads(PAGE_SIZE);
            expiredImages.delete(abandoned);
            return abandoned.size();
        });
    }

    /** Finishes batches whose last unfinished images were deleted. */
    public void finishAbandonedBatches() {
        asOperator(finishBatches::finishAbandoned);
    }

    /** Deletes images that are older than the retention of their tenants' plans. */
    public void applyRetention() {
        jobs.run("apply-retention");
    }

    /** Removes the objects of deleted images. */
    public void purgeImages() {
        jobs.run("purge-images");
    }

    /** Deletes the records of old job runs. */
    public void purgeJobRepository() {
        asOperator(jobRepository::purge);
    }

    /** Deletes exports that are a week old, and their files. */
    public void deleteOldExports() {
        asOperator(() -> exportLibrary.deleteExpired(PAGE_SIZE));
    }

    /** Deletes webhook events that are a month old. */
    public void deleteOldWebhookEvents() {
        asOperator(() -> deliveries.deleteOld(PAGE_SIZE));
    }

    /** Deletes counters of requests and attempts that are no longer used. */
    public void deleteUnusedRateLimits() {
        limits.deleteUnused();
    }

    /** Deletes expired sessions, password resets and invitations. */
    public void deleteExpiredCredentials() {
        asOperator(() -> expiredCredentials.deleteSessions(PAGE_SIZE));
        asOperator(() -> expiredCredentials.deleteResets(PAGE_SIZE));
        asOperator(() -> expiredCredentials.deleteInvitations(PAGE_SIZE));
    }

    /** Repeats a step in the operator's scope while it finds full pages. */
    private static void asOperator(IntSupplier step) {
        int changed;
        do {
            try (Scope.Entered ignored = JobScope.enterOperator()) {
                changed = step.getAsInt();
            }
        } while (changed >= PAGE_SIZE);
    }
}
