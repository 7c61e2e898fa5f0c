package com.engram.billing.invoices;

import com.engram.billing.MoneyFormat;
import com.engram.billing.payments.Payments.Bill;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.TupleRows;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.StandardBasicTypes;

/** Invoices of a tenant that the scope sees: the processor's, and those that the operator wrote by hand. */
@ApplicationScoped
@Transactional
public class Invoices {

    private final EntityManager entities;

    @Inject
    Invoices(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * An invoice.
     *
     * @param state {@code draft}, {@code open}, {@code paid}, {@code void} or {@code uncollectible}
     * @param amountCents what is asked for, in hundredths of the currency
     * @param page where it can be read and paid, if it is the processor's
     */
    public record Invoice(
            UUID id,
            String number,
            String description,
            String state,
            long amountCents,
            String currency,
            Instant issuedAt,
            Optional<Instant> paidAt,
            Optional<String> page,
            boolean isByHand) {

        /** The amount as people read it. */
        public String amount() {
            return MoneyFormat.text(amountCents, currency);
        }
    }

    /** The newest first. */
    public List<Invoice> list(TenantId tenant, int limit) {
        return TupleRows.of(entities.createNativeQuery("""
                                select id, number, description, state, amount_cents, currency, issued_at, paid_at, page_url, processor_invoice_id
                                from invoice where tenant_id = :tenant order by issued_at desc, id desc
                                """, Tuple.class)
                        .setParameter("tenant", tenant.value())
                        .setMaxResults(limit))
                .map(Invoices::invoice)
                .toList();
    }

    /** Notes an invoice of the processor as it stands now. */
    public void note(TenantId tenant, Bill bill) {
        Query insert = entities.createNativeQuery("""
                insert into invoice (id, tenant_id, processor_invoice_id, number, description, state, amount_cents, currency, issued_at, paid_at, page_url)
                values (:id, :tenant, :reference, :number, :description, :state, :amount, :currency, :issued, :paid, :page)
                on conflict (processor_invoice_id) do update set number = excluded.number, description = excluded.description,
                  state = excluded.state, amount_cents = excluded.amount_cents, paid_at = excluded.paid_at, page_url = excluded.page_url
                """);
        insert.setParameter("id", UuidCreator.getTimeOrderedEpoch())
                .setParameter("tenant", tenant.value())
                .setParameter("reference", bill.reference())
                .setParameter("number", bill.number())
                .setParameter("description", bill.description())
                .setParameter("state", bill.state())
                .setParameter("amount", bill.amountCents())
                .setParameter("currency", bill.currency())
                .setParameter("issued", bill.issuedAt());
        nullable(insert, bill.paidAt(), bill.page());
        insert.executeUpdate();
    }

    /** Adds an invoice by hand. */
    UUID add(TenantId tenant, String number, String description, long amountCents, String currency, Instant issuedAt) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        entities.createNativeQuery("""
                        insert into invoice (id, tenant_id, number, description, state, amount_cents, currency, issued_at)
                        values (:id, :tenant, :number, :description, 'open', :amount, :currency, :issued)
                        """)
                .setParameter("id", id)
                .setParameter("tenant", tenant.value())
                .setParameter("number", number)
                .setParameter("description", description)
                .setParameter("amount", amountCents)
                .setParameter("currency", currency)
                .setParameter("issued", issuedAt)
                .executeUpdate();
        return id;
    }

    /** Settles one that was written by hand; false if there is none of that id. */
    boolean settle(TenantId tenant, UUID id, String state, Optional<Instant> paidAt) {
        Query update = entities.createNativeQuery("""
                update invoice set state = :state, paid_at = :paid
                where id = :id and tenant_id = :tenant and processor_invoice_id is null
                """);
        update.setParameter("state", state).setParameter("id", id).setParameter("tenant", tenant.value());
        update.unwrap(NativeQuery.class).setParameter("paid", paidAt.orElse(null), StandardBasicTypes.INSTANT);
        return update.executeUpdate() == 1;
    }

    @SuppressWarnings("unchecked")
    private static void nullable(Query query, Optional<Instant> paidAt, Optional<String> page) {
        query.unwrap(NativeQuery.class)
                .setParameter("paid", paidAt.orElse(null), StandardBasicTypes.INSTANT)
                .setParameter("page", page.orElse(null), StandardBasicTypes.STRING);
    }

    private static Invoice invoice(Tuple row) {
        return new Invoice(
                row.get(0, UUID.class),
                row.get(1, String.class),
                row.get(2, String.class),
                row.get(3, String.class),
                ((Number) row.get(4)).longValue(),
                row.get(5, String.class),
                row.get(6, Instant.class),
                Optional.ofNullable(row.get(7, Instant.class)),
                Optional.ofNullable(row.get(8, String.class)),
                row.get(9) == null);
    }
}
