package com.engram.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.engram.campaigns.CampaignProblem.Kind;
import com.engram.campaigns.CampaignResults.Line;
import com.engram.campaigns.ImportCampaign.Imported;
import com.engram.campaigns.ImportCampaign.Refused;
import com.engram.campaigns.ImportCampaign.Result;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestDatabase;
import com.engram.testing.TestTenants;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@DomainTest
class ImportCampaignTest {

    private final ImportCampaign importCampaign;
    private final Campaigns campaigns;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;
    private final TenantId other;

    ImportCampaignTest(ImportCampaign importCampaign, Campaigns campaigns, TestTenants tenants, SettableClock clock) {
        this.importCampaign = importCampaign;
        this.campaigns = campaigns;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("pro");
        this.other = tenants.open("pro");
    }

    @Test
    void scores_are_compared_with_each_metric() {
        for (int i = 0; i < 12; i++) {
            add(tenant, i + ".jpg", 0.4 + i / 100.0);
        }
        List<Line> lines = IntStream.range(0, 12)
                .mapToObj(i -> new Line(
                        i + 2,
                        i + ".jpg",
                        List.of(Optional.of((double) i), i == 0 ? Optional.empty() : Optional.of(1.0))))
                .toList();

        Campaign campaign = find(preview(new CampaignResults(List.of("CTR", "Spend"), lines)));
        List<MetricCheck> checks = tenants.call(tenant, () -> campaigns.check(campaign));

        assertThat(campaign.lines()).isEqualTo(12);
        assertThat(campaign.matched()).isEqualTo(12);
        assertThat(checks)
                .extracting(MetricCheck::metric, check -> check.points().size(), MetricCheck::finding)
                .containsExactly(tuple("CTR", 12, Finding.HIGHER), tuple("Spend", 11, Finding.TOO_FEW));
    }

    @Test
    void images_are_found_by_name_folder_case_and_without_their_ending() {
        UUID exact = add(tenant, "Beach.jpg", 0.5);
        add(tenant, "beach.jpg", 0.6);
        UUID folder = add(tenant, "spring/city.png", 0.5);
        UUID stem = add(tenant, "Forest.JPEG", 0.5);

        Campaign campaign = find(preview(results("Beach.jpg", "C:\\ads\\city.png", "forest")));

        assertThat(tenants.call(tenant, () -> campaigns.check(campaign)).get(0).points())
                .extracting(MetricCheck.Point::image)
                .containsExactlyInAnyOrder(exact, folder, stem);
    }

    @Test
    void lines_without_an_image_are_named() {
        add(tenant, "a.jpg", 0.5);
        add(tenant, "twice.jpg", 0.5);
        add(tenant, "twice.jpg", 0.6);
        add(other, "foreign.jpg", 0.5);

        Campaign campaign = find(preview(results("a.jpg", "A.jpg", "twice.jpg", "foreign.jpg", "100%.jpg")));

        assertThat(campaign.matched()).isEqualTo(1);
        assertThat(tenants.call(tenant, () -> campaigns.listUnmatched(campaign.id())))
                .containsExactly(
                        new UnmatchedLine(3, "A.jpg", Match.REPEATED),
                        new UnmatchedLine(4, "twice.jpg", Match.AMBIGUOUS),
                        new UnmatchedLine(5, "foreign.jpg", Match.UNKNOWN),
                        new UnmatchedLine(6, "100%.jpg", Match.UNKNOWN));
    }

    @Test
    void an_image_that_was_uploaded_twice_is_one_image() {
        add(tenant, "a.jpg", 0.5, "same");
        UUID newest = add(tenant, "a.jpg", 0.5, "same");

        Campaign campaign = find(preview(results("a.jpg")));

        assertThat(tenants.call(tenant, () -> campaigns.check(campaign)).get(0).points())
                .extracting(MetricCheck.Point::image)
                .containsExactly(newest);
    }

    @Test
    void a_preview_is_kept_by_a_person_or_deleted_after_a_day() {
        UUID kept = id(preview(results("a.jpg")));
        UUID left = id(preview(results("a.jpg")));

        assertThat(listKept()).isEmpty();
        assertThat(tenants.call(other, () -> campaigns.keep(kept))).isFalse();
        assertThat(tenants.call(tenant, () -> campaigns.keep(kept))).isTrue();
        assertThat(tenants.call(tenant, () -> campaigns.keep(kept))).isFalse();
        assertThat(listKept()).extracting(Campaign::id).containsExactly(kept);

        clock.tick(Duration.ofHours(25));
        preview(results("b.jpg"));

        assertThat(tenants.call(tenant, () -> campaigns.findCampaign(left))).isEmpty();
        assertThat(listKept()).extracting(Campaign::id).containsExactly(kept);
    }

