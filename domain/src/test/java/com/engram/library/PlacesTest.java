package com.engram.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.engram.analysis.backends.Score;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestDatabase;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where an image stands among other images. */
@DomainTest
class PlacesTest {

    private final Places places;
    private final ManageProjects manageProjects;
    private final AssignImagesToProject assignImages;
    private final TestImages images;
    private final TestScores scores;
    private final TestTenants tenants;
    private final TenantId tenant;

    PlacesTest(
            Places places,
            ManageProjects manageProjects,
            AssignImagesToProject assignImages,
            TestImages images,
            TestScores scores,
            TestTenants tenants) {
        this.places = places;
        this.manageProjects = manageProjects;
        this.assignImages = assignImages;
        this.images = images;
        this.scores = scores;
        this.tenants = tenants;
        this.tenant = tenants.open("business");
    }

    @Test
    void the_place_among_photographs_is_always_known() {
        UUID image = score(1, 0.5).iterator().next();

        assertThat(list(image, 0.5, EnumSet.allOf(Benchmark.class)))
                .containsExactly(new Place(Benchmark.PHOTOGRAPHS, Optional.empty(), 64.5, Optional.empty()));
    }

    @Test
    void a_library_has_places_from_thirty_scores_on() {
        score(20, 0.4);
        UUID image = score(1, 0.5).iterator().next();
        score(8, 0.6);

        assertThat(list(image, 0.5, Set.of(Benchmark.LIBRARY))).isEmpty();
        score(1, 0.6);

        assertThat(list(image, 0.5, Set.of(Benchmark.LIBRARY)))
                .containsExactly(new Place(Benchmark.LIBRARY, Optional.empty(), 100 * 20.5 / 30, Optional.of(30L)));
    }

    @Test
    void images_of_a_list_have_the_same_places_in_the_library_as_each_alone() {
        UUID low = score(20, 0.4).iterator().next();
        UUID image = score(1, 0.5).iterator().next();
        score(8, 0.6);
        assertThat(tenants.call(tenant, () -> places.rankInLibrary(Set.of(low, image))))
                .isEmpty();
        score(1, 0.6);

        assertThat(tenants.call(tenant, () -> places.rankInLibrary(Set.of(low, image, UUID.randomUUID()))))
                .hasSize(2)
                .hasEntrySatisfying(image, rank -> assertThat(rank).isCloseTo(100 * 20.5 / 30, within(0.001)))
                .hasEntrySatisfying(low, rank -> assertThat(rank).isCloseTo(100 * 10.0 / 30, within(0.001)));
    }

    @Test
    void scores_of_other_tenants_and_images_without_a_score_do_not_count() {
        UUID image = score(30, 0.5).iterator().next();
        TenantId other = tenants.open("business");
        for (int i = 0; i < 30; i++) {
            images.queue(other);
        }
        scores.scoreAll(0.1);
        images.queue(tenant);

        assertThat(list(image, 0.5, Set.of(Benchmark.LIBRARY)))
                .containsExactly(new Place(Benchmark.LIBRARY, Optional.empty(), 50, Optional.of(30L)));
    }

    @Test
    void a_project_counts_its_own_images_only() {
        Set<UUID> inside = new HashSet<>(score(29, 0.6));
        UUID image = score(1, 0.7).iterator().next();
        inside.add(image);
        score(40, 0.9);
        UUID project = tenants.call(tenant, () -> (ManageProjects.Saved) manageProjects.create("Spring"))
                .project()
                .id();

        assertThat(list(image, 0.7, Set.of(Benchmark.PROJECT))).isEmpty();
        tenants.run(tenant, () -> assignImages.assign(inside, Optional.of(project)));

        assertThat(list(image, 0.7, Set.of(Benchmark.PROJECT)))
                .containsExactly(new Place(
                        Benchmark.PROJECT,
                        Optional.of(new Place.ProjectName(project, "Spring")),
                        100 * 29.5 / 30,
                        Optional.of(30L)));
    }

    @Test
    void of_a_large_benchmark_the_newest_images_count() throws SQLException {
        UUID old = UUID.fromString("00000000-0000-0000-0000-000000000001");
        try (Connection owner = TestDatabase.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("""
                insert into image select id, tenant, 'a.png', 'image/png', 10, 'READY', 'e', 10, id::text, 16, 12, 8, 6, now()
                from (select '%1$s'::uuid as tenant, (case when i <= 20 then '00000000' else 'f0000000' end
                  || '-0000-0000-0000-' || lpad(i::text, 12, '0'))::uuid as id from generate_series(1, 5020) i) s;
                insert into project values ('%1$s', '%1$s', 'Large', now());
                insert into project_image select id, tenant_id, '%1$s' from image where tenant_id = '%1$s';
                insert into analysis (id, tenant_id, image_id, state, deep_map, credit_period, created_at, finished_at, score,
                  interval_low, interval_high, percentile, out_of_domain, model_name, model_version, backend, credits)
                select id, tenant_id, id, 'DONE', false, now(), now(), now(),
                  case when id::text like 'f%%' then 0.9 else 0.1 end, 0, 1, 40, false, 'engram', '1', 'worker', 1
                from image where tenant_id = '%1$s'
                """.formatted(tenant.value()));
        }

        assertThat(list(old, 0.2, EnumSet.of(Benchmark.LIBRARY, Benchmark.PROJECT)))
                .extracting(Place::percentile, Place::results)
                .containsExactly(tuple(0.0, Optional.of(5_000L)), tuple(0.0, Optional.of(5_000L)));
    }

    private Set<UUID> score(int count, double value) {
        Set<UUID> scored = new HashSet<>();
        for (int i = 0; i < count; i++) {
            UUID image = images.upload(tenant);
            images.request(tenant, image);
            scored.add(image);
        }
        scores.scoreAll(value);
        return scored;
    }

    private List<Place> list(UUID image, double value, Set<Benchmark> benchmarks) {
        Score score = new Score(value, value - 0.1, value + 0.1, 64.5, false);
        return tenants.call(tenant, () -> places.listPlaces(image, score, benchmarks));
    }
}
