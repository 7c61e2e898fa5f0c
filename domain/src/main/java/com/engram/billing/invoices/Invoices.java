package com.engram.billing.invoices;

import com.engram.billing.payments.ProcessorInvoice;
import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The invoices of a tenant that the scope sees: those of the payment processor and manual ones. */
@ApplicationScoped
@Transactional
public class Invoices {

    private final Database database;

    @Inject
    Invoices(Database database) {
        this.database = database;
    }

    /** The newest invoices of a tenant, the newest first. */
    public List<Invoice> listInvoices(TenantId tenant, int limit) {
        return database.sql("""
            select id, number, description, state, amount_cents, currency, issued_at, paid_at, page_url,
              processor_invoice_id is null as is_manual
            from invoice where tenant_id = :tenant order by issued_at desc, id desc limit :limit
            """).bind("tenant", tenant).bind("limit", limit).list(Invoice.class);
    }

    /** Saves the current state of an invoice of the payment processor. */
    public void save(TenantId tenant, ProcessorInvoice invoice) {
        database.sql("""
            insert into invoice (id, tenant_id, processor_invoice_id, number, description, state,
              amount_cents, currency, issued_at, paid_at, page_url)
            values (:id, :tenant, :processorId, :number, :description, :state,
              :amount, :currency, :issuedAt, :paidAt, :pageUrl)
            on conflict (processor_invoice_id) do update set
              number = excluded.number, description = excluded.description, state = excluded.state,
              amount_cents = excluded.amount_cents, paid_at = excluded.paid_at, page_url = excluded.page_url
            """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("tenant", tenant)
                .bind("processorId", invoice.id())
                .bind("number", invoice.number())
                .bind("description", invoice.description())
                .bind("state", invoice.state())
                .bind("amount", invoice.amountCents())
                .bind("currency", invoice.currency())
                .bind("issuedAt", invoice.issuedAt())
                .bind("paidAt", invoice.paidAt())
                .bind("pageUrl", invoice.pageUrl())
                .update();
    }

    /** Adds an open manual invoice and returns its id. */
    UUID add(TenantId tenant, ManualInvoice invoice, Instant issuedAt) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        database.sql("""
            insert into invoice (id, tenant_id, number, description, state, amount_cents, currency, issued_at)
            values (:id, :tenant, :number, :description, 'open', :amount, :currency, :issuedAt)
            """)
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("number", invoice.number())
                .bind("description", invoice.description())
                .bind("amount", invoice.amountCents())
                .bind("currency", invoice.currency())
                .bind("issuedAt", issuedAt)
                .update();
        return id;
    }

    /** Sets the state of a manual invoice; false if the tenant has none with that id. */
    boolean settle(TenantId tenant, UUID id, String state, Optional<Instant> paidAt) {
        return database.sql("""
            update invoice set state = :state, paid_at = :paidAt
            where id = :id and tenant_id = :tenant and processor_invoice_id is null
            """)
                        .bind("state", state)
                        .bind("paidAt", paidAt)
                        .bind("id", id)
                        .bind("tenant", tenant)
                        .update()
                == 1;
    }
}
