package com.engram.admin.operations;

import com.engram.analysis.AnalysesFinished;
import com.engram.analysis.arrivals.UploadArrived;
import com.engram.analysis.backends.BackendStatus;
import com.engram.analysis.backends.Backends;
import com.engram.analysis.queue.AnalysisQueue;
import com.engram.billing.events.BillingEventRejected;
import com.engram.tenancy.AsOperator;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** This server's metrics. The queue's figures are the same on all servers; the others are this server's own. */
@ApplicationScoped
class ServerMetrics {

    static final String MEDIA_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final Logger LOG = Logger.getLogger(ServerMetrics.class.getName());

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Gauge waiting = gauge("engram_queue_waiting", "Analyses that wait for a lease");
    private final Gauge leased = gauge("engram_queue_leased", "Analyses under a lease");
    private final Gauge oldest =
            gauge("engram_queue_oldest_age_seconds", "Age of the oldest unfinished analysis in seconds");
    private final Gauge calls = gauge("engram_backend_calls_in_flight", "Calls of this server in flight", "backend");
    private final Gauge limit =
            gauge("engram_backend_concurrency_limit", "Calls of this server that may be in flight", "backend");
    private final Gauge closed = gauge("engram_backend_available", "1 while the circuit breaker is closed", "backend");

    private final Counter finished = Counter.builder()
            .name("engram_analyses_finished_total")
            .help("Analyses that this server finished")
            .labelNames("state")
            .register(registry);

    private final Counter rejectedEvents = Counter.builder()
            .name("engram_billing_events_rejected_total")
            .help("Requests to the payment webhook whose signature was not accepted")
            .labelNames("reason")
            .register(registry);

    private final Counter uploads = Counter.builder()
            .name("engram_uploads_arrived_total")
            .help("Uploads that were announced or found, by what that led to")
            .labelNames("result")
            .register(registry);

    @Inject
    private AnalysisQueue queue;

    @Inject
    private Backends backends;

    private Gauge gauge(String name, String help, String... labels) {
        return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    @PostConstruct
    void registerJvmMetrics() {
        JvmMetrics.builder().register(registry);
    }

    void onAnalysesFinished(@Observes(during = TransactionPhase.AFTER_SUCCESS) AnalysesFinished event) {
        event.analyses()
                .forEach(
                        analysis -> finished.labelValues(analysis.state().name().toLowerCase(Locale.ROOT))
                                .inc());
    }

    void onBillingEventRejected(@Observes BillingEventRejected event) {
        rejectedEvents
                .labelValues(event.reason().name().toLowerCase(Locale.ROOT))
                .inc();
    }

    void onUploadArrived(@Observes UploadArrived event) {
        uploads.labelValues(event.result().name().toLowerCase(Locale.ROOT)).inc();
    }

    /** All current figures in Prometheus's text format. */
    @AsOperator
    byte[] scrape() throws IOException {
        readQueue();
        for (BackendStatus status : backends.listStatuses()) {
            calls.labelValues(status.name()).set(status.running());
            limit.labelValues(status.name()).set(status.maxConcurrent());
            closed.labelValues(status.name()).set(status.breaker().equals("closed") ? 1 : 0);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new PrometheusTextFormatWriter(false).write(text, registry.scrape());
        return text.toByteArray();
    }

    private void readQueue() {
        try {
            AnalysisQueue.QueueDepth depth = queue.depth();
            waiting.set(depth.waiting());
            leased.set(depth.running());
            oldest.set(depth.oldest().toMillis() / 1000.0);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The queue's metrics could not be read", e);
            waiting.set(Double.NaN);
            leased.set(Double.NaN);
            oldest.set(Double.NaN);
        }
    }
}
