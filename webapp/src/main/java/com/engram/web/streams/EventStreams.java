package com.engram.web.streams;

import com.engram.people.Caller;
import com.engram.people.operators.OperatorSessions;
import com.engram.people.signin.FindLostAccess;
import com.engram.tenancy.AccessChanged;
import com.engram.tenancy.TenantId;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The event streams that are open on this server. A stream ends when its session or key does: access is checked every 20
 * seconds, and at once when the database reports that somebody lost it. A person and a tenant may have a limited number of
 * streams. An open stream occupies no thread.
 */
@ApplicationScoped
public class EventStreams {

    private static final Logger LOG = Logger.getLogger(EventStreams.class.getName());
    private static final int CHECK_SECONDS = 20;

    /** An operator's view of a tenant's portal lasts no longer. */
    private static final Duration MAX_VIEW = Duration.ofMinutes(30);

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    @Inject
    private FindLostAccess findLostAccess;

    @Inject
    private OperatorSessions operators;

    @Inject
    private Clock clock;

    @Inject
    @ConfigProperty(name = "engram.limits.streamsPerPerson", defaultValue = "20")
    private int maxPerPerson;

    @Inject
    @ConfigProperty(name = "engram.limits.streamsPerAccount", defaultValue = "300")
    private int maxPerTenant;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private @Nullable ScheduledFuture<?> check;

    /** An open stream. */
    private record EventStream(
            Caller caller, TenantId tenant, SseEventSink sink, Instant openedAt, boolean isAddressed) {

        UUID owner() {
            return caller.person().orElse(caller.id());
        }
    }

    @PostConstruct
    void start() {
        check = scheduler.scheduleWithFixedDelay(
                () -> endStreamsWithoutAccess(streams), CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (check != null) {
            check.cancel(false);
        }
        streams.forEach(stream -> stream.sink().close());
    }

    /** Whether the caller, or its tenant, has as many open streams as it may have. */
    public boolean isFull(Caller caller, TenantId tenant) {
        UUID owner = caller.person().orElse(caller.id());
        List<EventStream> open = streams.stream()
                .filter(stream -> stream.tenant().equals(tenant))
                .filter(stream -> !removeIfClosed(stream))
                .toList();
        return open.size() >= maxPerTenant
                || open.stream().filter(stream -> stream.owner().equals(owner)).count() >= maxPerPerson;
    }

    /** Adds a stream that was opened. */
    public void add(Caller caller, TenantId tenant, SseEventSink sink) {
        streams.add(new EventStream(caller, tenant, sink, clock.instant(), true));
    }

    /** Adds a stream that is counted and ended as all others, but gets events from somebody else only. */
    void addUnaddressed(Caller caller, TenantId tenant, SseEventSink sink) {
        streams.add(new EventStream(caller, tenant, sink, clock.instant(), false));
    }

    /**
     * Sends an event to the open streams of some tenants.
     *
     * @param tenants empty for all
     */
    public void send(Set<TenantId> tenants, OutboundSseEvent event) {
        streams.stream()
                .filter(EventStream::isAddressed)
                .filter(stream -> tenants.isEmpty() || tenants.contains(stream.tenant()))
                .filter(stream -> !removeIfClosed(stream))
                .forEach(stream -> stream.sink().send(event).whenComplete((done, failure) -> {
                    if (failure != null) {
                        end(stream);
                    }
                }));
    }

    void onAccessChanged(@Observes AccessChanged event) {
        Optional<TenantId> tenant = event.tenant();
        List<EventStream> concerned = streams.stream()
                .filter(stream -> tenant.isEmpty() || tenant.get().equals(stream.tenant()))
                .toList();
        if (!concerned.isEmpty()) {
            scheduler.execute(() -> endStreamsWithoutAccess(concerned));
        }
    }

    private void endStreamsWithoutAccess(Collection<EventStream> checked) {
        try {
            Instant oldestView = clock.instant().minus(MAX_VIEW);
            List<EventStream> open = List.copyOf(checked);
            open.stream()
                    .filter(stream -> stream.caller().isViewAsTenant())
                    .filter(stream -> stream.openedAt().isBefore(oldestView)
                            || !operators.mayViewTenants(stream.caller().id()))
                    .forEach(this::end);
            List<EventStream> members = open.stream()
                    .filter(stream -> !stream.caller().isViewAsTenant())
                    .toList();
            if (!members.isEmpty()) {
                Set<UUID> lost = findLostAccess.find(
                        members.stream().map(EventStream::caller).toList());
                members.stream()
                        .filter(stream -> lost.contains(stream.caller().id()))
                        .forEach(this::end);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The access of open event streams could not be checked", e);
        }
    }

    private boolean removeIfClosed(EventStream stream) {
        boolean isClosed = stream.sink().isClosed();
        if (isClosed) {
            streams.remove(stream);
        }
        return isClosed;
    }

    private void end(EventStream stream) {
        streams.remove(stream);
        stream.sink().close();
    }
}
