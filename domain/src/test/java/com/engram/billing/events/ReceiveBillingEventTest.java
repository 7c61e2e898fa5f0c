package com.engram.billing.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.billing.SubscriptionState;
import com.engram.billing.events.BillingEventLog.FailedEvent;
import com.engram.billing.events.ReceiveBillingEvent.Result;
import com.engram.billing.invoices.Invoice;
import com.engram.billing.invoices.Invoices;
import com.engram.billing.payments.BillingEvent;
import com.engram.billing.payments.ProcessorInvoice;
import com.engram.billing.payments.ProcessorSubscription.Phase;
import com.engram.tenancy.TenantId;
import com.engram.testing.AtOnce;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestCustomers;
import com.engram.testing.TestOutbox;
import com.engram.testing.TestTenants;
import com.engram.testing.fakes.FakePayments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Events of the payment processor come late, repeatedly, in any order and concurrently. Each has its effect once. */
@DomainTest
class ReceiveBillingEventTest {

    private static final String OWNER = "owner@example.com";
    private static final int THREADS = 8;

    private final ReceiveBillingEvent receiveBillingEvent;
    private final BillingEventLog log;
    private final Invoices invoices;
    private final FakePayments payments;
    private final TestCustomers customers;
    private final TestTenants tenants;
    private final TestOutbox outbox;
    private final SettableClock clock;
    private final TenantId tenant;

    ReceiveBillingEventTest(
            ReceiveBillingEvent receiveBillingEvent,
            BillingEventLog log,
            Invoices invoices,
            FakePayments payments,
            TestCustomers customers,
            TestTenants tenants,
            TestOutbox outbox,
            SettableClock clock) {
        this.receiveBillingEvent = receiveBillingEvent;
        this.log = log;
        this.invoices = invoices;
        this.payments = payments;
        this.customers = customers;
        this.tenants = tenants;
        this.outbox = outbox;
        this.clock = clock;
        this.tenant = customers.open(OWNER);
        customers.publishPlans();
    }

    @Test
    void concurrent_repetitions_have_one_effect() throws Exception {
        String subscription = customers.buy(tenant, "pro");
        customers.setPhase(subscription, Phase.PAST_DUE);
        setInvoice("invoice-1", TestCustomers.customer(tenant), "open");
        Queue<BillingEvent> events = new ConcurrentLinkedQueue<>(repeat(
                List.of(
                        event("e1", "customer.subscription.updated", Optional.of(subscription), Optional.empty()),
                        event("e2", "invoice.payment_failed", Optional.empty(), Optional.of("invoice-1")),
                        event("e3", "customer.updated", Optional.empty(), Optional.empty())),
                THREADS));

        List<Boolean> handled = AtOnce.run(THREADS, () -> {
            boolean all = true;
            for (BillingEvent event = events.poll(); event != null; event = events.poll()) {
                all &= receiveBillingEvent.receive(event) == Result.HANDLED;
            }
            return all;
        });

        assertThat(handled).containsOnly(true);
        assertThat(outbox.subjects(OWNER)).containsExactly("A payment failed");
        assertThat(listInvoices()).hasSize(1);
        assertThat(customers.subscription(tenant).state()).isEqualTo(SubscriptionState.PAST_DUE);
    }

