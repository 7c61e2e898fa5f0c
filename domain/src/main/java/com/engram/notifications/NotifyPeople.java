package com.engram.notifications;

import com.engram.database.Database;
import com.engram.language.Language;
import com.engram.language.Messages;
import com.engram.mail.Email;
import com.engram.mail.QueueEmail;
import com.engram.tenancy.TenantId;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Notifies people of an event, in the transaction that caused it. Who was notified of the event before is left out, so it does
 * not matter how many servers see it.
 */
@ApplicationScoped
class NotifyPeople {

    /** How long a notification can be read. */
    static final Duration RETENTION = Duration.ofDays(90);

    private final Database database;
    private final QueueEmail queueEmail;
    private final Clock clock;

    @Inject
    NotifyPeople(Database database, QueueEmail queueEmail, Clock clock) {
        this.database = database;
        this.queueEmail = queueEmail;
        this.clock = clock;
    }

    /** A member who is notified, with the settings for this kind. */
    record Receiver(UUID person, String email, Optional<String> language, boolean inProduct, boolean byEmail) {

        /** The same receiver, who gets no email about this event. */
        Receiver withoutEmail() {
            return new Receiver(person, email, language, inProduct, false);
        }

        /** The language of emails to the person. */
        Language writtenLanguage() {
            return language.flatMap(Language::find).orElse(Language.ENGLISH);
        }
    }

    /** The owner and the admins of a tenant. */
    List<Receiver> listManagers(TenantId tenant, NotificationKind kind) {
        return database.sql("""
            select p.id as person, p.email, p.language,
              coalesce(s.in_product, true) as in_product, coalesce(s.by_email, true) as by_email
            from membership m join person p on p.id = m.person_id
              left join notification_setting s
                on s.tenant_id = m.tenant_id and s.person_id = m.person_id and s.kind = :kind
            where m.tenant_id = :tenant and m.role in ('owner', 'admin') order by p.email
            """)
                .bind("tenant", tenant)
                .bind("kind", kind.code())
                .list(Receiver.class);
    }

    /** The people who have requested analyses of a batch. */
    List<Receiver> listRequesters(TenantId tenant, UUID batch) {
        return database.sql("""
            select p.id as person, p.email, p.language,
              coalesce(s.in_product, true) as in_product, coalesce(s.by_email, true) as by_email
            from membership m join person p on p.id = m.person_id
              left join notification_setting s
                on s.tenant_id = m.tenant_id and s.person_id = m.person_id and s.kind = 'batch'
            where m.tenant_id = :tenant and exists (
              select from analysis a where a.batch_id = :batch and a.requested_by = m.person_id)
            order by p.email
            """).bind("tenant", tenant).bind("batch", batch).list(Receiver.class);
    }

    /** Those of the people who are members of the tenant. */
    List<Receiver> listMembers(TenantId tenant, Collection<UUID> people, NotificationKind kind) {
        return database.sql("""
            select p.id as person, p.email, p.language,
              coalesce(s.in_product, true) as in_product, coalesce(s.by_email, true) as by_email
            from membership m join person p on p.id = m.person_id
              left join notification_setting s
                on s.tenant_id = m.tenant_id and s.person_id = m.person_id and s.kind = :kind
            where m.tenant_id = :tenant and m.person_id = any(:people) order by p.email
            """)
                .bind("tenant", tenant)
                .bind("people", people)
                .bind("kind", kind.code())
                .list(Receiver.class);
    }

    /**
     * Those of the receivers who were not notified of a similar event recently.
     *
     * @param about what the subjects of similar events begin with, before a colon
     */
    Set<Receiver> withoutRecent(
            TenantId tenant, Notice notice, List<Receiver> receivers, String about, Duration recently) {
        Set<UUID> recent = Set.copyOf(database.sql("""
                        select distinct person_id from notification
                        where tenant_id = :tenant and kind = :kind and created_at > :since
                          and split_part(subject, ':', 1) = :about and person_id = any(:people)
                        """)
                .bind("tenant", tenant)
                .bind("kind", notice.kind().code())
                .bind("since", clock.instant().minus(recently))
                .bind("about", about)
                .bind("people", receivers.stream().map(Receiver::person).toList())
                .list(UUID.class));
        return receivers.stream()
                .filter(receiver -> !recent.contains(receiver.person()))
                .collect(Collectors.toSet());
    }

    /**
     * Notifies people.
     *
     * @param email the email in the receiver's language
     */
    @Transactional(TxType.MANDATORY)
    void tell(TenantId tenant, Notice notice, List<Receiver> receivers, Function<Receiver, Email> email) {
        for (Receiver receiver : receivers) {
            if (record(tenant, notice, receiver) && receiver.byEmail()) {
                queueEmail.queue(email.apply(receiver));
            }
        }
    }

    /** The sentences for a receiver. */
    static Messages messages(Receiver receiver) {
        return Messages.in(receiver.writtenLanguage());
    }

    private boolean record(TenantId tenant, Notice notice, Receiver receiver) {
        database.sql(
                        "delete from notification where tenant_id = :tenant and person_id = :person and created_at < :before")
                .bind("tenant", tenant)
                .bind("person", receiver.person())
                .bind("before", clock.instant().minus(RETENTION))
                .update();
        return database.sql("""
                    insert into notification
                      (id, tenant_id, person_id, kind, subject, sentence, arguments, page, shown, created_at)
                    values (:id, :tenant, :person, :kind, :subject, :sentence, cast(:arguments as jsonb), :page, :shown, :now)
                    on conflict do nothing
                    """)
                        .bind("id", UuidCreator.getTimeOrderedEpoch())
                        .bind("tenant", tenant)
                        .bind("person", receiver.person())
                        .bind("kind", notice.kind().code())
                        .bind("subject", notice.subject())
                        .bind("sentence", notice.sentence())
                        .bind("arguments", json(notice.arguments()))
                        .bind("page", notice.page())
                        .bind("shown", receiver.inProduct())
                        .bind("now", clock.instant())
                        .update()
                == 1;
    }

    private static String json(List<Object> arguments) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (Object argument : arguments) {
            if (argument instanceof Integer number) {
                array.add(number);
            } else {
                array.add(argument.toString());
            }
        }
        return array.build().toString();
    }
}
