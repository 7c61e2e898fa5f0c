package com.engram.portal.gallery;

import com.engram.analysis.queue.ResultsArrived;
import com.engram.people.Permission;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.engram.web.CurrentCaller;
import com.engram.web.streams.EventStreams;
import com.engram.web.streams.LimitedStreams;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Notifies open pages of their tenant's new results by server-sent events. */
@Path("/events")
@ApplicationScoped
public class ResultEventStream {

    private static final int HEARTBEAT_SECONDS = 15;

    @Inject
    private EventStreams streams;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private volatile @Nullable Sse sse;
    private @Nullable ScheduledFuture<?> heartbeat;

    @PostConstruct
    void start() {
        // Keeps proxies from closing an idle stream, and detects browsers that have disconnected.
        heartbeat = scheduler.scheduleAtFixedRate(
                () -> send(Set.of(), "alive"), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (heartbeat != null) {
            heartbeat.cancel(false);
        }
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Permission.READ)
    @LimitedStreams
    public void open(@Context SseEventSink sink, @Context Sse sse, @Context HttpServletRequest request) {
        this.sse = sse;
        streams.add(CurrentCaller.getCaller(request), Scope.getTenant(), sink);
        sink.send(sse.newEventBuilder()
                .name("open")
                .reconnectDelay(2_000)
                .data("open")
                .build());
    }

    void onResultsArrived(@Observes ResultsArrived event) {
        send(event.tenants(), "results");
    }

    private void send(Set<TenantId> tenants, String name) {
        Sse builder = sse;
        if (builder != null) {
            streams.send(
                    tenants, builder.newEventBuilder().name(name).data(name).build());
        }
    }
}
