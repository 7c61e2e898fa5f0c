package com.engram.web.streams;

import com.engram.analysis.BatchStatus;
import com.engram.analysis.FollowBatches;
import com.engram.analysis.queue.ResultsArrived;
import com.engram.people.Caller;
import com.engram.tenancy.TenantId;
import com.engram.web.json.BatchJson;
import com.engram.web.json.JsonbContextResolver;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Streams that report the progress of one batch each: an event {@code progress} when it changes, and {@code completed} at its
 * end, after which the stream is closed. Both have the batch as the API writes it. An open stream occupies no thread.
 */
@ApplicationScoped
public class BatchStreams {

    private static final Logger LOG = Logger.getLogger(BatchStreams.class.getName());

    /** Changes within this time are one event. */
    private static final int STEP_SECONDS = 1;

    /** After so many steps, every stream is read again and gets a sign of life, which proxies and clients wait for. */
    private static final int HEARTBEAT_STEPS = 15;

    private final Set<BatchStream> open = ConcurrentHashMap.newKeySet();
    private final Set<TenantId> changed = ConcurrentHashMap.newKeySet();
    private final JsonbContextResolver json = new JsonbContextResolver();

    @Inject
    private EventStreams streams;

    @Inject
    private FollowBatches followBatches;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private @Nullable ScheduledFuture<?> steps;
    private volatile boolean mayHaveMissed;
    private int step;

    /** An open stream, with the last state that was sent. */
    private static final class BatchStream {
        private final UUID batch;
        private final TenantId tenant;
        private final SseEventSink sink;
        private final Sse sse;
        private String sent = "";

        BatchStream(UUID batch, TenantId tenant, SseEventSink sink, Sse sse) {
            this.batch = batch;
            this.tenant = tenant;
            this.sink = sink;
            this.sse = sse;
        }

        void send(String name, String data) {
            sink.send(sse.newEventBuilder().name(name).data(data).build());
        }

        void sendHeartbeat() {
            sink.send(sse.newEventBuilder().comment("alive").build());
        }
    }

    @PostConstruct
    void start() {
        steps = scheduler.scheduleWithFixedDelay(this::step, STEP_SECONDS, STEP_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (steps != null) {
            steps.cancel(false);
        }
    }

    /**
     * Reports a batch of the caller's tenant until it ends.
     *
     * @param status its current progress, which is sent at once
     */
    public void open(Caller caller, TenantId tenant, BatchStatus status, SseEventSink sink, Sse sse) {
        BatchStream stream = new BatchStream(status.batch().id(), tenant, sink, sse);
        streams.addUnaddressed(caller, tenant, sink);
        open.add(stream);
        report(stream, status);
    }

    void onResultsArrived(@Observes ResultsArrived event) {
        if (open.isEmpty()) {
            return;
        }
        if (event.tenants().isEmpty()) {
            mayHaveMissed = true;
        }
        changed.addAll(event.tenants());
    }

    private void step() {
        try {
            step++;
            boolean all = step % HEARTBEAT_STEPS == 0 || mayHaveMissed;
            Set<TenantId> tenants = Set.copyOf(changed);
            changed.removeAll(tenants);
            open.removeIf(stream -> stream.sink.isClosed());
            List<BatchStream> due = open.stream()
                    .filter(stream -> all || tenants.contains(stream.tenant))
                    .toList();
            if (due.isEmpty()) {
                return;
            }
            mayHaveMissed = false;
            Map<UUID, BatchStatus> progress = followBatches.listProgress(
                    due.stream().map(stream -> stream.batch).toList());
            due.forEach(stream -> report(stream, progress.get(stream.batch)));
            if (step % HEARTBEAT_STEPS == 0) {
                open.forEach(BatchStream::sendHeartbeat);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The progress of batches could not be reported; the next step tries again", e);
            mayHaveMissed = true;
        }
    }

    /** Sends what has changed. A batch that was deleted ends its stream. */
    private void report(BatchStream stream, @Nullable BatchStatus status) {
        synchronized (stream) {
            if (status == null) {
                end(stream);
                return;
            }
            String data = json.getContext(BatchJson.class).toJson(BatchJson.of(status));
            boolean isOver = status.batch().finishedAt().isPresent();
            if (!data.equals(stream.sent)) {
                stream.sent = data;
                stream.send(isOver ? "completed" : "progress", data);
            }
            if (isOver) {
                end(stream);
            }
        }
    }

    private void end(BatchStream stream) {
        open.remove(stream);
        stream.sink.close();
    }
}
