package com.engram.billing.invoices;

import com.engram.audit.AuditLog;
import com.engram.billing.MoneyFormat;
import com.engram.plans.weights.WeightsTerms;
import com.engram.refusals.Refusal;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Records invoices that were sent and paid outside of Engram. */
@AsOperator
@ApplicationScoped
@Transactional
public class RecordManualInvoice {

    /** The states that a manual invoice can have. */
    public static final Set<String> STATES = Set.of("open", "paid", "void", "uncollectible");

    private final Invoices invoices;
    private final AuditLog audit;
    private final Clock clock;
    private final WeightsTerms weightsTerms;

    @Inject
    RecordManualInvoice(Invoices invoices, AuditLog audit, Clock clock, WeightsTerms weightsTerms) {
        this.invoices = invoices;
        this.audit = audit;
        this.clock = clock;
        this.weightsTerms = weightsTerms;
    }

    /** Why no invoice may be recorded for the tenant: the terms of the weights that score for it are not accepted. */
    public Optional<Refusal> findRefusal(TenantId tenant) {
        return weightsTerms.findRefusalOfPayment(tenant);
    }

    /** Records an open invoice without a {@linkplain ManualInvoice#findProblem problem}, and returns its id. */
    public UUID record(TenantId tenant, ManualInvoice invoice) {
        UUID id =
                invoices.add(tenant, invoice, invoice.issuedOn().atStartOfDay().toInstant(ZoneOffset.UTC));
        audit.recordOf(
                tenant,
                "invoice.written",
                invoice.number() + ", " + MoneyFormat.format(invoice.amountCents(), invoice.currency()));
        return id;
    }

    /**
     * Sets the state of a manual invoice.
     *
     * @param state one of {@link #STATES}
     * @return false if the tenant has no manual invoice with that id
     */
    public boolean settle(TenantId tenant, UUID invoice, String state) {
        boolean known = invoices.settle(
                tenant, invoice, state, state.equals("paid") ? Optional.of(clock.instant()) : Optional.empty());
        if (known) {
            audit.recordOf(tenant, "invoice." + state, invoice.toString());
        }
        return known;
    }
}
