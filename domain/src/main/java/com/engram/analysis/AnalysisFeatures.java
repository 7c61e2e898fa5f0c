package com.engram.analysis;

import com.engram.analysis.scorers.estimates.ImageFeatures;
import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The features that came with the scores of analyses. An analysis by a model that compares no images has none. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class AnalysisFeatures {

    private final Database database;

    @Inject
    AnalysisFeatures(Database database) {
        this.database = database;
    }

    /** The features of an analysis, for {@link #store}. */
    public record Row(UUID analysis, ImageFeatures features) {}

    private record Copy(UUID target, UUID source) {}

    private record StoredRow(UUID analysis, byte[] bytes) {}

    /** Stores features of those analyses that exist and have none yet. Pending changes of entities stay pending. */
    public void store(Collection<Row> rows) {
        database.batchWithoutFlush(
                """
                insert into analysis_features (analysis_id, tenant_id, features)
                select id, tenant_id, :bytes from analysis where id = :analysis
                on conflict (analysis_id) do nothing
                """,
                rows.stream()
                        .map(row -> new StoredRow(row.analysis(), row.features().bytes()))
                        .toList());
    }

    /**
     * Gives analyses the features of others, whose results they reuse.
     *
     * @param sources the other analysis by the one that gets its features; both are in the database
     */
    public void copy(Map<UUID, UUID> sources) {
        database.batchWithoutFlush(
                """
                insert into analysis_features (analysis_id, tenant_id, features)
                select :target, tenant_id, features from analysis_features where analysis_id = :source
                """,
                sources.entrySet().stream()
                        .map(pair -> new Copy(pair.getKey(), pair.getValue()))
                        .toList());
    }

    /** The features of those of the analyses that have some. */
    public Map<UUID, ImageFeatures> find(Collection<UUID> analyses) {
        return database.sql("""
                    select analysis_id as analysis, features as bytes from analysis_features
                    where analysis_id = any(:analyses)
                    """).bind("analyses", analyses).list(StoredRow.class).stream()
                .collect(Collectors.toMap(StoredRow::analysis, found -> ImageFeatures.of(found.bytes())));
    }
}
