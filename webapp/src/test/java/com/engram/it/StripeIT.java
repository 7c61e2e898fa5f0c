package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.it.stripe.FakeStripe;
import com.engram.it.stripe.FakeStripeEvents;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans are bought, changed, owed and ended at Stripe, and what Stripe tells has each effect once. */
@ArquillianTest
@RunAsClient
class StripeIT {

    private static final TestApiClient OPERATOR = TestApiClient.operator();
    private static final int REPLAYS = 100;
    private static final int AT_ONCE = 20;

    @BeforeEach
    void plansAreOnSale() throws Exception {
        HttpResponse<String> offered = OPERATOR.post("/api/v1/admin/billing/offer", "{}");
        assertThat(offered.statusCode()).as(offered.body()).isEqualTo(200);
    }

    @AfterEach
    void the_double_and_the_product_spoke_stripes_language() {
        assertThat(TestEnvironment.stripe().faults()).isEmpty();
    }

    @Test
    void the_life_of_a_subscription() throws Exception {
        PayingCustomer ann = PayingCustomer.signedUp();
        assertThat(ann.page()).contains("100 images a month", "Choose Starter", "14 days free of charge first");

        // She tries a plan.
        ann.buy("starter");
        assertThat(ann.page()).contains("Trial", "The trial ends on", "500 images a month");
        assertThat(ann.ask("t.plan_code || ' ' || s.state || ' ' || (t.period_anchor = current_date)"))
                .isEqualTo("starter TRIALING true");
        PayingCustomer.books().remindOfTrial(ann.customer());
        assertThat(letters(ann, "Your trial ends on%")).isEqualTo(1);

        // The trial is over, and she pays.
        PayingCustomer.books().endPeriod(ann.customer());
        assertThat(ann.page()).contains("Active", "Renews on", "€29.00", "paid");

        // She takes a larger plan, and is told what that costs now: half of the difference, in the double's middle of a
        // month.
        assertThat(ann.browser().get("/billing/change?plan=pro").body()).contains("€60.00 are charged now");
        assertThat(ann.choose("pro").statusCode()).isEqualTo(303);
        assertThat(ann.ask("t.plan_code || ' ' || t.plan_version || ' ' || s.state"))
                .isEqualTo("pro 1 ACTIVE");
        assertThat(ann.page()).contains("5,000 images a month", "€60.00");

        // A payment fails: first there is grace, then the account can only be read, and nothing of it is lost.
        PayingCustomer.books().setBroke(ann.customer(), true);
        PayingCustomer.books().endPeriod(ann.customer());
        assertThat(ann.page()).contains("Payment failed", "Everything works until", "Settle the invoice");
        assertThat(letters(ann, "A payment failed")).isEqualTo(1);
        assertThat(ann.upload().statusCode()).isEqualTo(201);
        graceIsOver(ann);
        assertThat(ann.page()).contains("This account is read-only");
        HttpResponse<String> refused = ann.upload();
        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("payment_overdue");
        assertThat(ann.browser().get("/gallery").statusCode()).isEqualTo(200);
        assertThat(letters(ann, "Your account is read-only")).isEqualTo(1);

        // She pays, and all is as before.
        PayingCustomer.books().setBroke(ann.customer(), false);
        PayingCustomer.books().payInvoices(ann.customer());
        assertThat(ann.page()).contains("Active").doesNotContain("read-only");
        assertThat(ann.upload().statusCode()).isEqualTo(201);
        assertThat(letters(ann, "Your payment has arrived")).isEqualTo(1);

        // She cancels, thinks again, cancels after all; it lasts to the end of what is paid.
        ann.send("/billing/cancel");
        assertThat(ann.page()).contains("Ends soon", "is not renewed", "Keep the plan", "5,000 images a month");
        ann.send("/billing/resume");
        assertThat(ann.page()).contains("Active", "Renews on");
        ann.send("/billing/cancel");
        PayingCustomer.books().endPeriod(ann.customer());
        assertThat(ann.page()).contains("Ended", "100 images a month");
        assertThat(ann.ask("t.plan_code || ' ' || s.state || ' ' || (t.read_only_since is null)"))
                .isEqualTo("free ENDED true");
        assertThat(letters(ann, "Your plan has ended")).isEqualTo(1);

        // She comes back, the same customer, without a second trial.
        assertThat(ann.page()).contains("Choose Starter").doesNotContain("14 days free");
        ann.buy("starter");
        assertThat(ann.ask("t.plan_code || ' ' || s.state")).isEqualTo("starter ACTIVE");
        assertThat(PayingCustomer.query("select count(distinct customer_id) from subscription where tenant_id = '%s'"
                        .formatted(ann.tenant())))
                .isEqualTo("1");
    }