    @Test
    void events_in_any_order_end_in_the_processors_current_state() {
        String subscription = customers.buy(tenant, "pro");
        customers.setPhase(subscription, Phase.ACTIVE);
        setInvoice("invoice-1", TestCustomers.customer(tenant), "paid");
        List<BillingEvent> events = new ArrayList<>(List.of(
                event("e1", "customer.subscription.updated", Optional.of(subscription), Optional.empty()),
                event("e2", "invoice.created", Optional.empty(), Optional.of("invoice-1")),
                event("e3", "invoice.payment_failed", Optional.empty(), Optional.of("invoice-1")),
                event("e4", "invoice.paid", Optional.empty(), Optional.of("invoice-1"))));
        Collections.shuffle(events, new Random(2));

        events.forEach(event -> assertThat(receiveBillingEvent.receive(event)).isEqualTo(Result.HANDLED));

        assertThat(customers.subscription(tenant).state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(listInvoices()).singleElement().extracting(Invoice::state).isEqualTo("paid");
        assertThat(outbox.subjects(OWNER)).isEmpty();
    }

    @Test
    void a_failed_event_is_listed_until_its_repetition_is_handled() {
        String subscription = customers.buy(tenant, "pro");
        customers.setPhase(subscription, Phase.PAST_DUE);
        payments.setDown(true);

        assertThat(customers.send("e1", subscription)).isEqualTo(Result.FAILED);
        assertThat(customers.send("e1", subscription)).isEqualTo(Result.FAILED);
        assertThat(listFailed()).singleElement().satisfies(failed -> {
            assertThat(failed.tenant()).isEqualTo(tenant);
            assertThat(failed.attempts()).isEqualTo(2);
            assertThat(failed.lastError()).contains("down");
        });
        assertThat(customers.subscription(tenant).state()).isEqualTo(SubscriptionState.ACTIVE);

        payments.setDown(false);
        assertThat(customers.send("e1", subscription)).isEqualTo(Result.HANDLED);
        assertThat(listFailed()).isEmpty();
        assertThat(customers.subscription(tenant).state()).isEqualTo(SubscriptionState.PAST_DUE);
    }

    @Test
    void the_owner_is_reminded_once_that_the_trial_ends() {
        String subscription = customers.buy(tenant, "starter");

        customers.send("e1", "customer.subscription.trial_will_end", subscription);
        customers.send("e1", "customer.subscription.trial_will_end", subscription);

        assertThat(outbox.subjects(OWNER)).containsExactly("Your trial ends on 29 May 2030");
    }

    @Test
    void an_event_of_no_known_customer_is_ignored() {
        BillingEvent unknown =
                new BillingEvent("e1", "invoice.paid", Optional.of("customer-x"), Optional.empty(), Optional.empty());
        BillingEvent general =
                new BillingEvent("e2", "tax.settings.updated", Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(receiveBillingEvent.receive(unknown)).isEqualTo(Result.IGNORED);
        assertThat(receiveBillingEvent.receive(general)).isEqualTo(Result.IGNORED);
    }

    @Test
    void an_invoice_of_another_customer_is_not_recorded() {
        customers.buy(tenant, "pro");
        setInvoice("invoice-1", "customer-x", "open");

        receiveBillingEvent.receive(event("e1", "invoice.created", Optional.empty(), Optional.of("invoice-1")));

        assertThat(listInvoices()).isEmpty();
    }

    @Test
    void old_events_are_deleted() {
        String subscription = customers.buy(tenant, "pro");
        payments.setDown(true);
        customers.send("e1", subscription);

        clock.tick(Duration.ofDays(60));
        deleteOld();
        assertThat(listFailed()).hasSize(1);
        clock.tick(Duration.ofSeconds(1));
        deleteOld();
        assertThat(listFailed()).isEmpty();
    }

    private void deleteOld() {
        tenants.callAsOperator(() -> {
            log.deleteOld();
            return true;
        });
    }

    private List<FailedEvent> listFailed() {
        return tenants.callAsOperator(() -> log.listFailed(10));
    }

    private List<Invoice> listInvoices() {
        return tenants.call(tenant, () -> invoices.listInvoices(tenant, 10));
    }

    private BillingEvent event(String id, String type, Optional<String> subscription, Optional<String> invoice) {
        return new BillingEvent(id, type, Optional.of(TestCustomers.customer(tenant)), subscription, invoice);
    }

    private void setInvoice(String id, String customer, String state) {
        payments.setInvoice(new ProcessorInvoice(
                id,
                Optional.of(customer),
                Optional.empty(),
                "E-1",
                "Pro",
                state,
                14900,
                "EUR",
                clock.instant(),
                Optional.empty(),
                Optional.empty()));
    }

    private static <T> List<T> repeat(List<T> all, int times) {
        List<T> repeated = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            repeated.addAll(all);
        }
        Collections.shuffle(repeated, new Random(1));
        return repeated;
    }
}
