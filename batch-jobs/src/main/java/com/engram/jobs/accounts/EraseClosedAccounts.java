package com.engram.jobs.accounts;

import com.engram.analysis.libraries.ExportLibrary;
import com.engram.billing.subscriptions.EndSubscription;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.deletion.DeleteImage;
import com.engram.people.closing.EraseAccount;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
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
 * Erases accounts whose day has come: first what they pay for ends, then every picture goes with its objects, then
 * exports and rows. Each step can be repeated, so another server may do the same at the same time, and a broken round is
 * taken up by the next.
 */
@ApplicationScoped
class EraseClosedAccounts {

    private static final Logger LOG = Logger.getLogger(EraseClosedAccounts.class.getName());
    private static final long ROUND_SECONDS = 20;
    private static final int PAGE = 100;

    @Resource
    private ManagedScheduledExecutorService executor;

    private final EraseAccount eraseAccount;
    private final Images images;
    private final DeleteImage deleteImage;
    private final ExportLibrary exportLibrary;
    private final EndSubscription endSubscription;

    private @Nullable ScheduledFuture<?> rounds;

    @Inject
    EraseClosedAccounts(
            EraseAccount eraseAccount,
            Images images,
            DeleteImage deleteImage,
            ExportLibrary exportLibrary,
            EndSubscription endSubscription) {
        this.eraseAccount = eraseAccount;
        this.images = images;
        this.deleteImage = deleteImage;
        this.exportLibrary = exportLibrary;
        this.endSubscription = endSubscription;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        rounds = executor.scheduleWithFixedDelay(this::round, ROUND_SECONDS, ROUND_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    private void round() {
        try {
            due().forEach(this::erase);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A round was broken off; the next takes it up", e);
        }
    }

    /** One that cannot be erased, since the store is away say, holds up no other. */
    private void erase(TenantId tenant) {
        try {
            if (begin(tenant)) {
                endSubscription(tenant);
                erasePictures(tenant);
                try (Scope.Entered ignored = Scope.enterOperator()) {
                    exportLibrary.deleteAllOf(tenant);
                    eraseAccount.erase(tenant);
                }
            }
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The account " + tenant.value() + " could not be erased; the next round tries again",
                    e);
        }
    }

    private boolean begin(TenantId tenant) {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            return eraseAccount.begin(tenant);
        }
    }

    private List<TenantId> due() {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            return eraseAccount.listDue();
        }
    }

    private void endSubscription(TenantId tenant) {
        try (Scope.Entered ignored = Scope.enter(tenant)) {
            endSubscription.endNow();
        }
    }

    private void erasePictures(TenantId tenant) {
        try (Scope.Entered ignored = Scope.enter(tenant)) {
            List<Image> page = images.listAfter(Optional.empty(), PAGE);
            while (!page.isEmpty()) {
                page.forEach(image -> deleteImage.delete(image.id()));
                page = images.listAfter(Optional.empty(), PAGE);
            }
        }
    }
}
