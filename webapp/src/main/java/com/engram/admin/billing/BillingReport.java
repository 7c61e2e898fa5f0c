package com.engram.admin.billing;

import com.engram.billing.SubscriptionState;
import com.engram.billing.events.BillingEventLog;
import com.engram.billing.metering.ParkedUsage;
import com.engram.billing.subscriptions.PlanPrices;
import com.engram.database.Database;
import com.engram.plans.Plans;
import com.engram.tenancy.AsOperator;
import com.engram.web.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The state of billing of all tenants. Read-only. */
@AsOperator
@ApplicationScoped
@Transactional
public class BillingReport {

    private static final int MAX_ROWS = 50;

    @Inject
    private Database database;

    @Inject
    private BillingEventLog events;

    @Inject
    private ParkedUsage parkedUsage;

    @Inject
    private PlanPrices prices;

    @Inject
    private Plans plans;

    /** How many subscriptions are in a state. */
    public record StateCount(String state, long tenants) {}

    /** A plan on sale, and whether its current version can be bought online. */
    public record PlanOnSale(String code, String name, int version, boolean online) {}

    /** A period whose overage the payment processor counted differently from what was reported. */
    public record UsageDifference(String tenant, String name, LocalDate startsOn, long reported, long counted) {}

    /** Images of a period beyond the allowance that the payment processor does not charge. */
    public record UnchargedUsage(String tenant, LocalDate startsOn, int images, String reason) {}

    /** An event of the payment processor that could not be handled. */
    public record FailedEvent(
            String id, String tenant, String type, Instant receivedAt, int attempts, String problem) {}

    /** An invoice of a tenant. */
    public record TenantInvoice(
            String tenant,
            String name,
            Instant issuedAt,
            String number,
            String description,
            long amountCents,
            String currency,
            String state) {}

    private record StateRow(SubscriptionState state, long tenants) {}

    private record DifferenceRow(UUID tenantId, String name, LocalDate startsOn, long reported, long counted) {}

    private record InvoiceRow(
            UUID tenantId,
            String name,
            Instant issuedAt,
            String number,
            String description,
            long amountCents,
            String currency,
            String state) {}

    /** Open invoices first, then newest first. */
    List<TenantInvoice> listInvoices() {
        return database.sql("""
            select i.tenant_id, t.name, i.issued_at, i.number, i.description, i.amount_cents, i.currency,
              i.state
            from invoice i join tenant t on t.id = i.tenant_id where i.state <> 'draft'
            order by i.state <> 'open', i.issued_at desc limit :limit
            """).bind("limit", MAX_ROWS).list(InvoiceRow.class).stream()
                .map(row -> new TenantInvoice(
                        PublicId.TENANT.of(row.tenantId()),
                        row.name(),
                        row.issuedAt(),
                        row.number(),
                        row.description(),
                        row.amountCents(),
                        row.currency(),
                        row.state()))
                .toList();
    }

    /** By the name of the state. */
    public List<StateCount> countByState() {
        return database
                .sql("select state, count(*) as tenants from subscription group by state order by state")
                .list(StateRow.class)
                .stream()
                .map(row -> new StateCount(
                        row.state().name().toLowerCase(Locale.ROOT).replace('_', '-'), row.tenants()))
                .toList();
    }

    List<PlanOnSale> listPlansOnSale() {
        return plans.listForSale().stream()
                .filter(plan -> !plan.terms().isFree())
                .map(plan -> new PlanOnSale(
                        plan.code(), plan.name(), plan.version(), prices.isPublished(plan.code(), plan.version())))
                .toList();
    }

    /** Differences between reported and counted usage, the newest period first. */
    public List<UsageDifference> listDifferences() {
        return database.sql("""
            select m.tenant_id, t.name, m.starts_on, m.reported, m.processor_count as counted
            from metered_usage m join tenant t on t.id = m.tenant_id
            where m.processor_count <> m.reported and m.pending_report is null
            order by m.starts_on desc limit :limit
            """).bind("limit", MAX_ROWS).list(DifferenceRow.class).stream()
                .map(row -> new UsageDifference(
                        PublicId.TENANT.of(row.tenantId()), row.name(), row.startsOn(), row.reported(), row.counted()))
                .toList();
    }

    /** Usage that waits for the operator because the payment processor does not charge it, the newest first. */
    public List<UnchargedUsage> listUncharged() {
        return parkedUsage.listParked().stream()
                .map(one -> new UnchargedUsage(
                        PublicId.TENANT.of(one.tenant().value()), one.startsOn(), one.images(), one.reason()))
                .toList();
    }

    /** The payment processor's events that could not be handled. */
    public List<FailedEvent> listFailedEvents() {
        return events.listFailed(MAX_ROWS).stream()
                .map(event -> new FailedEvent(
                        event.id(),
                        PublicId.TENANT.of(event.tenant().value()),
                        event.type(),
                        event.receivedAt(),
                        event.attempts(),
                        event.lastError()))
                .toList();
    }
}
