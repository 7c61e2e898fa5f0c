package com.engram.notifications;

import com.engram.language.Message;
import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.plans.usage.UsageThresholdCrossed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Notifies the people who manage an account when its allowance runs low, and when it is used up. */
@ApplicationScoped
class NotifyOfUsage {

    private final NotifyPeople notifyPeople;
    private final Plans plans;
    private final PortalUrl portal;

    @Inject
    NotifyOfUsage(NotifyPeople notifyPeople, Plans plans, PortalUrl portal) {
        this.notifyPeople = notifyPeople;
        this.plans = plans;
        this.portal = portal;
    }

    void onThresholdCrossed(@Observes UsageThresholdCrossed event) {
        Plan plan = plans.getPlanOf(event.tenant());
        boolean isSpent = event.percent() == 100;
        Notice notice = new Notice(
                NotificationKind.QUOTA,
                event.from() + "/" + event.percent(),
                isSpent ? "notifications.quota.spent" : "notifications.quota",
                List.of(event.used(), event.allowance(), event.percent()),
                isSpent ? "/billing" : "/settings/usage");
        notifyPeople.tell(
                event.tenant(),
                notice,
                notifyPeople.listManagers(event.tenant(), NotificationKind.QUOTA),
                receiver -> email(receiver, plan, event));
    }

    private Email email(NotifyPeople.Receiver to, Plan plan, UsageThresholdCrossed event) {
        boolean isSpent = event.percent() == 100;
        String consequence = "email.usage." + (plan.blocksOverage() ? "blocks" : "metered") + (isSpent ? ".spent" : "");
        return Email.of(
                to.email(),
                NotifyPeople.messages(to),
                isSpent ? "email.usage.spent" : "email.usage",
                event.used(),
                event.allowance(),
                event.percent(),
                plan.name(),
                DateTimeFormatter.ofPattern("d MMMM yyyy", to.writtenLanguage().locale())
                        .format(event.from()),
                Message.of(consequence),
                portal.at("/settings/usage"),
                portal.at("/billing"),
                portal.at("/settings/notifications"));
    }
}
