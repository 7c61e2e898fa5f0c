package com.engram.jobs.accounts;

import com.engram.analysis.libraries.ExportLibrary;
import com.engram.billing.subscriptions.EndSubscription;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.deletion.DeleteImage;
import com.engram.people.closing.EraseAccount;
import com.engram.tenancy.JobScope;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.engram.training.OwnModels;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Erases accounts that are due: first their subscription ends, then every image is deleted with its objects, then exports,
 * models and rows. Each step can be repeated, so two servers may erase the same account at the same time, and the next run
 * continues after a failure.
 */
@ApplicationScoped
class EraseClosedAccounts {

    private static final Logger LOG = Logger.getLogger(EraseClosedAccounts.class.getName());
    private static final long PERIOD_SECONDS = 20;
    private static final int PAGE_SIZE = 100;

    @Resource
    private ManagedScheduledExecutorService executor;

    private final EraseAccount eraseAccount;
    private final Images images;
    private final DeleteImage deleteImage;
    private final ExportLibrary exportLibrary;
    private final OwnModels ownModels;
    private final EndSubscription endSubscription;

    private @Nullable ScheduledFuture<?> timer;

    @Inject
    EraseClosedAccounts(
            EraseAccount eraseAccount,
            Images images,
            DeleteImage deleteImage,
            ExportLibrary exportLibrary,
            OwnModels ownModels,
            EndSubscription endSubscription) {
        this.eraseAccount = eraseAccount;
        this.images = images;
        this.deleteImage = deleteImage;
        this.exportLibrary = exportLibrary;
        this.ownModels = ownModels;
        this.endSubscription = endSubscription;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        timer = executor.scheduleWithFixedDelay(
                this::eraseDueAccounts, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void eraseDueAccounts() {
        try {
            listDue().forEach(this::erase);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Closed accounts could not be erased; the next run tries again", e);
        }
    }

    /** A failure, for example of the object store, does not affect the other accounts. */
    private void erase(TenantId tenant) {
        try {
            if (begin(tenant)) {
                endSubscription(tenant);
                deleteImages(tenant);
                try (Scope.Entered ignored = JobScope.enterOperator()) {
                    exportLibrary.deleteAllOf(tenant);
                    ownModels.deleteFilesOf(tenant);
                    eraseAccount.erase(tenant);
                }
            }
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The account " + tenant.value() + " could not be erased; the next run tries again",
                    e);
        }
    }

    private boolean begin(TenantId tenant) {
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            return eraseAccount.begin(tenant);
        }
    }

    private List<TenantId> listDue() {
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            return eraseAccount.listDue();
        }
    }

    private void endSubscription(TenantId tenant) {
        try (Scope.Entered ignored = JobScope.enter(tenant)) {
            endSubscription.endNow();
        }
    }

    private void deleteImages(TenantId tenant) {
        try (Scope.Entered ignored = JobScope.enter(tenant)) {
            List<Image> page = images.listAfter(Optional.empty(), PAGE_SIZE);
            while (!page.isEmpty()) {
                page.forEach(image -> deleteImage.delete(image.id()));
                page = images.listAfter(Optional.empty(), PAGE_SIZE);
            }
        }
    }
}
