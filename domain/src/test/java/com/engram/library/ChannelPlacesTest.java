package com.engram.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.Analyses;
import com.engram.database.Database;
import com.engram.library.ChannelPlaces.ChannelPlace;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Places of crops among those of their channel. */
@DomainTest
class ChannelPlacesTest {

    private final ChannelPlaces channelPlaces;
    private final Analyses analyses;
    private final Database database;
    private final InTransaction inTransaction;
    private final TestImages images;
    private final TestScores scores;
    private final TestTenants tenants;
    private final TenantId tenant;

    ChannelPlacesTest(
            ChannelPlaces channelPlaces,
            Analyses analyses,
            Database database,
            InTransaction inTransaction,
            TestImages images,
            TestScores scores,
            TestTenants tenants) {
        this.channelPlaces = channelPlaces;
        this.analyses = analyses;
        this.database = database;
        this.inTransaction = inTransaction;
        this.images = images;
        this.scores = scores;
        this.tenants = tenants;
        this.tenant = tenants.open("pro");
    }

    @Test
    void a_crop_is_ranked_among_thirty_crops_of_its_channel() {
        List<UUID> analysed = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            analysed.add(analysed());
        }
        for (int i = 0; i < 29; i++) {
            crop(analysed.get(i), "story", i / 100.0);
        }
        UUID last = analysed.get(29);
        crop(last, "feed", 0.9);
        assertThat(places(analysed.get(10))).as("29 crops").isEmpty();

        crop(last, "story", 0.1);

        assertThat(places(last))
                .as("ten are lower, and it equals another one")
                .containsExactly(new ChannelPlace("story", 100 * (10 + 2 / 2.0) / 30, 30));
        assertThat(tenants.call(tenants.open("free"), () -> channelPlaces.listPlaces(last)))
                .isEmpty();
    }

    private List<ChannelPlace> places(UUID analysis) {
        return tenants.call(tenant, () -> channelPlaces.listPlaces(analysis));
    }

    private UUID analysed() {
        UUID image = images.upload(tenant);
        images.request(tenant, image);
        scores.scoreAll(0.5);
        return tenants.call(
                tenant, () -> analyses.findCurrent(image).orElseThrow().id());
    }

    private void crop(UUID analysis, String channel, double score) {
        tenants.run(
                tenant,
                () -> inTransaction.call(() -> database.sql("""
                        insert into channel_crop (analysis_id, channel, tenant_id, x, y, width, height, proposed, scorings, score, scored_at)
                        values (:analysis, :channel, current_tenant(), 0, 0, 1, 1, true, 1, :score, now())
                        """)
                        .bind("analysis", analysis)
                        .bind("channel", channel)
                        .bind("score", score)
                        .update()));
    }
}
