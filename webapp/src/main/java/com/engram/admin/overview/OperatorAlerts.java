package com.engram.admin.overview;

import com.engram.admin.billing.BillingReport;
import com.engram.admin.operations.BackendRow;
import com.engram.admin.operations.OperationsReport;
import com.engram.admin.operations.QueueConsole;
import com.engram.analysis.backends.BackendMode;
import com.engram.analysis.backends.BackendStatuses;
import com.engram.analysis.queue.AnalysisQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What an operator should look at now, the worst first: nothing when all is well. */
@ApplicationScoped
class OperatorAlerts {

    /** An image is scored within seconds; who has waited for longer asks why. */
    private static final Duration LONG_WAIT = Duration.ofMinutes(5);

    @Inject
    private BillingReport billing;

    /**
     * Something to look at.
     *
     * @param tone {@code bad} when somebody is harmed already, {@code warn} when somebody soon may be
     * @param page where it is seen and set right
     */
    public record Concern(String tone, String text, String page) {}

    List<Concern> list(
            OperationsReport.Accounts accounts,
            AnalysisQueue.QueueDepth depth,
            List<BackendRow> backends,
            OperationsReport.Ended ended) {
        List<Concern> concerns = new ArrayList<>();
        backends.forEach(backend -> look(backend, concerns));
        if (depth.oldest().compareTo(LONG_WAIT) > 0) {
            concerns.add(new Concern(
                    "bad", "The oldest analysis has waited for " + QueueConsole.said(depth.oldest()), "/admin/queue"));
        }
        if (ended.failed() > 0) {
            concerns.add(
                    new Concern("warn", ended.failed() + " failed by our fault in the last 24 hours", "/admin/queue"));
        }
        lookAtBilling(accounts, concerns);
        return concerns.stream().sorted(Comparator.comparing(Concern::tone)).toList();
    }

    private void lookAtBilling(OperationsReport.Accounts accounts, List<Concern> concerns) {
        if (accounts.overdue() > 0) {
            concerns.add(new Concern(
                    "warn", accounts.overdue() + " read-only because a payment is overdue", "/admin/billing"));
        }
        billing.states().stream()
                .filter(count -> count.state().equals("past-due"))
                .forEach(count -> concerns.add(
                        new Concern("warn", count.tenants() + " in grace after a payment failed", "/admin/billing")));
        int troubles = billing.listTroubles().size();
        if (troubles > 0) {
            concerns.add(
                    new Concern("bad", troubles + " told by the payment processor and not acted on", "/admin/billing"));
        }
        if (!billing.listDifferences().isEmpty()) {
            concerns.add(new Concern("warn", "Usage was counted otherwise than it was told", "/admin/billing"));
        }
    }

    private static void look(BackendRow backend, List<Concern> concerns) {
        for (BackendStatuses.Seen seen : backend.troubled()) {
            String how = seen.standing().breaker().equals("open") ? " leaves %s alone" : " tries %s again";
            concerns.add(new Concern(
                    "bad",
                    seen.server()
                            + how.formatted(backend.name())
                            + seen.standing()
                                    .trouble()
                                    .map(trouble -> ": " + trouble)
                                    .orElse(""),
                    "/admin/queue"));
        }
        if (backend.heard().isEmpty()) {
            concerns.add(new Concern("bad", "No server is heard of that asks " + backend.name(), "/admin/queue"));
        }
        if (backend.hold() != BackendMode.OPEN) {
            concerns.add(
                    new Concern("warn", backend.name() + " is " + backend.hold().code(), "/admin/queue"));
        }
    }
}
