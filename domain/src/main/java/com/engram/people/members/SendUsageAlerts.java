package com.engram.people.members;

import com.engram.database.Database;
import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import com.engram.mail.QueueEmail;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.plans.usage.UsageThresholdCrossed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;

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

    void tell(@Observes UsageThresholdCrossed event) {
        Plan plan = plans.getPlanOf(event.tenant());
        for (String manager : managers(event)) {
            queueEmail.queue(alertEmail(manager, plan, event));
        }
    }

    private List<String> managers(UsageThresholdCrossed event) {
        return database.sql("""
                    select p.email from membership m join person p on p.id = m.person_id
                    where m.tenant_id = :tenant and m.role in ('owner', 'admin') order by p.email
                    """).bind("tenant", event.tenant()).list(String.class);
    }

    private Email alertEmail(String to, Plan plan, UsageThresholdCrossed event) {
        boolean isSpent = event.percent() == 100;
        return new Email(
                to,
                isSpent
                        ? "All %d images of this period are used".formatted(event.allowance())
                        : "%d %% of this period's images are used".formatted(event.percent()),
                """
                %d of the %d images in your plan %s are used, in the period that began on %s.

                %s

                Your usage: %s
                Plans: %s
                """.formatted(
                                event.used(),
                                event.allowance(),
                                plan.name(),
                                event.from(),
                                consequence(plan, isSpent),
                                portal.at("/settings/usage"),
                                portal.at("/billing")));
    }

    private static String consequence(Plan plan, boolean isSpent) {
        if (plan.blocksOverage()) {
            return isSpent
                    ? "New images are refused until the next period begins. A larger plan lets you go on at once."
                    : "When all are used, new images are refused until the next period begins.";
        }
        return isSpent
                ? "You can go on; further images are charged one by one."
                : "When all are used you can go on; further images are charged one by one.";
    }
}
