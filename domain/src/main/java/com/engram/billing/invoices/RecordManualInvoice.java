package com.engram.billing.invoices;

import com.engram.audit.AuditLog;
import com.engram.billing.MoneyFormat;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the operator writes into a tenant's books by hand: invoices that were sent and paid by other ways. */
@ApplicationScoped
@Transactional
public class RecordManualInvoice {

    /** What becomes of an invoice. */
    public static final Set<String> ENDS = Set.of("open", "paid", "void", "uncollectible");

    private static final int LONGEST_NUMBER = 60;
    private static final int LONGEST_DESCRIPTION = 300;
    private static final long MOST_CENTS = 100_000_000_00L;

    private final Invoices invoices;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    RecordManualInvoice(Invoices invoices, AuditLog audit, Clock clock) {
        this.invoices = invoices;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An invoice to be written down.
     *
     * @param amountCents hundredths of the currency
     * @param currency ISO 4217
     */
    public record Draft(String number, String description, long amountCents, String currency, LocalDate issuedOn) {

        /** What is wrong with it, naming the field; empty if it may be written. */
        public Optional<String> fault() {
            if (number.isBlank() || number.length() > LONGEST_NUMBER) {
                return Optional.of("number is a text of 1 to 60 letters.");
            }
            if (description.isBlank() || description.length() > LONGEST_DESCRIPTION) {
                return Optional.of("description is a text of 1 to 300 letters.");
            }
            if (amountCents < 0 || amountCents > MOST_CENTS) {
                return Optional.of("amountCents is 0 or more.");
            }
            return Currency.getAvailableCurrencies().stream()
                            .anyMatch(known -> known.getCurrencyCode().equals(currency))
                    ? Optional.empty()
                    : Optional.of("currency is an ISO 4217 code such as \"EUR\".");
        }
    }

    /** Writes an open invoice; its id. */
    public UUID write(TenantId tenant, Draft draft) {
        Instant issued = draft.issuedOn().atStartOfDay().toInstant(ZoneOffset.UTC);
        UUID id = invoices.add(
                tenant, draft.number(), draft.description(), draft.amountCents(), draft.currency(), issued);
        audit.recordOf(
                tenant,
                "invoice.written",
                draft.number() + ", " + MoneyFormat.text(draft.amountCents(), draft.currency()));
        return id;
    }

    /** Says what became of an invoice that was written by hand; false if there is none of that id. */
    public boolean settle(TenantId tenant, UUID invoice, String state) {
        boolean known = invoices.settle(
                tenant, invoice, state, state.equals("paid") ? Optional.of(clock.instant()) : Optional.empty());
        if (known) {
            audit.recordOf(tenant, "invoice." + state, invoice.toString());
        }
        return known;
    }
}
