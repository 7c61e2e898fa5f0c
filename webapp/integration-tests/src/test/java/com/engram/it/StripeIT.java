package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.it.stripe.FakeStripe;
import com.engram.it.stripe.FakeStripeEvents;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Plans are bought, changed, owed and ended at Stripe, and what Stripe tells has each effect once. */
@ArquillianTest
@RunAsClient
class StripeIT {

    private static final TestApiClient OPERATOR = TestApiClient.operator();

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
        assertThat(ann.page()).contains("100 images a month", "Choose Starter", "14 days free first");

        // She tries a plan.
        ann.buy("starter");
        assertThat(ann.page()).contains("Trial", "Your trial ends on", "500 images a month");
        assertThat(ann.ask("t.plan_code || ' ' || s.state || ' ' || (t.period_anchor::date = current_date)"))
                .isEqualTo("starter TRIALING true");
        PayingCustomer.books().remindOfTrial(ann.customer());
        assertThat(letters(ann, "Your trial ends on%")).isEqualTo(1);

        // The trial is over, and she pays.
        PayingCustomer.books().endPeriod(ann.customer());
        assertThat(ann.page()).contains("Active", "Renews on", "€29.00", "paid");

        // She takes a larger plan, and is told what that costs now: half of the difference, in the double's middle of a
        // month.
        assertThat(ann.browser().get("/billing/change?plan=pro").body()).contains("€60.00 is charged now");
        assertThat(ann.choose("pro").statusCode()).isEqualTo(303);
        assertThat(ann.ask("t.plan_code || ' ' || t.plan_version || ' ' || s.state"))
                .isEqualTo("pro 1 ACTIVE");
        assertThat(ann.page()).contains("5,000 images a month", "€60.00");

        // A payment fails: first there is grace, then the account can only be read, and nothing of it is lost.
        PayingCustomer.books().setCardDeclined(ann.customer(), true);
        PayingCustomer.books().endPeriod(ann.customer());
        assertThat(ann.page()).contains("Payment failed", "Everything works until", "Pay the invoice");
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
        PayingCustomer.books().setCardDeclined(ann.customer(), false);
        PayingCustomer.books().payInvoices(ann.customer());
        assertThat(ann.page()).contains("Active").doesNotContain("read-only");
        assertThat(ann.upload().statusCode()).isEqualTo(201);
        assertThat(letters(ann, "Your payment has arrived")).isEqualTo(1);

        // She cancels, thinks again, cancels after all; it lasts to the end of what is paid.
        ann.send("/billing/cancel");
        assertThat(ann.page()).contains("Ends soon", "stays active until", "Keep plan", "5,000 images a month");
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
    void whoever_cannot_sign_is_refused_and_what_is_unknown_is_acknowledged() {
        FakeStripeEvents events = TestEnvironment.stripe().events();
        String unknown = "{\"id\": \"evt_x\", \"object\": \"event\", \"type\": \"tax.settings.updated\","
                + " \"data\": {\"object\": {\"object\": \"tax.settings\"}}}";
        String stranger = unknown.replace(
                "{\"object\": \"tax.settings\"}",
                "{\"object\": \"invoice\", \"id\": \"in_x\", \"customer\": \"cus_x\"}");
        Instant now = Instant.now();

        assertThat(events.deliver(unknown, "")).isEqualTo(400);
        assertThat(events.deliver(unknown, FakeStripeEvents.signature(unknown, now, "whsec_guessed")))
                .isEqualTo(400);
        assertThat(events.deliver(
                        unknown, FakeStripeEvents.signature(unknown, now.minusSeconds(400), FakeStripe.WEBHOOK_SECRET)))
                .isEqualTo(400);
        assertThat(events.deliver(
                        unknown, FakeStripeEvents.signature(unknown, now.plusSeconds(400), FakeStripe.WEBHOOK_SECRET)))
                .isEqualTo(400);
        assertThat(events.deliver(unknown + " ", FakeStripeEvents.signature(unknown, now, FakeStripe.WEBHOOK_SECRET)))
                .isEqualTo(400);
        assertThat(events.deliver(unknown)).isEqualTo(200);
        assertThat(events.deliver(stranger)).isEqualTo(200);
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

        events.all().stream().skip(Math.max(0, events.all().size() - 6)).forEach(events::deliver);

        assertThat(events.deliver(ended)).isEqualTo(200);
        assertThat(ann.ask("s.state")).isEqualTo("ACTIVE");
        assertThat(OPERATOR.get("/api/v1/admin/billing").body())
                .doesNotContain(com.engram.web.PublicId.TENANT.of(ann.tenant()));
    }

    @Test
    void a_declined_card_keeps_the_plan_and_the_operator_does_not_overrule_what_is_paid() throws Exception {
        PayingCustomer ann = PayingCustomer.signedUp();
        ann.buy("pro");
        PayingCustomer.books().setCardDeclined(ann.customer(), true);

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
    void a_smaller_plan_holds_from_the_end_of_the_paid_period_and_nothing_is_credited() throws Exception {
        PayingCustomer ann = PayingCustomer.signedUp();
        ann.buy("business");
        long invoices = PayingCustomer.books().count("invoice");
        assertThat(ann.browser().get("/billing/change?plan=pro").body())
                .contains("You keep Business until")
                .doesNotContain("credited");

        assertThat(ann.choose("pro").headers().firstValue("Location").orElse(""))
                .endsWith("done=scheduled");
        assertThat(ann.page()).contains("Changes to Pro on", "Your next plan", "50,000 images a month");
        ann.send("/billing/resume");
        assertThat(ann.page()).contains("Renews on").doesNotContain("Your next plan");

        ann.choose("pro");
        assertThat(PayingCustomer.books().count("invoice")).isEqualTo(invoices);
        PayingCustomer.books().endPeriod(ann.customer());
        assertThat(ann.page()).contains("Renews on", "5,000 images a month");
        assertThat(ann.ask("t.plan_code || ' ' || s.state || ' ' || (s.next_plan_code is null)"))
                .isEqualTo("pro ACTIVE true");
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

        assertThat(ann.page()).contains("3 extra images: €0.15 so far");
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
    @EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "installs a tool; ./engram test --all")
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

    private static void graceIsOver(PayingCustomer payer) throws Exception {
        PayingCustomer.execute(
                "update subscription set grace_until = now() - interval '1 minute' where tenant_id = '%s'"
                        .formatted(payer.tenant()));
        ScheduledTaskRuns.now("billing-round");
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
