package com.engram.people.members;

import com.engram.database.Database;
import com.engram.language.Message;
import com.engram.plans.Plans;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Enforces the number of seats in the current tenant's plan. An open invitation takes a seat. */
@ApplicationScoped
@Transactional
public class Seats {

    private static final UUID NOBODY = new UUID(0, 0);

    private final Database database;
    private final Plans plans;
    private final Clock clock;

    @Inject
    Seats(Database database, Plans plans, Clock clock) {
        this.database = database;
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * The seats that are taken.
     *
     * @param limit the seats of the plan; empty if unlimited
     */
    public record Taken(int seats, Optional<Integer> limit) {

        /** Whether a seat is free. */
        public boolean isRoom() {
            return limit.isEmpty() || seats < limit.get();
        }
    }

    /** The seats taken by members and open invitations, and the plan's limit. */
    public Taken taken() {
        int seats = database.sql("""
                    select (select count(*) from membership) + (select count(*) from invitation
                      where accepted_at is null and revoked_at is null and expires_at > :now)
                    """).bind("now", clock.instant()).get(Integer.class);
        return new Taken(seats, plans.getCurrent().seats());
    }

    /** Refuses if all seats are taken. Locks, so that a concurrent call waits for this transaction. */
    public Optional<Refusal> take() {
        lock();
        Taken taken = taken();
        return taken.isRoom()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        RefusalReason.SEATS_EXCEEDED,
                        "All %d seats are taken. Remove someone, cancel an invitation, or upgrade under /billing."
                                .formatted(taken.limit().orElse(0)),
                        Message.of("refusal.seats_exceeded", taken.limit().orElse(0))));
    }

    /**
     * Refuses an invited person if members take all seats, because the plan may have changed since the invitation. Locks
     * like {@link #take}.
     *
     * @param person the person if already registered; a member keeps the seat
     */
    Optional<Refusal> checkForInvited(Optional<UUID> person) {
        lock();
        int others = database.sql("select count(*) from membership where person_id <> :person")
                .bind("person", person.orElse(NOBODY))
                .get(Integer.class);
        return plans.getCurrent()
                .seats()
                .filter(seats -> others >= seats)
                .map(seats -> new Refusal(
                        RefusalReason.SEATS_EXCEEDED,
                        "The plan of this account has %d seats and all are taken. Ask the person who invited you to free a seat, then open the link again."
                                .formatted(seats),
                        Message.of("refusal.seats_exceeded.invited", seats)));
    }

    private void lock() {
        database.sql("select id from tenant where id = :tenant for update")
                .bind("tenant", Scope.getTenant())
                .get(TenantId.class);
    }
}
