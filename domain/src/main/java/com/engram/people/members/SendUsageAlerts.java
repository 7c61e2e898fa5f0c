package com.engram.people.members;

import com.engram.database.Database;
import com.engram.language.Language;
import com.engram.language.Message;
import com.engram.language.Messages;
import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import com.engram.mail.QueueEmail;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.plans.usage.UsageThresholdCrossed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Emails the people who manage an account when its allowance runs low, and when it is used up. */
@ApplicationScoped
class SendUsageAlerts {

    private final Database database;
    private final Plans plans;
    private final PortalUrl portal;
    private final QueueEmail queueEmail;

    @Inject
    SendUsageAlerts(Database database, Plans plans, PortalUrl portal, QueueEmail queueEmail) {
        this.database = database;
        this.plans = plans;
        this.portal = portal;
        this.queueEmail = queueEmail;
    }

    private record Recipient(String email, Optional<String> language) {}

    void tell(@Observes UsageThresholdCrossed event) {
        Plan plan = plans.getPlanOf(event.tenant());
        for (Recipient recipient : recipients(event)) {
            queueEmail.queue(alertEmail(recipient, plan, event));
        }
    }

    private List<Recipient> recipients(UsageThresholdCrossed event) {
        return database.sql("""
                    select p.email, p.language from membership m join person p on p.id = m.person_id
                    where m.tenant_id = :tenant and m.role in ('owner', 'admin') order by p.email
                    """).bind("tenant", event.tenant()).list(Recipient.class);
    }

    private Email alertEmail(Recipient to, Plan plan, UsageThresholdCrossed event) {
        Language language = to.language().flatMap(Language::find).orElse(Language.ENGLISH);
        boolean isSpent = event.percent() == 100;
        String consequence = "email.usage." + (plan.blocksOverage() ? "blocks" : "metered") + (isSpent ? ".spent" : "");
        return Email.of(
                to.email(),
                Messages.in(language),
                isSpent ? "email.usage.spent" : "email.usage",
                event.used(),
                event.allowance(),
                event.percent(),
                plan.name(),
                DateTimeFormatter.ofPattern("d MMMM yyyy", language.locale()).format(event.from()),
                Message.of(consequence),
                portal.at("/settings/usage"),
                portal.at("/billing"));
    }
}