    @Test
    void a_campaign_belongs_to_its_tenant_and_can_be_deleted() {
        add(tenant, "a.jpg", 0.5);
        UUID id = id(tenants.call(tenant, () -> importCampaign.keep("Spring", results("a.jpg"))));

        assertThat(tenants.call(other, () -> campaigns.findCampaign(id))).isEmpty();
        assertThat(tenants.call(other, () -> campaigns.delete(id))).isFalse();
        assertThat(listKept()).extracting(Campaign::name).containsExactly("Spring");
        assertThat(tenants.call(tenant, () -> campaigns.delete(id))).isTrue();
        assertThat(listKept()).isEmpty();
    }

    @Test
    void a_deleted_image_leaves_its_campaigns() throws SQLException {
        UUID image = add(tenant, "a.jpg", 0.5);
        add(tenant, "b.jpg", 0.5);
        UUID id = id(tenants.call(tenant, () -> importCampaign.keep("Spring", results("a.jpg", "b.jpg"))));

        update("delete from image where id = ?", image);

        assertThat(tenants.call(tenant, () -> campaigns.findCampaign(id)))
                .hasValueSatisfying(campaign -> assertThat(campaign.lines()).isEqualTo(1));
    }

    @Test
    void unusable_results_are_refused() {
        assertThat(kind(new CampaignResults(List.of("CTR"), List.of()))).isEqualTo(Kind.NO_LINES);
        assertThat(kind(new CampaignResults(List.of(), results("a").lines()))).isEqualTo(Kind.NO_METRIC);
        assertThat(kind(new CampaignResults(List.of("CTR", "CTR"), results("a").lines())))
                .isEqualTo(Kind.METRIC_TWICE);
        assertThat(kind(new CampaignResults(
                        IntStream.range(0, 11).mapToObj(i -> "m" + i).toList(),
                        results("a").lines())))
                .isEqualTo(Kind.TOO_MANY_METRICS);
        assertThat(kind(results("x".repeat(201)))).isEqualTo(Kind.NAME);
        assertThat(kind(new CampaignResults(
                        List.of("CTR"),
                        results(new String[CampaignResults.MAX_LINES + 1]).lines())))
                .isEqualTo(Kind.TOO_MANY_LINES);
        assertThat(listKept()).isEmpty();
    }

    private static CampaignResults results(String... images) {
        return new CampaignResults(
                List.of("CTR"),
                IntStream.range(0, images.length)
                        .mapToObj(i ->
                                new Line(i + 2, images[i] == null ? "a" : images[i], List.of(Optional.of(1.0 + i))))
                        .toList());
    }

    private Result preview(CampaignResults results) {
        return tenants.call(tenant, () -> importCampaign.preview("Spring", results));
    }

    private static UUID id(Result result) {
        return ((Imported) result).id();
    }

    private Campaign find(Result result) {
        return tenants.call(tenant, () -> campaigns.findCampaign(id(result))).orElseThrow();
    }

    private Kind kind(CampaignResults results) {
        return ((Refused) preview(results)).problem().kind();
    }

    private List<Campaign> listKept() {
        return tenants.call(tenant, () -> campaigns.listKept(Optional.empty(), 10));
    }

    private UUID add(TenantId owner, String name, double score) {
        return add(owner, name, score, UUID.randomUUID().toString());
    }

    /** Adds a scored image. */
    private UUID add(TenantId owner, String name, double score, String sha256) {
        UUID id = UUID.randomUUID();
        try {
            update("""
                    insert into image select ?, ?, ?, 'image/jpeg', 10, 'READY', 'e', 10, ?, 16, 12, 8, 6, clock_timestamp()
                    """, id, owner.value(), name, sha256);
            update("""
                    insert into analysis (id, tenant_id, image_id, state, deep_map, credit_period, created_at, finished_at, score,
                      interval_low, interval_high, percentile, out_of_domain, model_name, model_version, backend, credits)
                    values (?, ?, ?, 'DONE', false, now(), now(), now(), ?, 0, 1, 40, false, 'engram', '1', 'worker', 1)
                    """, UUID.randomUUID(), owner.value(), id, score);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return id;
    }

    /** Runs a statement that row-level security does not hold. */
    private static void update(String sql, Object... parameters) throws SQLException {
        try (Connection owner = TestDatabase.asOwner();
                PreparedStatement statement = owner.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
