package com.engram.people.members;

import com.engram.plans.Plans;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Enforces the number of seats in the current tenant's plan. An open invitation takes a seat. */
@ApplicationScoped
@Transactional
public class Seats {

    private final EntityManager entities;
    private final Plans plans;
    private final Clock clock;

    @Inject
    Seats(EntityManager entities, Plans plans, Clock clock) {
        this.entities = entities;
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
        Number seats = (Number) entities.createNativeQuery("""
            select (select count(*) from membership) + (select count(*) from invitation
              where accepted_at is null and revoked_at is null and expires_at > :now)
            """)
                .setParameter("now", clock.instant())
                .getSingleResult();
        return new Taken(seats.intValue(), plans.getCurrent().seats());
    }

    /** Refuses if all seats are taken. Locks, so that a concurrent call waits for this transaction. */
    public Optional<Refusal> take() {
        entities.createNativeQuery("select id from tenant where id = :tenant for update")
                .setParameter("tenant", Scope.getTenant().value())
                .getSingleResult();
        Taken taken = taken();
        return taken.isRoom()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        RefusalReason.SEATS_EXCEEDED,
                        "The plan has %d seats and all are taken. Remove somebody, take an invitation back, or upgrade the plan under /billing."
                                .formatted(taken.limit().orElse(0))));
    }
}
