package com.engram.web.security;

import com.engram.audit.Actor;
import com.engram.audit.RecordProbe;
import com.engram.people.Caller;
import com.engram.tenancy.TenantId;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Has requests of signed-in callers that found nothing checked for ids of other tenants. The check runs after the
 * response, so its time tells the caller nothing.
 */
@Provider
@Priority(Priorities.ENTITY_CODER - 10)
public class ProbeFilter implements ContainerResponseFilter, ReaderInterceptor {

    private static final Logger LOG = Logger.getLogger(ProbeFilter.class.getName());
    private static final String BODY = ProbeFilter.class.getName();
    private static final Pattern ID = Pattern.compile("\\b[a-z]{2,5}_[0-9a-f]{32}\\b");
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int MAX_IDS = 1_000;

    /** Checks that wait for the database. Further ones are dropped, and requests never wait for them. */
    private final Semaphore pending = new Semaphore(50);

    @Inject
    private RecordProbe recordProbe;

    @Resource
    private ManagedExecutorService executor;

    @Context
    private HttpServletRequest request;

    /** Keeps the start of a JSON body, in which ids may be. */
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        boolean isJson = context.getMediaType() != null
                && context.getMediaType().getSubtype().endsWith("json");
        if (isJson && findTenant().isPresent()) {
            InputStream body = context.getInputStream();
            byte[] start = body.readNBytes(MAX_BODY_BYTES);
            request.setAttribute(BODY, new String(start, StandardCharsets.ISO_8859_1));
            context.setInputStream(
                    start.length < MAX_BODY_BYTES
                            ? new ByteArrayInputStream(start)
                            : new SequenceInputStream(new ByteArrayInputStream(start), body));
        }
        return context.proceed();
    }

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext response) {
        Optional<TenantId> tenant = findTenant();
        if (response.getStatus() != Response.Status.NOT_FOUND.getStatusCode() || tenant.isEmpty()) {
            return;
        }
        Set<UUID> ids = listIds(context);
        if (ids.isEmpty() || !pending.tryAcquire()) {
            return;
        }
        Actor actor = Actor.current();
        String called = context.getMethod() + " " + request.getRequestURI();
        try {
            executor.execute(() -> record(actor, tenant.get(), ids, called));
        } catch (RuntimeException e) {
            pending.release();
            throw e;
        }
    }

    private Optional<TenantId> findTenant() {
        return CurrentCaller.find(request)
                .filter(caller -> !caller.isViewAsTenant())
                .flatMap(Caller::tenant);
    }

    private Set<UUID> listIds(ContainerRequestContext context) {
        StringBuilder text =
                new StringBuilder(context.getUriInfo().getRequestUri().toString());
        Optional.ofNullable(request.getAttribute(BODY))
                .ifPresent(body -> text.append(' ').append(body));
        request.getParameterMap().values().forEach(values -> text.append(' ').append(String.join(" ", values)));
        Set<UUID> ids = new LinkedHashSet<>();
        ID.matcher(text).results().limit(MAX_IDS).map(MatchResult::group).forEach(id -> {
            for (PublicId kind : PublicId.values()) {
                kind.parse(id).ifPresent(ids::add);
            }
        });
        return ids;
    }

    private void record(Actor actor, TenantId tenant, Set<UUID> ids, String called) {
        try {
            recordProbe.record(actor, tenant, ids, called);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A request with foreign ids could not be recorded", e);
        } finally {
            pending.release();
        }
    }
}
