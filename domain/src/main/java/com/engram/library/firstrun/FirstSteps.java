package com.engram.library.firstrun;

import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * The first steps in an account. A step is done when its effect is there, whoever caused it. The list is shown to a person until
 * all steps are done or the person dismisses it.
 */
@ApplicationScoped
@Transactional
public class FirstSteps {

    private final Database database;
    private final Clock clock;

    @Inject
    FirstSteps(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Which steps are done.
     *
     * @param uploaded whether an image was uploaded that did not come with the sample project
     * @param compared whether images were compared
     * @param connected whether a second person was invited or a program was given a key
     */
    public record Steps(boolean uploaded, boolean compared, boolean connected) {

        /** How many are done. */
        public int done() {
            return (uploaded ? 1 : 0) + (compared ? 1 : 0) + (connected ? 1 : 0);
        }

        /** Whether all are done. */
        public boolean isComplete() {
            return done() == 3;
        }
    }

    private record StepsRow(boolean uploaded, boolean compared, boolean connected, boolean dismissed) {}

    /** The steps to show to a person of the current tenant; empty if they are done or dismissed. */
    public Optional<Steps> findOpen(UUID person) {
        StepsRow row = database.sql("""
            select
              exists (select from image i where not exists (
                select from sample_image s where s.image_id = i.id)) as uploaded,
              exists (select from comparison)
                or exists (select from first_steps where compared_at is not null) as compared,
              exists (select from membership where person_id <> :person) or exists (select from invitation)
                or exists (select from api_key) as connected,
              exists (select from first_steps where person_id = :person and dismissed_at is not null) as dismissed
            """).bind("person", person).get(StepsRow.class);
        Steps steps = new Steps(row.uploaded(), row.compared(), row.connected());
        return row.dismissed() || steps.isComplete() ? Optional.empty() : Optional.of(steps);
    }

    /** Hides the steps from a person of the current tenant for good. */
    public void dismiss(UUID person) {
        database.sql("""
            insert into first_steps (tenant_id, person_id, dismissed_at)
            select m.tenant_id, m.person_id, :now from membership m where m.person_id = :person
            on conflict (tenant_id, person_id) do update set dismissed_at = excluded.dismissed_at
            """).bind("now", clock.instant()).bind("person", person).update();
    }

    /** Records that a person of the current tenant has compared images. */
    public void recordComparison(UUID person) {
        database.sql("""
            insert into first_steps (tenant_id, person_id, compared_at)
            select m.tenant_id, m.person_id, :now from membership m where m.person_id = :person
            on conflict (tenant_id, person_id) do update
              set compared_at = excluded.compared_at where first_steps.compared_at is null
            """).bind("now", clock.instant()).bind("person", person).update();
    }
}
