package com.engram.web.idempotency;

import com.engram.people.Caller;
import com.engram.tenancy.TenantId;
import com.engram.web.CurrentCaller;
import com.engram.web.RequestPaths;
import com.engram.web.idempotency.IdempotentResponses.StoredResponse;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    private static final String CLAIM_ATTRIBUTE = IdempotencyFilter.class.getName();
    private static final int MAX_KEY_LENGTH = 255;

    /** A key that this request has claimed, with the digest of its body and the first half of its response. */
    private static final class ClaimedKey {
        private final UUID owner;
        private final String key;
        private final RequestBodyDigest body;
        private int status;
        private @Nullable String location;

        private ClaimedKey(UUID owner, String key, RequestBodyDigest body) {
            this.owner = owner;
            this.key = key;
            this.body = body;
        }
    }

    @Inject
    private IdempotentResponses responses;

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
        RequestBodyDigest body = new RequestBodyDigest(
                context.getEntityStream(), context.getUriInfo().getPath(), context.getMediaType());
        Optional<StoredResponse> stored = responses.claim(owner, key);
        if (stored.isPresent()) {
            context.abortWith(replay(stored.get(), body));
        } else {
            context.setEntityStream(body);
            context.setProperty(CLAIM_ATTRIBUTE, new ClaimedKey(owner, key, body));
        }
    }

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext response) throws IOException {
        if (context.getProperty(CLAIM_ATTRIBUTE) instanceof ClaimedKey claimed) {
            claimed.status = response.getStatus();
            claimed.location = response.getHeaderString("Location");
            // A body that is too large is not read to its end, so there is no digest to compare with.
            boolean unread = claimed.status == Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode();
            if (claimed.status >= 500 || unread) {
                responses.release(claimed.owner, claimed.key);
                context.removeProperty(CLAIM_ATTRIBUTE);
            } else if (!response.hasEntity()) {
                store(claimed, null, new byte[0]);
            }
        }
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException, WebApplicationException {
        if (!(context.getProperty(CLAIM_ATTRIBUTE) instanceof ClaimedKey claimed)) {
            context.proceed();
            return;
        }
        OutputStream out = context.getOutputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        context.setOutputStream(body);
        context.proceed();
        store(claimed, context.getMediaType().toString(), body.toByteArray());
        out.write(body.toByteArray());
    }

    private void store(ClaimedKey claimed, @Nullable String mediaType, byte[] body) throws IOException {
        StoredResponse response =
                new StoredResponse(claimed.body.finish(), claimed.status, claimed.location, mediaType, body);
        responses.store(claimed.owner, claimed.key, response);
    }

    private static Response replay(StoredResponse stored, RequestBodyDigest body) throws IOException {
        if (stored.status() == null) {
            return Response.fromResponse(ProblemResponses.response(
                            409, "request_in_progress", "The first request with this key is still being executed."))
                    .header("Retry-After", "1")
                    .build();
        }
        if (!MessageDigest.isEqual(stored.requestHash(), body.finish())) {
            return ProblemResponses.response(
                    422, "idempotency_key_reused", "This Idempotency-Key was used for another request. Use a new one.");
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
