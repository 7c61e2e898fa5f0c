package com.engram.admin.models;

import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Which models scored how many images. Read-only. */
@AsOperator
@ApplicationScoped
@Transactional
class ModelReport {

    @Inject
    private Database database;

    /** A model that scored images, and when. */
    public record ModelUse(String name, String version, long images, Instant first, Instant latest) {}

    /** The most recently used model first. */
    List<ModelUse> listModels() {
        return database.sql("""
                        select model_name as name, model_version as version, count(*) as images,
                          min(finished_at) as first, max(finished_at) as latest
                        from analysis where model_name is not null
                        group by 1, 2 having max(finished_at) is not null
                        order by max(finished_at) desc limit 100
                        """).list(ModelUse.class);
    }
}
