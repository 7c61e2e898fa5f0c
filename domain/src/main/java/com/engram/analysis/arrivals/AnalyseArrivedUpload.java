package com.engram.analysis.arrivals;

import com.engram.analysis.AnalysesOnArrival;
import com.engram.analysis.intake.AnalysisRequestResult;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.StorageException;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Accepts the analysis of an image whose bytes have arrived, if the client requested that with the upload form. The plan is
 * checked as for a request of the client. A call that is repeated changes nothing.
 */
@AsOperator
@ApplicationScoped
public class AnalyseArrivedUpload {

    private final AnalysesOnArrival analysesOnArrival;
    private final RequestAnalysis requestAnalysis;
    private final Event<UploadArrived> uploadArrived;

    @Inject
    AnalyseArrivedUpload(
            AnalysesOnArrival analysesOnArrival, RequestAnalysis requestAnalysis, Event<UploadArrived> uploadArrived) {
        this.analysesOnArrival = analysesOnArrival;
        this.requestAnalysis = requestAnalysis;
        this.uploadArrived = uploadArrived;
    }

    /** Handles the arrival of the object under a key. */
    public UploadArrival analyse(String key) {
        UploadArrival result = ImageKeys.imageOfIncoming(key)
                .map(image -> analysesOnArrival
                        .findTenantOfWaiting(image)
                        .map(tenant -> analyse(image, tenant))
                        .orElse(UploadArrival.NOT_REQUESTED))
                .orElse(UploadArrival.UNKNOWN_KEY);
        uploadArrived.fire(new UploadArrived(result));
        return result;
    }

    /** Counts an announcement about another bucket. */
    public UploadArrival ignore() {
        uploadArrived.fire(new UploadArrived(UploadArrival.UNKNOWN_KEY));
        return UploadArrival.UNKNOWN_KEY;
    }

    private UploadArrival analyse(UUID image, TenantId tenant) {
        try (Scope.Entered ignored = Scope.enter(tenant)) {
            Optional<AnalysisRequestResult> result = requestAnalysis.requestOnArrival(image);
            return result.map(AnalyseArrivedUpload::arrival).orElse(UploadArrival.NOT_REQUESTED);
        } catch (StorageException e) {
            return UploadArrival.TRY_AGAIN;
        }
    }

    private static UploadArrival arrival(AnalysisRequestResult result) {
        if (result instanceof AnalysisRequestResult.Refused refused) {
            RefusalReason reason = refused.refusal().reason();
            if (reason == RefusalReason.UPLOAD_MISSING) {
                return UploadArrival.NOT_ARRIVED;
            }
            return reason.kind() == RefusalReason.Kind.UNAVAILABLE ? UploadArrival.TRY_AGAIN : UploadArrival.REFUSED;
        }
        return result instanceof AnalysisRequestResult.Accepted ? UploadArrival.ACCEPTED : UploadArrival.NOT_REQUESTED;
    }
}
