package com.engram.library.firstrun;

import com.engram.database.Database;
import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which project and which images of the current tenant are the sample ones. */
@ApplicationScoped
@Transactional
class SampleProjectRows {

    private final Database database;
    private final Clock clock;

    @Inject
    SampleProjectRows(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whether the tenant has or had a sample project. */
    boolean exists() {
        return database.sql("select exists (select from sample_project)").get(Boolean.class);
    }

    /** The project, unless it was deleted by this feature or as any other project. */
    Optional<UUID> findProject() {
        return database.sql("""
            select s.project_id from sample_project s join project p on p.id = s.project_id where s.deleted_at is null
            """).find(UUID.class);
    }

    /** Makes a project the tenant's sample project; false if another call has been faster. */
    boolean claim(UUID project) {
        return database.sql("""
                    insert into sample_project (tenant_id, project_id, created_at) values (:tenant, :project, :now)
                    on conflict do nothing
                    """)
                        .bind("tenant", Scope.getTenant())
                        .bind("project", project)
                        .bind("now", clock.instant())
                        .update()
                == 1;
    }

    /** Forgets the project, so that it can be created again. */
    void release() {
        database.sql("delete from sample_project").update();
    }

    void markDeleted() {
        database.sql("update sample_project set deleted_at = :now")
                .bind("now", clock.instant())
                .update();
    }

    void addImage(UUID image) {
        database.sql("insert into sample_image (image_id, tenant_id) values (:image, :tenant)")
                .bind("image", image)
                .bind("tenant", Scope.getTenant())
                .update();
    }

    List<UUID> listImages() {
        return database.sql("select image_id from sample_image").list(UUID.class);
    }
}
