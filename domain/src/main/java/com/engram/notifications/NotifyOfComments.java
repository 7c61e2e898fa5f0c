package com.engram.notifications;

import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import com.engram.notifications.NotifyPeople.Receiver;
import com.engram.sharing.GuestCommented;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Notifies the owner, the admins and the person who shared a result when a guest comments on it. Of several comments within an hour,
 * the first one is sent by email.
 */
@ApplicationScoped
class NotifyOfComments {

    /** The prefix of a share link's public id. */
    private static final String PAGE = "/shares/shr_";

    private static final Duration BETWEEN_EMAILS = Duration.ofHours(1);

    private final NotifyPeople notifyPeople;
    private final PortalUrl portal;

    @Inject
    NotifyOfComments(NotifyPeople notifyPeople, PortalUrl portal) {
        this.notifyPeople = notifyPeople;
        this.portal = portal;
    }

    void onGuestCommented(@Observes GuestCommented event) {
        String link = event.comment().link().toString();
        String page = PAGE + link.replace("-", "");
        boolean isNamed = !event.name().isEmpty();
        Notice notice = new Notice(
                NotificationKind.COMMENT,
                link + ":" + event.comment().id(),
                isNamed ? "notifications.comment" : "notifications.comment.unnamed",
                List.of(event.comment().author(), event.name()),
                page);
        List<Receiver> receivers = Stream.concat(
                        notifyPeople.listManagers(event.tenant(), NotificationKind.COMMENT).stream(),
                        notifyPeople
                                .listMembers(
                                        event.tenant(),
                                        event.sharedBy().stream().collect(Collectors.toSet()),
                                        NotificationKind.COMMENT)
                                .stream())
                .collect(Collectors.toMap(Receiver::person, Function.identity(), (one, same) -> one))
                .values()
                .stream()
                .toList();
        Set<Receiver> mailed = notifyPeople.withoutRecent(event.tenant(), notice, receivers, link, BETWEEN_EMAILS);
        notifyPeople.tell(
                event.tenant(),
                notice,
                receivers.stream()
                        .map(receiver -> mailed.contains(receiver) ? receiver : receiver.withoutEmail())
                        .toList(),
                receiver -> Email.of(
                        receiver.email(),
                        NotifyPeople.messages(receiver),
                        isNamed ? "email.comment" : "email.comment.unnamed",
                        event.comment().author(),
                        event.name(),
                        event.comment().text(),
                        portal.at(page),
                        portal.at("/settings/notifications")));
    }
}
