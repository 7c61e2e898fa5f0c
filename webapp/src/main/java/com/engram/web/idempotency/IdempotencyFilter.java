package com.engram.web.idempotency;

import com.engram.idempotency.ClaimResult;
import com.engram.idempotency.IdempotentResponses;
import com.engram.idempotency.StoredResponse;
import com.engram.people.Caller;
import com.engram.tenancy.TenantId;
import com.engram.web.CurrentCaller;
import com.engram.web.RequestPaths;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Executes a POST to the API with an {@code Idempotency-Key} once. The same request again gets the first response, and
 * another request under the same key is refused.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key
 *     header</a>
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 1)
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter, WriterInterceptor {

    private static final Logger LOG = Logger.getLogger(IdempotencyFilter.class.getName());
    private static final int MAX_KEY_LENGTH = 255;

    /** A body up to this size is read before it is executed, so that an equal key with another body is refused at once. */
    private static final int MAX_BUFFERED_BYTES = 1 << 20;

    @Inject
    private IdempotentResponses responses;

    @Inject
    private ClaimHeartbeat heartbeat;

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) throws IOException {
        String key = context.getHeaderString("Idempotency-Key");
        Optional<Caller> caller = CurrentCaller.find(request);
        if (key == null || caller.isEmpty() || !context.getMethod().equals("POST") || !RequestPaths.isApi(request)) {
            return;
        }
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH) {
            context.abortWith(ProblemResponses.badRequest("Idempotency-Key is a text of 1 to 255 characters."));
            return;
        }
        UUID owner =
                caller.get().tenant().map(TenantId::value).orElse(caller.get().id());
        String path = context.getUriInfo().getPath();
        RequestBodyDigest body = new RequestBodyDigest(context.getEntityStream(), path, context.getMediaType());
        ClaimResult result = responses.claim(owner, key, DigestUtils.sha256(path));
        if (result instanceof ClaimResult.Claimed claimed) {
            begin(context, new ClaimedRequest(claimed.claim(), body), body);
        } else {
            context.abortWith(
                    result instanceof ClaimResult.Finished finished
                            ? replay(finished.response(), body)
                            : refuse((ClaimResult.Running) result, DigestUtils.sha256(path), body));
        }
    }

    private void begin(ContainerRequestContext context, ClaimedRequest claimed, RequestBodyDigest body)
            throws IOException {
        claimed.attachTo(request);
        heartbeat.begin(claimed.claim());
        if (MediaType.MULTIPART_FORM_DATA_TYPE.isCompatible(context.getMediaType())) {
            body.whenRead(hash -> responses.recordRequest(claimed.claim(), hash));
            context.setEntityStream(body);
            return;
        }
        byte[] start = body.readNBytes(MAX_BUFFERED_BYTES);
        if (start.length < MAX_BUFFERED_BYTES) {
            responses.recordRequest(claimed.claim(), body.finish());
            context.setEntityStream(new ByteArrayInputStream(start));
        } else {
            context.setEntityStream(new SequenceInputStream(new ByteArrayInputStream(start), body));
        }
    }

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext response) throws IOException {
        Optional<ClaimedRequest> found = ClaimedRequest.find(request);
        if (found.isEmpty()) {
            return;
        }
        ClaimedRequest claimed = found.get();
        claimed.setHead(response.getStatus(), response.getHeaderString("Location"));
        // A body that is too large is not read to its end, so there is no digest to compare with.
        boolean isUnread = claimed.status() == Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode();
        if (!StoredResponse.isKept(claimed.status()) || isUnread) {
            release(claimed);
            ClaimedRequest.detach(request);
        } else if (!response.hasEntity()) {
            responses.store(claimed.claim(), claimed.response(null, new byte[0]));
        }
    }

    private void release(ClaimedRequest claimed) {
        heartbeat.end(claimed.claim());
        try {
            responses.release(claimed.claim());
        } catch (RuntimeException e) {
            // The response says already that the database does not answer. The claim expires within a minute.
            LOG.log(Level.WARNING, "The claim of a request that failed could not be released", e);
        }
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException, WebApplicationException {
        Optional<ClaimedRequest> claimed = ClaimedRequest.find(request);
        if (claimed.isEmpty()) {
            context.proceed();
            return;
        }
        OutputStream out = context.getOutputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        context.setOutputStream(body);
        context.proceed();
        responses.store(
                claimed.get().claim(),
                claimed.get().response(context.getMediaType().toString(), body.toByteArray()));
        out.write(body.toByteArray());
    }

    /** Another request under the key is being executed: an equal one has to wait, a different one is an error. */
    private static Response refuse(ClaimResult.Running running, byte[] targetHash, RequestBodyDigest body)
            throws IOException {
        boolean isOther = running.targetHash().length > 0 && !Arrays.equals(running.targetHash(), targetHash)
                || running.requestHash() != null && !MessageDigest.isEqual(running.requestHash(), body.finish());
        return isOther
                ? reused()
                : Response.fromResponse(ProblemResponses.response(
                                409, "request_in_progress", "The first request with this key is still being executed."))
                        .header("Retry-After", "1")
                        .build();
    }

    private static Response reused() {
        return ProblemResponses.response(
                422, "idempotency_key_reused", "This Idempotency-Key was used for another request. Use a new one.");
    }

    private static Response replay(StoredResponse stored, RequestBodyDigest body) throws IOException {
        if (!MessageDigest.isEqual(stored.requestHash(), body.finish())) {
            return reused();
        }
        Response.ResponseBuilder response = Response.status(stored.status());
        if (stored.mediaType() != null) {
            response.type(stored.mediaType()).entity(stored.body());
        }
        if (stored.location() != null) {
            response.header("Location", stored.location());
        }
        return response.header("Idempotent-Replayed", "true").build();
    }
}
