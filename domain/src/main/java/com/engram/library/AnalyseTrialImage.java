package com.engram.library;

import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.analysis.intake.AnalysisOptions;
import com.engram.analysis.intake.AnalysisRequestResult;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.database.Database;
import com.engram.images.upload.ReceiveImage;
import com.engram.images.upload.ReceiveImage.UploadRequest;
import com.engram.language.Message;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.sharing.ShareResult;
import com.engram.sharing.StoreShareLink;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Analyses one image of a visitor, in the account of the try-it box; the caller has entered its scope. Such an image counts
 * as bulk on the plan with the lowest weight, so it waits for all others. Housekeeping deletes it after {@link #KEPT}.
 */
@ApplicationScoped
public class AnalyseTrialImage {

    /** The time for which a trial image is kept. */
    public static final Duration KEPT = Duration.ofHours(1);

    /** With more images waiting, a visitor would wait too long for the result. */
    private static final int MAX_WAITING = 20;

    private static final List<AnalysisState> FINISHED =
            List.of(AnalysisState.DONE, AnalysisState.REJECTED, AnalysisState.FAILED);

    private final Database database;
    private final Tenants tenants;
    private final ReceiveImage receiveImage;
    private final RequestAnalysis requestAnalysis;
    private final StoreShareLink storeShareLink;

    @Inject
    AnalyseTrialImage(
            Database database,
            Tenants tenants,
            ReceiveImage receiveImage,
            RequestAnalysis requestAnalysis,
            StoreShareLink storeShareLink) {
        this.database = database;
        this.tenants = tenants;
        this.receiveImage = receiveImage;
        this.requestAnalysis = requestAnalysis;
        this.storeShareLink = storeShareLink;
    }

    /** The result of a trial. */
    public sealed interface Result {}

    /** The image is queued. The token of a share link shows its result. */
    public record Accepted(Analysis analysis, String token) implements Result {}

    /** The image was refused. */
    public record Refused(Refusal refusal) implements Result {}

    /** Returns the reason why the try-it box accepts no images now; empty if it does. */
    @Transactional
    public Optional<Refusal> findRefusal() {
        if (tenants.getCurrent().isSuspended()) {
            return Optional.of(new Refusal(RefusalReason.TRY_IT_CLOSED, "The try-it box is closed at the moment."));
        }
        return countWaiting() < MAX_WAITING
                ? Optional.empty()
                : Optional.of(new Refusal(
                        RefusalReason.QUEUE_FULL,
                        "Many people are trying images right now. Try again in half a minute.",
                        Message.of("refusal.queue_full.trial")));
    }

    private long countWaiting() {
        return database.sql("select count(*) from analysis where state <> all(:finished)")
                .bind("finished", FINISHED)
                .get(Long.class);
    }

    /** Analyses an image from a local file. The caller has checked {@link #findRefusal}. */
    public Result analyse(UploadRequest upload, Path file) {
        Optional<Refusal> refusal = receiveImage.findRefusal(upload, file);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        UUID image = receiveImage.store(upload, file);
        AnalysisRequestResult result = requestAnalysis.request(image, new AnalysisOptions(false, true));
        if (result instanceof AnalysisRequestResult.Accepted accepted) {
            return new Accepted(accepted.analysis(), storeShareLink.storeForTrial(image, ShareResult.Terms.of(KEPT)));
        }
        return new Refused(
                result instanceof AnalysisRequestResult.Refused refused
                        ? refused.refusal()
                        : new Refusal(
                                RefusalReason.UPLOAD_MISSING,
                                "The image did not arrive. Try again.",
                                Message.of("refusal.upload_missing.trial")));
    }
}
