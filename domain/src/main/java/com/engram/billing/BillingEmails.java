package com.engram.billing;

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
import java.util.Locale;

/** Emails to an account's owner about billing, queued in the transaction of the change that they report. */
@ApplicationScoped
public class BillingEmails {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

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
        queue(tenant, "A payment failed", """
            A payment for the Engram account %s failed. Nothing changes until %s; after that the account becomes
            read-only: everything stays and can be read, but nothing new is taken in.

            Please check how you pay: %s
            """.formatted(tenant.name(), DAY.format(graceUntil), portal.at("/billing")));
    }

    public void sendReadOnly(Tenant tenant) {
        queue(tenant, "Your account is read-only", """
            The payment for the Engram account %s is still open, so the account is read-only now: everything stays
            and can be read, but nothing new is taken in. It works again as soon as the invoice is paid.

            Please check how you pay: %s
            """.formatted(tenant.name(), portal.at("/billing")));
    }

    public void sendRecovered(Tenant tenant) {
        queue(tenant, "Your payment has arrived", """
            Thank you. The payment for the Engram account %s has arrived, and everything works as before.

            %s
            """.formatted(tenant.name(), portal.at("/billing")));
    }

    public void sendTrialEnding(Tenant tenant, Instant day) {
        queue(tenant, "Your trial ends on " + DAY.format(day), """
            The trial of the Engram account %s ends on %s, and the plan is charged from then on. To stop it before,
            or to choose another plan: %s
            """.formatted(
                        tenant.name(), DAY.format(day), portal.at("/billing")));
    }

    public void sendEnded(Tenant tenant, Plan newPlan) {
        queue(tenant, "Your plan has ended", """
            The plan of the Engram account %s has ended. From now on the plan %s holds.%s

            To buy a plan again: %s
            """.formatted(
                        tenant.name(), newPlan.name(), retention(newPlan), portal.at("/billing")));
    }

    public void sendEndedUnpaid(Tenant tenant) {
        queue(tenant, "Your plan has ended", """
            The plan of the Engram account %s has ended because it was not paid. The account stays read-only: nothing
            is deleted, and everything can be read and taken away.

            To buy a plan again: %s
            """.formatted(tenant.name(), portal.at("/billing")));
    }

    private static String retention(Plan plan) {
        return plan.retentionDays()
                .map(days ->
                        "\nIt keeps images for %d days. For the next 30 days nothing is removed; take what you want to keep."
                                .formatted(days))
                .orElse("");
    }

    private void queue(Tenant tenant, String subject, String body) {
        owner.findEmail(tenant.id()).ifPresent(address -> queueEmail.queue(new Email(address, subject, body)));
    }
}
