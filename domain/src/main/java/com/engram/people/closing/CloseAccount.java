package com.engram.people.closing;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.language.Language;
import com.engram.language.Messages;
import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import com.engram.mail.QueueEmail;
import com.engram.people.People;
import com.engram.people.members.Members;
import com.engram.tenancy.Scope;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Schedules the closing of the current account and cancels it. During the grace period everything works as before. All
 * members are notified.
 */
@ApplicationScoped
@Transactional
public class CloseAccount {

    /** The grace period before an account is erased. */
    public static final Duration GRACE = Duration.ofDays(14);

    private final Database database;
    private final Tenants tenants;
    private final Members members;
    private final People people;
    private final QueueEmail queueEmail;
    private final PortalUrl portal;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    CloseAccount(
            Database database,
            Tenants tenants,
            Members members,
            People people,
            QueueEmail queueEmail,
            PortalUrl portal,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.tenants = tenants;
        this.members = members;
        this.people = people;
        this.queueEmail = queueEmail;
        this.portal = portal;
        this.audit = audit;
        this.clock = clock;
    }

    /** The time at which the account will be closed; empty if it will not. */
    public Optional<Instant> closesAt() {
        return database.sql("select closes_at from tenant where id = :tenant")
                .bind("tenant", Scope.getTenant())
                .find(Instant.class);
    }

    /** Schedules the closing. */
    public void close() {
        Instant day = clock.instant().plus(GRACE);
        set(day);
        audit.record("account.closing", "on " + day);
        tell("email.closing", day);
    }

    /** Cancels the closing, unless the erasure has begun. */
    public void keep() {
        if (closesAt().isPresent() && set(null)) {
            audit.record("account.kept", "");
            tell("email.kept", clock.instant());
        }
    }

    private boolean set(@Nullable Instant day) {
        return database.sql("""
                            update tenant set closes_at = cast(:day as timestamptz)
                            where id = :tenant and erasure_started_at is null
                            """)
                        .bind("day", day)
                        .bind("tenant", Scope.getTenant())
                        .update()
                == 1;
    }

    private void tell(String key, Instant day) {
        for (Members.Member member : members.listMembers()) {
            Language language = people.findLanguage(member.person()).orElse(Language.ENGLISH);
            queueEmail.queue(Email.of(
                    member.email(),
                    Messages.in(language),
                    key,
                    tenants.getCurrent().name(),
                    DateTimeFormatter.ofPattern("d MMMM yyyy", language.locale())
                            .withZone(ZoneOffset.UTC)
                            .format(day),
                    portal.at("/settings/account")));
        }
    }
}