    @Test
    void a_hundred_replays_shuffled_and_twenty_at_once_leave_one_effect() throws Exception {
        PayingCustomer ann = PayingCustomer.signedUp();
        FakeStripeEvents events = TestEnvironment.stripe().events();
        int before = events.all().size();
        ann.buy("starter");
        PayingCustomer.books().endPeriod(ann.customer());
        PayingCustomer.books().setBroke(ann.customer(), true);
        PayingCustomer.books().endPeriod(ann.customer());
        List<String> told = events.all().subList(before, events.all().size());
        String effect = effect(ann);

        List<String> replays = new ArrayList<>();
        for (int i = 0; i < REPLAYS; i++) {
            replays.add(told.get(i % told.size()));
        }
        Collections.shuffle(replays, new Random(1));
        long start = System.nanoTime();
        List<Integer> answers = atOnce(replays.stream()
                .<Callable<Integer>>map(body -> () -> events.tell(body))
                .toList());
        System.out.printf(
                "Stripe: %d events told %d times, %d at once, in %d ms%n",
                told.size(), replays.size(), AT_ONCE, (System.nanoTime() - start) / 1_000_000);

        assertThat(answers).containsOnly(200);
        assertThat(effect(ann)).isEqualTo(effect);
        assertThat(letters(ann, "A payment failed")).isEqualTo(1);
    }

    @Test
    void events_that_first_come_shuffled_and_at_once_end_where_stripe_stands() throws Exception {
        PayingCustomer ann = PayingCustomer.signedUp();
        FakeStripeEvents events = TestEnvironment.stripe().events();
        ann.buy("starter");
        int before = events.all().size();
        events.setSilent(true);
        try {
            PayingCustomer.books().endPeriod(ann.customer());
            PayingCustomer.books().setBroke(ann.customer(), true);
            PayingCustomer.books().endPeriod(ann.customer());
            PayingCustomer.books().payInvoices(ann.customer());
        } finally {
            events.setSilent(false);
        }
        List<String> told =
                new ArrayList<>(events.all().subList(before, events.all().size()));
        Collections.shuffle(told, new Random(2));

        assertThat(atOnce(told.stream()
                        .<Callable<Integer>>map(body -> () -> events.tell(body))
                        .toList()))
                .containsOnly(200);

        assertThat(ann.ask("s.state")).isEqualTo("ACTIVE");
        assertThat(PayingCustomer.query(
                        "select count(*) filter (where state = 'paid') || ' of ' || count(*) from invoice where tenant_id = '%s'"
                                .formatted(ann.tenant())))
                .isEqualTo("3 of 3");
    }

    @Test
    void whoever_cannot_sign_is_refused_and_what_is_unknown_is_acknowledged() {
        FakeStripeEvents events = TestEnvironment.stripe().events();
        String unknown = "{\"id\": \"evt_x\", \"object\": \"event\", \"type\": \"tax.settings.updated\","
                + " \"data\": {\"object\": {\"object\": \"tax.settings\"}}}";
        String stranger = unknown.replace(
                "{\"object\": \"tax.settings\"}",
                "{\"object\": \"invoice\", \"id\": \"in_x\", \"customer\": \"cus_x\"}");
        Instant now = Instant.now();

        assertThat(events.tell(unknown, "")).isEqualTo(400);
        assertThat(events.tell(unknown, FakeStripeEvents.signature(unknown, now, "whsec_guessed")))
                .isEqualTo(400);
        assertThat(events.tell(
                        unknown, FakeStripeEvents.signature(unknown, now.minusSeconds(400), FakeStripe.WEBHOOK_SECRET)))
                .isEqualTo(400);
        assertThat(events.tell(unknown + " ", FakeStripeEvents.signature(unknown, now, FakeStripe.WEBHOOK_SECRET)))
                .isEqualTo(400);
        assertThat(events.tell(unknown)).isEqualTo(200);
        assertThat(events.tell(stranger)).isEqualTo(200);
    }

