package com.engram.web.idempotency;

import com.engram.people.Caller;
import com.engram.tenancy.TenantId;
import com.engram.web.CurrentCaller;
import com.engram.web.RequestPaths;
import com.engram.web.idempotency.IdempotentResponses.Known;
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
 * Makes a POST to the API with an {@code Idempotency-Key} happen once: the same request again is given the first
 * answer, another one under the same key is refused.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key
 *     header</a>
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 1)
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter, WriterInterceptor {

    private static final String TAKEN = IdempotencyFilter.class.getName();
    private static final int LONGEST_KEY = 255;

    /** The name of a key that this request has taken, with its body and the status and location of its answer. */
    private static final class Taken {
        private final UUID owner;
        private final String key;
        private final RequestBodyDigest body;
        private int status;
        private @Nullable String location;

        private Taken(UUID owner, String key, RequestBodyDigest body) {
            this.owner = owner;
            this.key = key;
            this.body = body;
        }
    }

    @Inject
    private IdempotentResponses answers;

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) throws IOException {
        String key = context.getHeaderString("Idempotency-Key");
        Optional<Caller> caller = CurrentCaller.find(request);
        if (key == null || caller.isEmpty() || !context.getMethod().equals("POST") || !RequestPaths.isApi(request)) {
            return;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            context.abortWith(ProblemResponses.badRequest("Idempotency-Key is a text of 1 to 255 letters."));
            return;
        }
        UUID owner =
                caller.get().tenant().map(TenantId::value).orElse(caller.get().id());
        RequestBodyDigest body = new RequestBodyDigest(
                context.getEntityStream(), context.getUriInfo().getPath(), context.getMediaType());
        Optional<Known> known = answers.take(owner, key);
        if (known.isPresent()) {
            context.abortWith(replay(known.get(), body));
        } else {
            context.setEntityStream(body);
            context.setProperty(TAKEN, new Taken(owner, key, body));
        }
    }

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext response) throws IOException {
        if (context.getProperty(TAKEN) instanceof Taken taken) {
            taken.status = response.getStatus();
            taken.location = response.getHeaderString("Location");
            // Of a body that is too long not even the rest is read, so the request has no digest.
            boolean unread = taken.status == Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode();
            if (taken.status >= 500 || unread) {
                answers.giveBack(taken.owner, taken.key);
                context.removeProperty(TAKEN);
            } else if (!response.hasEntity()) {
                keep(taken, null, new byte[0]);
            }
        }
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException, WebApplicationException {
        if (!(context.getProperty(TAKEN) instanceof Taken taken)) {
            context.proceed();
            return;
        }
        OutputStream out = context.getOutputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        context.setOutputStream(body);
        context.proceed();
        keep(taken, context.getMediaType().toString(), body.toByteArray());
        out.write(body.toByteArray());
    }

    private void keep(Taken taken, @Nullable String mediaType, byte[] body) throws IOException {
        Known known = new Known(taken.body.finish(), taken.status, taken.location, mediaType, body);
        answers.keep(taken.owner, taken.key, known);
    }

    private static Response replay(Known known, RequestBodyDigest body) throws IOException {
        if (known.status() == null) {
            return Response.fromResponse(ProblemResponses.response(
                            409, "request_in_progress", "The first request under this key is still at work."))
                    .header("Retry-After", "1")
                    .build();
        }
        if (!MessageDigest.isEqual(known.requestHash(), body.finish())) {
            return ProblemResponses.response(
                    422, "idempotency_key_reused", "This Idempotency-Key was used for another request. Use a new one.");
        }
        Response.ResponseBuilder response = Response.status(known.status());
        if (known.mediaType() != null) {
            response.type(known.mediaType()).entity(known.body());
        }
        if (known.location() != null) {
            response.header("Location", known.location());
        }
        return response.header("Idempotent-Replayed", "true").build();
    }
}
