package com.engram.billing;

import com.engram.language.Messages;
import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import com.engram.mail.QueueEmail;
import com.engram.plans.Plan;
import com.engram.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;

/** Emails to an account's owner about billing, queued in the transaction of the change that they report. */
@ApplicationScoped
public class BillingEmails {

    private final AccountOwner owner;
    private final QueueEmail queueEmail;
    private final PortalUrl portal;

    @Inject
    BillingEmails(AccountOwner owner, QueueEmail queueEmail, PortalUrl portal) {
        this.owner = owner;
        this.queueEmail = queueEmail;
        this.portal = portal;
    }

    public void sendPaymentFailed(Tenant tenant, Instant graceUntil) {
        queue(tenant, "email.paymentFailed", messages -> day(messages, graceUntil));
    }

    public void sendReadOnly(Tenant tenant) {
        queue(tenant, "email.readOnly", messages -> "");
    }

    public void sendRecovered(Tenant tenant) {
        queue(tenant, "email.recovered", messages -> "");
    }

    public void sendTrialEnding(Tenant tenant, Instant day) {
        queue(tenant, "email.trialEnding", messages -> day(messages, day));
    }

    public void sendEnded(Tenant tenant, Plan newPlan) {
        queue(
                tenant,
                "email.ended",
                messages -> newPlan.retentionDays()
                        .map(days -> messages.text("email.ended.retention", newPlan.name(), days))
                        .orElseGet(() -> messages.text("email.ended.kept", newPlan.name())));
    }

    public void sendEndedUnpaid(Tenant tenant) {
        queue(tenant, "email.endedUnpaid", messages -> "");
    }

    private static String day(Messages messages, Instant time) {
        return DateTimeFormatter.ofPattern("d MMMM yyyy", messages.language().locale())
                .withZone(ZoneOffset.UTC)
                .format(time);
    }

    /** Queues an email whose sentences have the account, the page of the plan, and a detail as their arguments. */
    private void queue(Tenant tenant, String key, Function<Messages, String> detail) {
        owner.find(tenant.id()).ifPresent(found -> {
            Messages messages = Messages.in(found.language());
            queueEmail.queue(Email.of(
                    found.email(), messages, key, tenant.name(), portal.at("/billing"), detail.apply(messages)));
        });
    }
}
