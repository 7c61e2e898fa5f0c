package com.engram.portal.gallery;

import com.engram.analysis.queue.ResultsArrived;
import com.engram.people.Permission;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Notifies open pages of their tenant's new results by server-sent events. An open stream occupies no thread. */
@Path("/events")
@ApplicationScoped
public class ResultEventStream {

    private static final int HEARTBEAT_SECONDS = 15;

    private final Map<TenantId, Set<SseEventSink>> pages = new ConcurrentHashMap<>();

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private volatile @Nullable Sse sse;
    private @Nullable ScheduledFuture<?> heartbeat;

    @PostConstruct
    void start() {
        // Keeps proxies from closing an idle stream, and detects browsers that have disconnected.
        heartbeat = scheduler.scheduleAtFixedRate(
                () -> send(pages.keySet(), "alive"), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (heartbeat != null) {
            heartbeat.cancel(false);
        }
        pages.values().forEach(sinks -> sinks.forEach(SseEventSink::close));
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Permission.READ)
    public void open(@Context SseEventSink sink, @Context Sse sse) {
        this.sse = sse;
        pages.computeIfAbsent(Scope.getTenant(), tenant -> ConcurrentHashMap.newKeySet())
                .add(sink);
        sink.send(sse.newEventBuilder()
                .name("open")
                .reconnectDelay(2_000)
                .data("open")
                .build());
    }

    void onResultsArrived(@Observes ResultsArrived event) {
        send(event.tenants().isEmpty() ? pages.keySet() : event.tenants(), "results");
    }

    private void send(Set<TenantId> tenants, String name) {
        Sse builder = sse;
        if (builder == null) {
            return;
        }
        OutboundSseEvent event = builder.newEventBuilder().name(name).data(name).build();
        for (TenantId tenant : tenants) {
            Set<SseEventSink> sinks = pages.getOrDefault(tenant, Set.of());
            sinks.forEach(sink -> send(sinks, sink, event));
        }
    }

    private static void send(Set<SseEventSink> sinks, SseEventSink sink, OutboundSseEvent event) {
        if (sink.isClosed()) {
            sinks.remove(sink);
            return;
        }
        sink.send(event).whenComplete((done, failure) -> {
            if (failure != null) {
                sinks.remove(sink);
                sink.close();
            }
        });
    }
}
