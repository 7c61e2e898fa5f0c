package com.engram.campaigns;

import com.engram.audit.AuditLog;
import com.engram.campaigns.CampaignProblem.Kind;
import com.engram.campaigns.CampaignResults.Line;
import com.engram.database.Database;
import com.engram.language.ShortenedText;
import com.engram.tenancy.Scope;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Imports results of a campaign of the current tenant. Each line is matched with the library by the name of its image; lines without an
 * image are kept too, so that they can be shown.
 */
@ApplicationScoped
@Transactional
public class ImportCampaign {

    private static final int MAX_NAME = 100;

    /** How long a preview is stored that nobody keeps. */
    private static final Duration PREVIEW = Duration.ofDays(1);

    private final Database database;
    private final LibraryNames library;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ImportCampaign(Database database, LibraryNames library, AuditLog audit, Clock clock) {
        this.database = database;
        this.library = library;
        this.audit = audit;
        this.clock = clock;
    }

    /** The result of an import. */
    public sealed interface Result {}

    /** The results were imported. */
    public record Imported(UUID id) implements Result {}

    /** Nothing was imported. */
    public record Refused(CampaignProblem problem) implements Result {}

    private record MetricRow(UUID campaign, int position, UUID tenant, String name) {}

    private record LineRow(
            UUID campaign,
            int line,
            UUID tenant,
            String name,
            Match match,
            @Nullable UUID image) {}

    private record ValueRow(UUID campaign, int line, int position, UUID tenant, double value) {}

    /** Imports results as a preview, which {@link Campaigns#keep} keeps. */
    public Result preview(String name, CampaignResults results) {
        return store(name, results, false);
    }

    /** Imports results and keeps them. */
    public Result keep(String name, CampaignResults results) {
        return store(name, results, true);
    }

    private Result store(String name, CampaignResults results, boolean keep) {
        Instant now = clock.instant();
        database.sql("delete from campaign where kept_at is null and created_at < :before")
                .bind("before", now.minus(PREVIEW))
                .update();
        Optional<CampaignProblem> problem = check(name, results);
        if (problem.isPresent()) {
            return new Refused(problem.get());
        }
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String shortened = ShortenedText.of(name.strip(), MAX_NAME);
        database.sql("""
                        insert into campaign (id, tenant_id, name, created_at, kept_at)
                        values (:id, :tenant, :name, :now, :kept)
                        """)
                .bind("id", id)
                .bind("tenant", Scope.getTenant())
                .bind("name", shortened)
                .bind("now", now)
                .bind("kept", Optional.of(now).filter(instant -> keep))
                .update();
        insert(id, results);
        if (keep) {
            audit.record("campaign.imported", shortened);
        }
        return new Imported(id);
    }

    private Optional<CampaignProblem> check(String name, CampaignResults results) {
        if (results.lines().isEmpty()) {
            return problem(Kind.NO_LINES, 0, "");
        }
        if (results.lines().size() > CampaignResults.MAX_LINES) {
            return problem(
                    Kind.TOO_MANY_LINES, 0, String.valueOf(results.lines().size()));
        }
        if (results.metrics().isEmpty()) {
            return problem(Kind.NO_METRIC, 0, "");
        }
        if (results.metrics().size() > CampaignResults.MAX_METRICS) {
            return problem(
                    Kind.TOO_MANY_METRICS, 0, String.valueOf(results.metrics().size()));
        }
        Set<String> seen = new HashSet<>();
        for (String metric : results.metrics()) {
            if (!isName(metric)) {
                return problem(Kind.NAME, 1, ShortenedText.of(metric, MAX_NAME));
            }
            if (!seen.add(metric)) {
                return problem(Kind.METRIC_TWICE, 1, metric);
            }
        }
        Optional<Line> unnamed =
                results.lines().stream().filter(line -> !isName(line.image())).findFirst();
        if (unnamed.isPresent()) {
            return problem(
                    Kind.NAME,
                    unnamed.get().line(),
                    ShortenedText.of(unnamed.get().image(), MAX_NAME));
        }
        if (name.isBlank()) {
            return problem(Kind.NAME, 0, "");
        }
        long campaigns = database.sql("select count(*) from campaign where tenant_id = current_tenant()")
                .get(Long.class);
        return campaigns >= Campaigns.MAX_CAMPAIGNS ? problem(Kind.TOO_MANY_CAMPAIGNS, 0, "") : Optional.empty();
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.codePointCount(0, text.length()) <= CampaignResults.MAX_NAME;
    }

    private static Optional<CampaignProblem> problem(Kind kind, int line, String detail) {
        return Optional.of(new CampaignProblem(kind, line, detail));
    }

    private void insert(UUID campaign, CampaignResults results) {
        UUID tenant = Scope.getTenant().value();
        database.batch(
                """
                insert into campaign_metric (campaign_id, position, tenant_id, name)
                values (:campaign, :position, :tenant, :name)
                """,
                IntStream.range(0, results.metrics().size())
                        .mapToObj(i -> new MetricRow(
                                campaign, i, tenant, results.metrics().get(i)))
                        .toList());
        database.batch("""
                insert into campaign_line (campaign_id, line, tenant_id, image_name, match, image_id)
                values (:campaign, :line, :tenant, :name, :match, cast(:image as uuid))
                """, match(campaign, tenant, results.lines()));
        database.batch("""
                insert into campaign_value (campaign_id, line, metric, tenant_id, value)
                values (:campaign, :line, :position, :tenant, :value)
                """, values(campaign, tenant, results.lines()));
    }

    private List<LineRow> match(UUID campaign, UUID tenant, List<Line> lines) {
        LibraryNames.Candidates candidates =
                library.find(lines.stream().map(Line::image).toList());
        Set<UUID> used = new HashSet<>();
        List<LineRow> rows = new ArrayList<>();
        for (Line line : lines) {
            List<UUID> found = candidates.find(line.image());
            Match match;
            if (found.size() == 1) {
                match = used.add(found.get(0)) ? Match.MATCHED : Match.REPEATED;
            } else {
                match = found.isEmpty() ? Match.UNKNOWN : Match.AMBIGUOUS;
            }
            rows.add(new LineRow(
                    campaign, line.line(), tenant, line.image(), match, match == Match.MATCHED ? found.get(0) : null));
        }
        return rows;
    }

    private static List<ValueRow> values(UUID campaign, UUID tenant, List<Line> lines) {
        List<ValueRow> rows = new ArrayList<>();
        for (Line line : lines) {
            for (int i = 0; i < line.values().size(); i++) {
                int position = i;
                line.values()
                        .get(i)
                        .ifPresent(value -> rows.add(new ValueRow(campaign, line.line(), position, tenant, value)));
            }
        }
        return rows;
    }
}
