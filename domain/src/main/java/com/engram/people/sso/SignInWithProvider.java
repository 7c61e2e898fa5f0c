package com.engram.people.sso;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.language.Language;
import com.engram.language.Message;
import com.engram.language.Messages;
import com.engram.mail.Email;
import com.engram.mail.QueueEmail;
import com.engram.people.EmailAddress;
import com.engram.people.members.Members;
import com.engram.people.members.Seats;
import com.engram.people.signup.RegisterPerson;
import com.engram.refusals.Refusal;
import com.engram.tenancy.Scope;
import com.engram.tenancy.Tenants;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Signs in a person whom the current tenant's provider has authenticated: one who has used the provider before, a
 * member with the same email address, or a new person. A person who belongs only to other tenants is refused.
 */
@ApplicationScoped
@Transactional
public class SignInWithProvider {

    private final Database database;
    private final Tenants tenants;
    private final QueueEmail queueEmail;
    private final Members members;
    private final RegisterPerson newcomers;
    private final Seats seats;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    SignInWithProvider(
            Database database,
            Tenants tenants,
            QueueEmail queueEmail,
            Members members,
            RegisterPerson newcomers,
            Seats seats,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.tenants = tenants;
        this.queueEmail = queueEmail;
        this.members = members;
        this.newcomers = newcomers;
        this.seats = seats;
        this.audit = audit;
        this.clock = clock;
    }

    /** The result of a sign-in. */
    public sealed interface Result {}

    /** The person may sign in. */
    public record Admitted(UUID person) implements Result {}

    /** Refused because of the provider's statement about the person. */
    public record Unknown(Message why) implements Result {}

    /** Refused. Only the reader of the address may learn why, because the reason reveals whether it has an account. */
    public record Refused(String to, Message why) implements Result {}

    /** Signs the person in; a new person becomes a member with the provider's default role. */
    public Result admit(OidcProvider provider, OidcClient.Identity identity) {
        Optional<UUID> known = findKnown(identity.subject());
        if (known.isPresent()) {
            return new Admitted(known.get());
        }
        Optional<EmailAddress> email = EmailAddress.parse(identity.email());
        if (email.isEmpty()) {
            return new Unknown(Message.of("invalid.sso.noEmail"));
        }
        Optional<UUID> member = members.listMembers().stream()
                .filter(candidate -> candidate.email().equals(email.get().value()))
                .map(Members.Member::person)
                .findFirst();
        if (member.isPresent()) {
            link(identity.subject(), member.get());
            return new Admitted(member.get());
        }
        // Checked first, so that an account without a free seat gives the same answer for every address.
        Optional<Refusal> full = seats.take();
        if (full.isPresent()) {
            return new Refused(email.get().value(), Message.of("email.sso.seats"));
        }
        if (newcomers.findPerson(email.get().value()).isPresent()) {
            return new Refused(email.get().value(), Message.of("email.sso.known"));
        }
        UUID person = newcomers.admitWithoutPassword(identity.name(), email.get());
        join(person, provider);
        link(identity.subject(), person);
        audit.record(
                Actor.current().as(person),
                "member.joined",
                email.get().value() + " as " + provider.role().code() + " by single sign-on");
        return new Admitted(person);
    }

    /** Queues an email, in the language of the request, that explains why a sign-in was refused. */
    public void explain(Refused refused, Language language) {
        String account = tenants.getCurrent().name();
        queueEmail.queue(Email.of(refused.to(), Messages.in(language), "email.sso", account, refused.why()));
    }

    private Optional<UUID> findKnown(String subject) {
        return database.sql("""
                    select i.person_id from sso_identity i join membership m on m.person_id = i.person_id
                    where i.subject = :subject
                    """).bind("subject", subject).find(UUID.class);
    }

    private void join(UUID person, OidcProvider provider) {
        database.sql("""
                    insert into membership (id, tenant_id, person_id, role, created_at)
                    values (:id, :tenant, :person, :role, :now)
                    """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("tenant", Scope.getTenant())
                .bind("person", person)
                .bind("role", provider.role().code())
                .bind("now", clock.instant())
                .update();
    }

    private void link(String subject, UUID person) {
        database.sql("""
                    insert into sso_identity (id, tenant_id, subject, person_id, created_at)
                    values (:id, :tenant, :subject, :person, :now)
                    on conflict (tenant_id, subject) do update set person_id = excluded.person_id
                    """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("tenant", Scope.getTenant())
                .bind("subject", subject)
                .bind("person", person)
                .bind("now", clock.instant())
                .update();
    }
}
