package com.engram.admin.overview;

import com.engram.admin.billing.BillingReport;
import com.engram.admin.operations.BackendRow;
import com.engram.admin.operations.Durations;
import com.engram.admin.operations.OperationsReport;
import com.engram.analysis.backends.BackendMode;
import com.engram.analysis.backends.ReportedStatus;
import com.engram.analysis.queue.AnalysisQueue;
import com.engram.language.Messages;
import com.engram.plans.weights.WeightsTerms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Problems that an operator should look at, most severe first; none if everything works. */
@ApplicationScoped
class OperatorAlerts {

    /** Analyses usually finish within seconds, so a wait of this length is a problem. */
    private static final Duration LONG_WAIT = Duration.ofMinutes(5);

    private static final String QUEUE = "/admin/queue";
    private static final String BILLING = "/admin/billing";
    private static final String MODELS = "/admin/models";

    @Inject
    private BillingReport billingReport;

    @Inject
    private WeightsTerms weightsTerms;

    /**
     * A problem to look at.
     *
     * @param tone {@code bad} if users are affected now, {@code warn} if they may be soon
     * @param page the page that shows it and where it can be fixed
     */
    public record Alert(String tone, String text, String page) {}

    List<Alert> list(
            OverviewReport.TenantCounts tenants,
            AnalysisQueue.QueueDepth depth,
            List<BackendRow> backends,
            OperationsReport.FinishedCounts finished,
            Messages messages) {
        List<Alert> alerts = new ArrayList<>();
        backends.forEach(backend -> addBackendAlerts(backend, alerts, messages));
        if (depth.oldest().compareTo(LONG_WAIT) > 0) {
            String age = Durations.format(depth.oldest());
            alerts.add(new Alert("bad", messages.text("console.alert.oldest", age), QUEUE));
        }
        if (finished.failed() > 0) {
            alerts.add(new Alert("warn", messages.text("console.alert.failed", finished.failed()), QUEUE));
        }
        addBillingAlerts(tenants, alerts, messages);
        if (weightsTerms.listTerms().stream()
                .anyMatch(terms -> terms.acceptance().isEmpty())) {
            alerts.add(new Alert("warn", messages.text("console.alert.terms"), MODELS));
        }
        return alerts.stream().sorted(Comparator.comparing(Alert::tone)).toList();
    }

    private void addBillingAlerts(OverviewReport.TenantCounts tenants, List<Alert> alerts, Messages messages) {
        if (tenants.overdue() > 0) {
            alerts.add(new Alert("warn", messages.text("console.alert.overdue", tenants.overdue()), BILLING));
        }
        billingReport.countByState().stream()
                .filter(count -> count.state().equals("past-due"))
                .forEach(count ->
                        alerts.add(new Alert("warn", messages.text("console.alert.grace", count.tenants()), BILLING)));
        int failedEvents = billingReport.listFailedEvents().size();
        if (failedEvents > 0) {
            alerts.add(new Alert("bad", messages.text("console.alert.events", failedEvents), BILLING));
        }
        int uncharged = billingReport.listUncharged().size();
        if (uncharged > 0) {
            alerts.add(new Alert("bad", messages.text("console.alert.uncharged", uncharged), BILLING));
        }
        if (!billingReport.listDifferences().isEmpty()) {
            alerts.add(new Alert("warn", messages.text("console.alert.difference"), BILLING));
        }
    }

    private static void addBackendAlerts(BackendRow backend, List<Alert> alerts, Messages messages) {
        for (ReportedStatus seen : backend.failingServers()) {
            String key = seen.status().breaker().equals("open") ? "console.alert.open" : "console.alert.half";
            String error = seen.status().lastError().map(text -> ": " + text).orElse("");
            alerts.add(new Alert("bad", messages.text(key, seen.server(), backend.name()) + error, QUEUE));
        }
        if (backend.activeServers().isEmpty()) {
            alerts.add(new Alert("bad", messages.text("console.alert.silent", backend.name()), QUEUE));
        }
        if (backend.mode() != BackendMode.OPEN) {
            String mode = messages.text("console.backend." + backend.mode().code());
            alerts.add(new Alert("warn", messages.text("console.alert.mode", backend.name(), mode), QUEUE));
        }
    }
}
