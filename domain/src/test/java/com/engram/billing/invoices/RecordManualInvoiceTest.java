package com.engram.billing.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestTenants;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Invoices that the operator records. */
@DomainTest
class RecordManualInvoiceTest {

    private static final ManualInvoice INVOICE =
            new ManualInvoice("E-1", "Pro, December", 14900, "EUR", LocalDate.parse("2030-05-01"));

    private final RecordManualInvoice recordManualInvoice;
    private final Invoices invoices;
    private final TestTenants tenants;
    private final TenantId tenant;

    RecordManualInvoiceTest(RecordManualInvoice recordManualInvoice, Invoices invoices, TestTenants tenants) {
        this.recordManualInvoice = recordManualInvoice;
        this.invoices = invoices;
        this.tenants = tenants;
        this.tenant = tenants.open("free");
    }

    @Test
    void a_manual_invoice_is_open_until_it_is_settled() {
        UUID id = record();

        assertThat(list()).singleElement().satisfies(invoice -> {
            assertThat(invoice.state()).isEqualTo("open");
            assertThat(invoice.amount()).isEqualTo("€149.00");
            assertThat(invoice.isManual()).isTrue();
            assertThat(invoice.paidAt()).isEmpty();
        });
        assertThat(settle(tenant, id)).isTrue();
        assertThat(list()).singleElement().satisfies(invoice -> {
            assertThat(invoice.state()).isEqualTo("paid");
            assertThat(invoice.paidAt()).contains(SettableClock.START);
        });
    }

    @Test
    void an_invoice_of_another_tenant_is_not_settled() {
        UUID id = record();

        assertThat(settle(tenants.open("free"), id)).isFalse();
        assertThat(list()).extracting(Invoice::state).containsExactly("open");
    }

    @Test
    void a_problem_names_the_field() {
        assertThat(INVOICE.findProblem()).isEmpty();
        assertThat(problem("", "For Pro", 1, "EUR")).startsWith("number ");
        assertThat(problem("E-1", " ", 1, "EUR")).startsWith("description ");
        assertThat(problem("E-1", "For Pro", -1, "EUR")).startsWith("amountCents ");
        assertThat(problem("E-1", "For Pro", 1, "Euro")).startsWith("currency ");
    }

    private static String problem(String number, String description, long cents, String currency) {
        return new ManualInvoice(number, description, cents, currency, LocalDate.EPOCH)
                .findProblem()
                .orElse("");
    }

    private UUID record() {
        return tenants.callAsOperator(() -> recordManualInvoice.record(tenant, INVOICE));
    }

    private boolean settle(TenantId of, UUID id) {
        return tenants.callAsOperator(() -> recordManualInvoice.settle(of, id, "paid"));
    }

    private List<Invoice> list() {
        return tenants.call(tenant, () -> invoices.listInvoices(tenant, 10));
    }
}
