package com.engram.admin.billing;

import com.engram.billing.MoneyFormat;
import com.engram.billing.events.BillingEventLog;
import com.engram.billing.subscriptions.PlanPrices;
import com.engram.plans.Plans;
import com.engram.tenancy.TupleRows;
import com.engram.web.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The state of billing of all tenants. Read-only; needs the operator's scope. */
@ApplicationScoped
@Transactional
public class BillingReport {

    private static final int MAX_ROWS = 50;

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    @Inject
    private BillingEventLog events;

    @Inject
    private PlanPrices prices;

    @Inject
    private Plans plans;

    /** How many subscriptions are in a state. */
    public record Count(String state, long tenants) {}

    /** A plan on sale, and whether its current version can be bought online. */
    public record Sale(String code, String name, int version, boolean online) {}

    /** A period whose overage the payment processor counted differently from what was reported. */
    public record Difference(String tenant, String name, String startsOn, long told, long counted) {}

    /** An event of the payment processor that could not be handled. */
    public record Trouble(String id, String tenant, String type, String receivedAt, int attempts, String problem) {}

    /** An invoice of a tenant. */
    public record Invoiced(
            String tenant, String name, String day, String number, String description, String amount, String state) {}

    /** Open invoices first, then newest first. */
    List<Invoiced> listInvoices() {
        return TupleRows.of(entities.createNativeQuery("""
                                select i.tenant_id, t.name, cast(cast(i.issued_at at time zone 'UTC' as date) as text), i.number,
                                  i.description, i.amount_cents, i.currency, i.state
                                from invoice i join tenant t on t.id = i.tenant_id where i.state <> 'draft'
                                order by i.state <> 'open', i.issued_at desc
                                """, Tuple.class).setMaxResults(MAX_ROWS))
                .map(row -> new Invoiced(
                        PublicId.TENANT.of(row.get(0, UUID.class)),
                        row.get(1, String.class),
                        row.get(2, String.class),
                        row.get(3, String.class),
                        row.get(4, String.class),
                        MoneyFormat.text(((Number) row.get(5)).longValue(), row.get(6, String.class)),
                        row.get(7, String.class)))
                .toList();
    }

    public List<Count> countByState() {
        return TupleRows.of(entities.createNativeQuery(
                        "select state, count(*) from subscription group by state order by state", Tuple.class))
                .map(row -> new Count(
                        row.get(0, String.class).toLowerCase(Locale.ROOT).replace('_', '-'),
                        ((Number) row.get(1)).longValue()))
                .toList();
    }

    List<Sale> listSales() {
        Set<String> offered = Set.copyOf(prices.listOffered());
        return plans.listForSale().stream()
                .filter(plan -> plan.terms().priceCents() > 0)
                .map(plan -> new Sale(
                        plan.code(), plan.name(), plan.version(), offered.contains(plan.code() + "/" + plan.version())))
                .toList();
    }

    public List<Difference> listDifferences() {
        return TupleRows.of(entities.createNativeQuery("""
                                select m.tenant_id, t.name, cast(m.starts_on as text), m.reported, m.processor_count
                                from metered_usage m join tenant t on t.id = m.tenant_id
                                where m.processor_count <> m.reported and m.pending_report is null
                                order by m.starts_on desc
                                """, Tuple.class).setMaxResults(MAX_ROWS))
                .map(row -> new Difference(
                        PublicId.TENANT.of(row.get(0, UUID.class)),
                        row.get(1, String.class),
                        row.get(2, String.class),
                        ((Number) row.get(3)).longValue(),
                        ((Number) row.get(4)).longValue()))
                .toList();
    }

    public List<Trouble> listTroubles() {
        return events.listTroubles(MAX_ROWS).stream()
                .map(trouble -> new Trouble(
                        trouble.id(),
                        PublicId.TENANT.of(trouble.tenant()),
                        trouble.type(),
                        trouble.receivedAt().toString(),
                        trouble.attempts(),
                        trouble.problem()))
                .toList();
    }
}
