package com.engram.web.idempotency;

import com.engram.idempotency.Claim;
import com.engram.idempotency.StoredResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that has claimed its key, with the digest of its body and the first half of its response. */
final class ClaimedRequest {

    private static final String ATTRIBUTE = ClaimedRequest.class.getName();

    private final Claim claim;
    private final RequestBodyDigest body;
    private int status;
    private @Nullable String location;

    ClaimedRequest(Claim claim, RequestBodyDigest body) {
        this.claim = claim;
        this.body = body;
    }

    static Optional<ClaimedRequest> find(HttpServletRequest request) {
        return Optional.ofNullable((ClaimedRequest) request.getAttribute(ATTRIBUTE));
    }

    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    static void detach(HttpServletRequest request) {
        request.removeAttribute(ATTRIBUTE);
    }

    Claim claim() {
        return claim;
    }

    int status() {
        return status;
    }

    void setHead(int status, @Nullable String location) {
        this.status = status;
        this.location = location;
    }

    /** The response to store, once its body is known. */
    StoredResponse response(@Nullable String mediaType, byte[] content) throws IOException {
        return new StoredResponse(body.finish(), status, location, mediaType, content);
    }
}