    @Test
    void what_could_not_be_done_is_shown_to_the_operator_until_stripe_tells_it_again() throws Exception {
        PayingCustomer ann = PayingCustomer.signedUp();
        ann.buy("starter");
        FakeStripeEvents events = TestEnvironment.stripe().events();
        TestEnvironment.stripe().setDown(true);
        String ended;
        try {
            PayingCustomer.books().endPeriod(ann.customer());
            ended = events.all().get(events.all().size() - 1);
            assertThat(ann.ask("s.state")).isEqualTo("TRIALING");
            assertThat(OPERATOR.get("/api/v1/admin/billing").body()).contains("customer.subscription.updated");
            assertThat(ann.browser().get("/billing/change?plan=pro").statusCode())
                    .isEqualTo(503);
        } finally {
            TestEnvironment.stripe().setDown(false);
        }

        events.all().stream().skip(Math.max(0, events.all().size() - 6)).forEach(events::tell);

        assertThat(events.tell(ended)).isEqualTo(200);
        assertThat(ann.ask("s.state")).isEqualTo("ACTIVE");
        assertThat(OPERATOR.get("/api/v1/admin/billing").body())
                .doesNotContain(com.engram.web.PublicId.TENANT.of(ann.tenant()));
    }

    @Test
    void a_declined_card_keeps_the_plan_and_the_operator_does_not_overrule_what_is_paid() throws Exception {
        PayingCustomer ann = PayingCustomer.signedUp();
        ann.buy("pro");
        PayingCustomer.books().setBroke(ann.customer(), true);

        HttpResponse<String> declined = ann.choose("business");

        assertThat(declined.statusCode()).isEqualTo(422);
        assertThat(declined.body()).contains("The payment was declined");
        assertThat(ann.ask("t.plan_code")).isEqualTo("pro");
        String tenant = "/api/v1/admin/tenants/" + com.engram.web.PublicId.TENANT.of(ann.tenant());
        HttpResponse<String> refused = OPERATOR.patch(tenant, "{\"plan\": \"free\"}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("paid_online");
    }

    @Test
    void a_checkout_that_is_left_is_closed_when_another_is_opened() throws Exception {
        PayingCustomer ann = PayingCustomer.signedUp();
        String left = ann.checkout("starter");

        ann.buy("pro");

        assertThat(PayingCustomer.books().status(left)).isEqualTo("expired");
        assertThat(ann.ask("t.plan_code || ' ' || s.state")).isEqualTo("pro ACTIVE");
    }

    @Test
    void images_beyond_the_allowance_are_metered_once() throws Exception {
        String plan = TestPlans.offered("\"monthlyImages\": 1, \"overage\": \"metered\", \"overageCents\": 5,"
                + " \"priceCents\": 1000, \"public\": true");
        plansAreOnSale();
        PayingCustomer ann = PayingCustomer.signedUp();
        ann.buy(plan);
        String period = "tenant_id = '%s' and starts_on = current_date".formatted(ann.tenant());
        PayingCustomer.execute("insert into usage_period (tenant_id, starts_on, used) values ('%s', current_date, 4)"
                .formatted(ann.tenant()));

        ScheduledTaskRuns.now("billing-round");
        ScheduledTaskRuns.now("billing-round");

        assertThat(ann.page()).contains("3 images beyond the allowance: €0.15 so far");
        assertThat(metered(ann)).isEqualTo(3);
        // A server that died between telling and noting it tells the same again.
        PayingCustomer.execute("update metered_usage set reported = 0, pending_report = 3 where " + period);
        ScheduledTaskRuns.now("billing-round");
        assertThat(metered(ann)).isEqualTo(3);
        ScheduledTaskRuns.now("reconcile-billing");
        assertThat(PayingCustomer.query("select reported || ' ' || processor_count from metered_usage where " + period))
                .isEqualTo("3 3");
    }

    @Test
    void plans_are_brought_to_stripe_once_and_a_changed_one_under_a_new_price() throws Exception {
        String plan = TestPlans.offered("\"monthlyImages\": 10, \"priceCents\": 1000, \"public\": true");
        plansAreOnSale();
        long prices = PayingCustomer.books().count("price");

        plansAreOnSale();
        assertThat(PayingCustomer.books().count("price")).isEqualTo(prices);

        TestPlans.change(plan, "\"priceCents\": 1200");
        PayingCustomer ann = PayingCustomer.signedUp();
        assertThat(ann.page()).doesNotContain("/billing/change?plan=" + plan);
        plansAreOnSale();
        assertThat(PayingCustomer.books().count("price")).isEqualTo(prices + 1);
        assertThat(ann.page()).contains("/billing/change?plan=" + plan);
        TestPlans.change(plan, "\"archived\": true");
    }

    @Test
    void stripes_own_command_line_triggers_what_the_product_takes() throws Exception {
        PayingCustomer ann = PayingCustomer.signedUp();
        ann.buy("starter");
        String customer = ann.customer();
        StripeCli.install();
        int before = TestEnvironment.stripe().events().answers().size();

        StripeCli.trigger("invoice.paid", "invoice:customer=" + customer, "invoiceitem:customer=" + customer);
        StripeCli.trigger("customer.subscription.updated");
        StripeCli.trigger("customer.subscription.deleted");
        StripeCli.trigger("customer.subscription.trial_will_end");

        List<Integer> answers = TestEnvironment.stripe().events().answers();
        assertThat(answers.subList(before, answers.size()))
                .hasSizeGreaterThan(10)
                .containsOnly(200);
        assertThat(ann.page()).contains("US$20.00", "500 images a month");
        assertThat(ann.ask("s.state")).isEqualTo("TRIALING");
    }

    @Test
    void an_account_that_is_erased_pays_no_longer() throws Exception {
        PayingCustomer ann = PayingCustomer.signedUp();
        ann.buy("pro");
        String subscription = ann.ask("s.processor_subscription_id");
        String tenant = ann.tenant().toString();

        PayingCustomer.execute("update tenant set closes_at = now() where id = '%s'".formatted(tenant));

        String gone = "select count(*) from tenant where id = '%s'".formatted(tenant);
        for (int attempt = 0; attempt < 600 && PayingCustomer.query(gone).equals("1"); attempt++) {
            Thread.sleep(100);
        }
        assertThat(PayingCustomer.query(gone)).isEqualTo("0");
        assertThat(PayingCustomer.books().status(subscription)).isEqualTo("canceled");
    }

    private static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void graceIsOver(PayingCustomer payer) throws Exception {
        PayingCustomer.execute(
                "update subscription set grace_until = now() - interval '1 minute' where tenant_id = '%s'"
                        .formatted(payer.tenant()));
        ScheduledTaskRuns.now("billing-round");
    }

    /** Everything that billing keeps of an account, as one text. */
    private static String effect(PayingCustomer payer) throws Exception {
        return PayingCustomer.query("""
                select row(t.plan_code, t.plan_version, t.period_anchor, t.read_only_since, s.state, s.processor_subscription_id, s.period_end, s.grace_until,
                  (select array_agg(row(i.processor_invoice_id, i.state, i.amount_cents) order by i.processor_invoice_id) from invoice i where i.tenant_id = t.id),
                  (select count(*) from outbox_email e where e.recipient = '%2$s'),
                  (select count(*) from audit_event a where a.tenant_id = t.id),
                  (select count(*) from billing_event b where b.tenant_id = t.id and b.handled_at is not null))
                from tenant t join subscription s on s.tenant_id = t.id where t.id = '%1$s'
                """.formatted(payer.tenant(), payer.email()));
    }

    private static long metered(PayingCustomer payer) {
        return PayingCustomer.books().metered(payer.customer(), 0, Long.MAX_VALUE);
    }

    private static int letters(PayingCustomer payer, String subject) throws Exception {
        return Integer.parseInt(
                PayingCustomer.query("select count(*) from outbox_email where recipient = '%s' and subject like '%s'"
                        .formatted(payer.email(), subject)));
    }
}
