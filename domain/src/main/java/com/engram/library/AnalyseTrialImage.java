package com.engram.library;

import com.engram.analysis.Analysis;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.images.upload.ReceiveImage;
import com.engram.images.upload.ReceiveImage.Announcement;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Analyses one picture of a visitor, in the account of the try-it box, whose scope the caller has entered. Its work
 * counts as bulk on the plan of least weight, so that it stands behind everybody else's; housekeeping deletes the picture
 * after {@link #KEPT}.
 */
@ApplicationScoped
public class AnalyseTrialImage {

    /** A tried picture is kept for so long. */
    public static final Duration KEPT = Duration.ofHours(1);

    /** With so many waiting another visitor would wait too long for the box to be any fun. */
    private static final int MOST_WAITING = 20;

    private final EntityManager entities;
    private final Tenants tenants;
    private final ReceiveImage receiveImage;
    private final RequestAnalysis requestAnalysis;
    private final ShareImage shareImage;

    @Inject
    AnalyseTrialImage(
            EntityManager entities,
            Tenants tenants,
            ReceiveImage receiveImage,
            RequestAnalysis requestAnalysis,
            ShareImage shareImage) {
        this.entities = entities;
        this.tenants = tenants;
        this.receiveImage = receiveImage;
        this.requestAnalysis = requestAnalysis;
        this.shareImage = shareImage;
    }

    /** How it went. */
    public sealed interface Result {}

    /** The picture is in the queue; its result can be seen under that token. */
    public record Tried(Analysis analysis, String token) implements Result {}

    /** The picture is not taken, and why. */
    public record Refused(Refusal refusal) implements Result {}

    /** Why the box takes no pictures now; empty if it does. */
    @Transactional
    public Optional<Refusal> closed() {
        if (tenants.getCurrent().isSuspended()) {
            return Optional.of(new Refusal(RefusalReason.TRY_IT_CLOSED, "The box is closed at the moment."));
        }
        Number waiting = (Number) entities.createNativeQuery(
                        "select count(*) from analysis where state in ('QUEUED', 'SCORING', 'MAPPING')")
                .getSingleResult();
        return waiting.intValue() < MOST_WAITING
                ? Optional.empty()
                : Optional.of(new Refusal(
                        RefusalReason.QUEUE_FULL,
                        "Many people are trying pictures right now. Try again in half a minute."));
    }

    /** Takes a picture whose bytes lie in a file here, while the box is not {@link #closed}. */
    public Result take(Announcement announcement, Path file) {
        Optional<Refusal> refusal = receiveImage.refusalOf(announcement, file);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        UUID image = receiveImage.store(announcement, file);
        RequestAnalysis.Result result = requestAnalysis.request(image, new RequestAnalysis.Wish(false, true));
        if (result instanceof RequestAnalysis.Accepted accepted) {
            return new Tried(accepted.analysis(), shareImage.link(image, KEPT));
        }
        return new Refused(
                result instanceof RequestAnalysis.Refused refused
                        ? refused.refusal()
                        : new Refusal(RefusalReason.UPLOAD_MISSING, "The picture did not arrive. Try once more."));
    }
}
