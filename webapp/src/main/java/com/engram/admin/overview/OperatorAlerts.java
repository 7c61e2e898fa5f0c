package com.engram.admin.overview;

import com.engram.admin.billing.BillingReport;
import com.engram.admin.operations.BackendRow;
import com.engram.admin.operations.Durations;
import com.engram.admin.operations.OperationsReport;
import com.engram.analysis.backends.BackendMode;
import com.engram.analysis.backends.ReportedStatus;
import com.engram.analysis.queue.AnalysisQueue;
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

    @Inject
    private BillingReport billingReport;

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
            OperationsReport.FinishedCounts finished) {
        List<Alert> alerts = new ArrayList<>();
        backends.forEach(backend -> addBackendAlerts(backend, alerts));
        if (depth.oldest().compareTo(LONG_WAIT) > 0) {
            alerts.add(new Alert(
                    "bad", "The oldest analysis has waited for " + Durations.format(depth.oldest()), "/admin/queue"));
        }
        if (finished.failed() > 0) {
            alerts.add(
                    new Alert("warn", finished.failed() + " failed by our fault in the last 24 hours", "/admin/queue"));
        }
        addBillingAlerts(tenants, alerts);
        return alerts.stream().sorted(Comparator.comparing(Alert::tone)).toList();
    }

    private void addBillingAlerts(OverviewReport.TenantCounts tenants, List<Alert> alerts) {
        if (tenants.overdue() > 0) {
            alerts.add(
                    new Alert("warn", tenants.overdue() + " read-only because a payment is overdue", "/admin/billing"));
        }
        billingReport.countByState().stream()
                .filter(count -> count.state().equals("past-due"))
                .forEach(count -> alerts.add(
                        new Alert("warn", count.tenants() + " in grace after a payment failed", "/admin/billing")));
        int failedEvents = billingReport.listFailedEvents().size();
        if (failedEvents > 0) {
            alerts.add(new Alert(
                    "bad", failedEvents + " told by the payment processor and not acted on", "/admin/billing"));
        }
        int uncharged = billingReport.listUncharged().size();
        if (uncharged > 0) {
            alerts.add(new Alert(
                    "bad",
                    uncharged + " periods with images that the payment processor does not charge",
                    "/admin/billing"));
        }
        if (!billingReport.listDifferences().isEmpty()) {
            alerts.add(new Alert("warn", "Usage was counted otherwise than it was told", "/admin/billing"));
        }
    }

    private static void addBackendAlerts(BackendRow backend, List<Alert> alerts) {
        for (ReportedStatus seen : backend.failingServers()) {
            String how = seen.status().breaker().equals("open") ? " leaves %s alone" : " tries %s again";
            alerts.add(new Alert(
                    "bad",
                    seen.server()
                            + how.formatted(backend.name())
                            + seen.status()
                                    .lastError()
                                    .map(trouble -> ": " + trouble)
                                    .orElse(""),
                    "/admin/queue"));
        }
        if (backend.activeServers().isEmpty()) {
            alerts.add(new Alert("bad", "No server is heard of that asks " + backend.name(), "/admin/queue"));
        }
        if (backend.mode() != BackendMode.OPEN) {
            alerts.add(
                    new Alert("warn", backend.name() + " is " + backend.mode().code(), "/admin/queue"));
        }
    }
}
