package com.engram.campaigns;

import com.engram.audit.AuditLog;
import com.engram.campaigns.MetricCheck.Point;
import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The campaigns of the current tenant, and what they say about the scores of its images. */
@ApplicationScoped
@Transactional
public class Campaigns {

    /** The largest number of campaigns of a tenant. */
    public static final int MAX_CAMPAIGNS = 200;

    private static final String QUERY = """
            select c.id, c.name, c.created_at, c.kept_at is not null as kept,
              (select count(*) from campaign_line l where l.campaign_id = c.id) as lines,
              (select count(*) from campaign_line l where l.campaign_id = c.id and l.match = 'MATCHED') as matched
            from campaign c where c.tenant_id = current_tenant()
            """;

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    Campaigns(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    private record Row(UUID id, String name, Instant createdAt, boolean kept, long lines, long matched) {}

    /**
     * The campaigns that were kept, the newest first.
     *
     * @param before the last campaign of the page before; empty for the first page
     */
    public List<Campaign> listKept(Optional<UUID> before, int limit) {
        return database.sql(QUERY + """
                     and c.kept_at is not null and (cast(:before as uuid) is null or c.id < cast(:before as uuid))
                    order by c.id desc limit :limit
                    """).bind("before", before).bind("limit", limit).list(Row.class).stream()
                .map(this::withMetrics)
                .toList();
    }

    /** The campaign with this id, a preview too. */
    public Optional<Campaign> findCampaign(UUID id) {
        return database.sql(QUERY + " and c.id = :id")
                .bind("id", id)
                .find(Row.class)
                .map(this::withMetrics);
    }

    private Campaign withMetrics(Row row) {
        List<String> metrics = database.sql(
                        "select name from campaign_metric where campaign_id = :id order by position")
                .bind("id", row.id())
                .list(String.class);
        return new Campaign(row.id(), row.name(), row.createdAt(), row.kept(), metrics, row.lines(), row.matched());
    }

    /** The lines of a campaign that name no image, or an image that an earlier line names, in the order of the file. */
    public List<UnmatchedLine> listUnmatched(UUID id) {
        return database.sql("""
                        select line, image_name as image, match from campaign_line
                        where tenant_id = current_tenant() and campaign_id = :id and match <> 'MATCHED' order by line
                        """).bind("id", id).list(UnmatchedLine.class);
    }

    /** Compares the current scores of a campaign's images with each of its metrics. */
    public List<MetricCheck> check(Campaign campaign) {
        List<MetricCheck> checks = new ArrayList<>();
        for (int i = 0; i < campaign.metrics().size(); i++) {
            checks.add(MetricCheck.of(campaign.metrics().get(i), listPoints(campaign.id(), i)));
        }
        return checks;
    }

    private List<Point> listPoints(UUID campaign, int metric) {
        return database.sql("""
                        select l.image_id as image, i.filename, r.score, v.value
                        from campaign_line l
                          join campaign_value v on v.campaign_id = l.campaign_id and v.line = l.line and v.metric = :metric
                          join image i on i.id = l.image_id
                          join image_result r on r.tenant_id = l.tenant_id and r.image_id = l.image_id
                        where l.tenant_id = current_tenant() and l.campaign_id = :campaign and l.match = 'MATCHED'
                          and r.score is not null
                        order by v.value desc, l.line
                        """)
                .bind("campaign", campaign)
                .bind("metric", metric)
                .list(Point.class);
    }

    /**
     * Keeps a preview.
     *
     * @return false if there is no such preview
     */
    public boolean keep(UUID id) {
        Optional<String> name = database.sql(
                        "update campaign set kept_at = :now where id = :id and kept_at is null returning name")
                .bind("now", clock.instant())
                .bind("id", id)
                .find(String.class);
        name.ifPresent(kept -> audit.record("campaign.imported", kept));
        return name.isPresent();
    }

    /**
     * Deletes a campaign or a preview. Its images remain.
     *
     * @return false if there is no such campaign
     */
    public boolean delete(UUID id) {
        Optional<Campaign> campaign = findCampaign(id);
        campaign.ifPresent(found -> {
            database.sql("delete from campaign where id = :id").bind("id", id).update();
            if (found.kept()) {
                audit.record("campaign.deleted", found.name());
            }
        });
        return campaign.isPresent();
    }
}
