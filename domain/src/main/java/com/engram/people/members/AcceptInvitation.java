package com.engram.people.members;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.people.Role;
import com.engram.people.signup.RegisterPerson;
import com.engram.people.signup.RegisterPerson.InvalidField;
import com.engram.refusals.Refusal;
import com.engram.tenancy.Scope;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Accepts an invitation, in the scope of the inviting tenant. */
@ApplicationScoped
@Transactional
public class AcceptInvitation {

    private final EntityManager entities;
    private final Database database;
    private final RegisterPerson newcomers;
    private final Seats seats;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    AcceptInvitation(
            EntityManager entities,
            Database database,
            RegisterPerson newcomers,
            Seats seats,
            AuditLog audit,
            Clock clock) {
        this.entities = entities;
        this.database = database;
        this.newcomers = newcomers;
        this.seats = seats;
        this.audit = audit;
        this.clock = clock;
    }

    /** The result of accepting. */
    public sealed interface Result {}

    /** The person is a member now. */
    public record Joined(UUID person) implements Result {}

    /** The account has no free seat. The invitation stays open. */
    public record Refused(Refusal refusal) implements Result {}

    /** A field is not valid. */
    public record Faulty(InvalidField fault) implements Result {}

    /** A new person joins with a name and a password. */
    public Result joinAsNewcomer(UUID invitation, String name, String password) {
        // Hashing comes before the first query, so that neither a connection nor a row lock is held meanwhile.
        String passwordHash = newcomers.hash(password);
        Invitation open = lock(invitation);
        Optional<Refusal> full = seats.checkForInvited(Optional.empty());
        if (full.isPresent()) {
            return new Refused(full.get());
        }
        RegisterPerson.Result result = newcomers.admit(name, open.email(), password, passwordHash);
        if (result instanceof RegisterPerson.Admitted admitted) {
            return join(open, admitted.person());
        }
        return new Faulty((InvalidField) result);
    }

    /** A person who has signed in as the invited person joins. */
    public Result join(UUID invitation, UUID person) {
        Invitation open = lock(invitation);
        return seats.checkForInvited(Optional.of(person))
                .<Result>map(Refused::new)
                .orElseGet(() -> join(open, person));
    }

    /** Whether a person with this email address exists already. */
    public Optional<UUID> findInvited(UUID invitation) {
        return newcomers.findPerson(entities.find(Invitation.class, invitation).email());
    }

    private Joined join(Invitation open, UUID person) {
        open.accept(clock.instant());
        database.sql("""
                    insert into membership (id, tenant_id, person_id, role, created_at)
                    values (:id, :tenant, :person, :role, :now) on conflict (tenant_id, person_id) do nothing
                    """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("tenant", Scope.getTenant())
                .bind("person", person)
                .bind("role", placeFor(open.role()).code())
                .bind("now", clock.instant())
                .update();
        audit.record(
                Actor.current().as(person),
                "member.joined",
                open.email() + " as " + open.role().code());
        return new Joined(person);
    }

    /** A tenant has one owner: the person who accepts an owner's invitation first. */
    private Role placeFor(Role offered) {
        boolean hasOwner = database.sql("select exists (select from membership where role = 'owner')")
                .get(Boolean.class);
        return offered == Role.OWNER && hasOwner ? Role.ADMIN : offered;
    }

    /** Locked, so that concurrent calls accept it once. */
    private Invitation lock(UUID id) {
        Invitation invitation = entities.find(Invitation.class, id, LockModeType.PESSIMISTIC_WRITE);
        invitation.requireOpen(clock.instant());
        return invitation;
    }
}
