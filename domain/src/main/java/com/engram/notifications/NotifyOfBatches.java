package com.engram.notifications;

import com.engram.analysis.BatchFinished;
import com.engram.database.Database;
import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Notifies the people who requested a batch when its last image has a result. */
@ApplicationScoped
class NotifyOfBatches {

    /** The prefix of a batch's public id. */
    private static final String PAGE = "/batches/bat_";

    private final NotifyPeople notifyPeople;
    private final Database database;
    private final PortalUrl portal;

    @Inject
    NotifyOfBatches(NotifyPeople notifyPeople, Database database, PortalUrl portal) {
        this.notifyPeople = notifyPeople;
        this.database = database;
        this.portal = portal;
    }

    private record FinishedBatch(String name, int scored, int unscored) {}

    void onBatchFinished(@Observes BatchFinished event) {
        FinishedBatch batch = read(event.batch());
        String page = PAGE + event.batch().toString().replace("-", "");
        Notice notice = new Notice(
                NotificationKind.BATCH,
                event.batch().toString(),
                batch.name().isEmpty() ? "notifications.batch.unnamed" : "notifications.batch",
                List.of(batch.name(), batch.scored(), batch.unscored()),
                page);
        notifyPeople.tell(
                event.tenant(),
                notice,
                notifyPeople.listRequesters(event.tenant(), event.batch()),
                receiver -> Email.of(
                        receiver.email(),
                        NotifyPeople.messages(receiver),
                        batch.name().isEmpty() ? "email.batch.unnamed" : "email.batch",
                        batch.name(),
                        batch.scored(),
                        batch.unscored(),
                        portal.at(page),
                        portal.at("/settings/notifications")));
    }

    private FinishedBatch read(UUID batch) {
        return database.sql("""
            select b.name, cast(count(*) filter (where a.state = 'DONE') as int) as scored,
              cast(count(*) filter (where a.state <> 'DONE') as int) as unscored
            from batch b left join analysis a on a.batch_id = b.id where b.id = :batch group by b.id
            """).bind("batch", batch).get(FinishedBatch.class);
    }
}
