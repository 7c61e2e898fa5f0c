package com.engram.notifications;

import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import com.engram.notes.PeopleMentioned;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;

/** Notifies members whom a note on an image mentions. */
@ApplicationScoped
class NotifyOfMentions {

    /** The prefix of an image's public id. */
    private static final String PAGE = "/images/img_";

    private final NotifyPeople notifyPeople;
    private final PortalUrl portal;

    @Inject
    NotifyOfMentions(NotifyPeople notifyPeople, PortalUrl portal) {
        this.notifyPeople = notifyPeople;
        this.portal = portal;
    }

    void onPeopleMentioned(@Observes PeopleMentioned event) {
        String page = PAGE + event.image().toString().replace("-", "") + "#notes-title";
        Notice notice = new Notice(
                NotificationKind.MENTION,
                event.note().toString(),
                "notifications.mention",
                List.of(event.author(), event.filename()),
                page);
        notifyPeople.tell(
                event.tenant(),
                notice,
                notifyPeople.listMembers(event.tenant(), event.people(), NotificationKind.MENTION),
                receiver -> Email.of(
                        receiver.email(),
                        NotifyPeople.messages(receiver),
                        "email.mention",
                        event.author(),
                        event.filename(),
                        event.text(),
                        portal.at(page),
                        portal.at("/settings/notifications")));
    }
}
