package com.engram.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.engram.analysis.scorers.estimates.Score;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestDatabase;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where an image stands among other images. */
@DomainTest
class PlacesTest {

    private final Places places;
    private final Benchmarks benchmarks;
    private final ManageProjects manageProjects;
    private final AssignImagesToProject assignImages;
    private final TagImages tagImages;
    private final Tags tags;
    private final TestImages images;
    private final TestScores scores;
    private final TestTenants tenants;
    private final TenantId tenant;

    PlacesTest(
            Places places,
            Benchmarks benchmarks,
            ManageProjects manageProjects,
            AssignImagesToProject assignImages,
            TagImages tagImages,
            Tags tags,
            TestImages images,
            TestScores scores,
            TestTenants tenants) {
        this.places = places;
        this.benchmarks = benchmarks;
        this.manageProjects = manageProjects;
        this.assignImages = assignImages;
        this.tagImages = tagImages;
        this.tags = tags;
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
        assertThat(rank(BenchmarkId.LIBRARY, low, image)).isEmpty();
        score(1, 0.6);

        assertThat(rank(BenchmarkId.LIBRARY, low, image, UUID.randomUUID()))
                .hasSize(2)
                .hasEntrySatisfying(
                        image, place -> assertThat(place.percentile()).isCloseTo(100 * 20.5 / 30, within(0.001)))
                .hasEntrySatisfying(
                        low, place -> assertThat(place.percentile()).isCloseTo(100 * 10.0 / 30, within(0.001)));
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
        UUID project = project("Spring", Set.of());

        assertThat(list(image, 0.7, Set.of(Benchmark.PROJECT))).isEmpty();
        tenants.run(tenant, () -> assignImages.assign(inside, Optional.of(project)));

        assertThat(list(image, 0.7, Set.of(Benchmark.PROJECT)))
                .containsExactly(new Place(
                        Benchmark.PROJECT,
                        Optional.of(new Place.Group(project, "Spring")),
                        100 * 29.5 / 30,
                        Optional.of(30L)));
    }

    @Test
    void a_score_has_a_place_in_any_project_of_the_tenant() {
        UUID outside = score(1, 0.7).iterator().next();
        UUID project = project("Spring", score(30, 0.6));
        UUID foreign = project(tenants.open("business"), "Other", Set.of());

        assertThat(findPlaceIn(BenchmarkId.ofProject(project), 0.7))
                .map(Place::percentile)
                .contains(100.0);
        assertThat(findPlaceIn(BenchmarkId.ofProject(foreign), 0.7)).isEmpty();
        assertThat(list(outside, 0.7, Set.of(Benchmark.PROJECT))).isEmpty();
    }

    @Test
    void a_tag_counts_the_images_that_have_it() {
        Set<UUID> inside = new HashSet<>(score(29, 0.6));
        UUID image = score(1, 0.7).iterator().next();
        score(40, 0.9);
        UUID tag = tag("Hero", inside);
        tag("Few", Set.of(image));

        tenants.run(tenant, () -> tagImages.add(inside, "Summer"));
        assertThat(list(image, 0.7, Set.of(Benchmark.TAG))).isEmpty();
        tenants.run(tenant, () -> tagImages.add(Set.of(image), "hero"));

        assertThat(list(image, 0.7, Set.of(Benchmark.TAG)))
                .containsExactly(new Place(
                        Benchmark.TAG, Optional.of(new Place.Group(tag, "Hero")), 100 * 29.5 / 30, Optional.of(30L)));
    }

    @Test
    void an_image_has_places_in_its_first_ten_tags_by_name() {
        Set<UUID> all = score(30, 0.6);
        for (int i = 20; i >= 10; i--) {
            tag("Tag " + i, all);
        }

        assertThat(list(all.iterator().next(), 0.6, Set.of(Benchmark.TAG)))
                .extracting(place -> place.group().orElseThrow().name())
                .containsExactly(
                        "Tag 10", "Tag 11", "Tag 12", "Tag 13", "Tag 14", "Tag 15", "Tag 16", "Tag 17", "Tag 18",
                        "Tag 19");
    }

    @Test
    void a_score_has_a_place_in_any_tag_of_the_tenant_while_it_exists_and_has_thirty_results() {
        UUID outside = score(1, 0.7).iterator().next();
        Set<UUID> inside = score(30, 0.6);
        BenchmarkId hero = BenchmarkId.ofTag(tag("Hero", inside));
        BenchmarkId foreign = BenchmarkId.ofTag(tag(tenants.open("business"), "Hero", Set.of()));

        assertThat(exists(hero)).isTrue();
        assertThat(findPlaceIn(hero, 0.7)).map(Place::percentile).contains(100.0);
        assertThat(rank(hero, outside).get(outside).percentile()).isEqualTo(100);
        assertThat(exists(foreign)).isFalse();
        assertThat(findPlaceIn(foreign, 0.7)).isEmpty();
        assertThat(rank(foreign, outside)).isEmpty();

        UUID first = inside.iterator().next();
        tenants.run(tenant, () -> tagImages.remove(Set.of(first), hero.group().orElseThrow()));

        assertThat(exists(hero)).isTrue();
        assertThat(findPlaceIn(hero, 0.7)).isEmpty();
        assertThat(rank(hero, outside)).isEmpty();

        tenants.run(tenant, () -> tagImages.remove(inside, hero.group().orElseThrow()));

        assertThat(exists(hero)).isFalse();
        assertThat(findPlaceIn(hero, 0.7)).isEmpty();
    }

    @Test
    void a_renamed_tag_is_the_same_benchmark() throws SQLException {
        UUID image = score(30, 0.6).iterator().next();
        BenchmarkId tag = BenchmarkId.ofTag(tag("Hero", score(30, 0.6)));

        try (Connection owner = TestDatabase.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("update tag set name = 'Header' where tenant_id = '%s'".formatted(tenant.value()));
        }

        assertThat(rank(tag, image).get(image).group()).map(Place.Group::name).contains("Header");
    }

    @Test
    void a_tag_of_another_tenant_is_unknown_even_if_it_has_thirty_results() {
        UUID image = score(1, 0.7).iterator().next();
        TenantId other = tenants.open("business");
        Set<UUID> theirs = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            UUID uploaded = images.upload(other);
            images.request(other, uploaded);
            theirs.add(uploaded);
        }
        scores.scoreAll(0.6);
        BenchmarkId tag = BenchmarkId.ofTag(tag(other, "Hero", theirs));
        UUID foreignProject = project(other, "Spring", theirs);

        assertThat(tenants.call(other, () -> places.findPlaceIn(tag, toScore(0.7))))
                .isPresent();
        assertThat(exists(tag)).isFalse();
        assertThat(findPlaceIn(tag, 0.7)).isEmpty();
        assertThat(rank(tag, image)).isEmpty();
        assertThat(rank(BenchmarkId.ofProject(foreignProject), image)).isEmpty();
        assertThat(groupsWithPlaces(Benchmark.TAG)).isEmpty();
    }

    @Test
    void projects_and_tags_with_enough_results_can_be_chosen_by_name() {
        Set<UUID> enough = score(30, 0.6);
        Set<UUID> few = score(29, 0.6);
        UUID spring = project("spring", enough);
        project("Autumn", few);
        UUID second = tag("beach", enough);
        UUID first = tag("Alps", enough);
        tag("Few", few);

        assertThat(groupsWithPlaces(Benchmark.PROJECT)).containsExactly(new Place.Group(spring, "spring"));
        assertThat(groupsWithPlaces(Benchmark.TAG))
                .containsExactly(new Place.Group(first, "Alps"), new Place.Group(second, "beach"));
    }

    @Test
    void images_of_a_list_have_places_in_a_project_that_has_enough_results() {
        UUID outside = score(1, 0.7).iterator().next();
        UUID project = project("Spring", score(29, 0.6));
        BenchmarkId id = BenchmarkId.ofProject(project);

        assertThat(rank(id, outside)).isEmpty();
        Set<UUID> one = score(1, 0.8);
        tenants.run(tenant, () -> assignImages.assign(one, Optional.of(project)));

        assertThat(rank(id, outside))
                .containsExactly(Map.entry(
                        outside,
                        new Place(
                                Benchmark.PROJECT,
                                Optional.of(new Place.Group(project, "Spring")),
                                100 * 29.0 / 30,
                                Optional.of(30L))));
    }

    @Test
    void no_percentage_claims_more_than_all_other_images() {
        assertThat(Place.toPercent(99.99)).isEqualTo(99);
        assertThat(Place.toPercent(98.6)).isEqualTo(99);
        assertThat(Place.toPercent(0.2)).isZero();
    }

    @Test
    void benchmarks_tell_how_many_results_they_have_and_whether_these_are_enough() {
        UUID small = project("Small", score(29, 0.6));
        Set<UUID> enough = score(30, 0.6);
        UUID large = project("Large", enough);
        UUID tag = tag("Hero", enough);
        images.queue(tenant);

        List<Benchmarks.Size> all = listBenchmarks(Optional.empty(), 10);

        assertThat(all)
                .extracting(
                        Benchmarks.Size::benchmark,
                        size -> size.group().map(Place.Group::id),
                        Benchmarks.Size::results,
                        Benchmarks.Size::hasPlaces)
                .startsWith(
                        tuple(Benchmark.PHOTOGRAPHS, Optional.empty(), Optional.empty(), true),
                        tuple(Benchmark.LIBRARY, Optional.empty(), Optional.of(59L), true))
                .contains(
                        tuple(Benchmark.PROJECT, Optional.of(small), Optional.of(29L), false),
                        tuple(Benchmark.PROJECT, Optional.of(large), Optional.of(30L), true))
                .endsWith(tuple(Benchmark.TAG, Optional.of(tag), Optional.of(30L), true))
                .hasSize(5);
    }

    @Test
    void benchmarks_are_listed_in_pages_of_any_size() {
        for (String name : List.of("A", "B", "C")) {
            project(name, Set.of());
        }
        for (String name : List.of("d", "e", "f")) {
            tag(name, Set.of(images.upload(tenant)));
        }
        TenantId other = tenants.open("business");
        project(other, "Other", Set.of());
        tag(other, "Other", Set.of(images.upload(other)));
        List<Benchmarks.Size> all = listBenchmarks(Optional.empty(), 10);

        for (int limit = 1; limit <= 8; limit++) {
            List<Benchmarks.Size> pages = new ArrayList<>(listBenchmarks(Optional.empty(), limit));
            while (pages.size() < all.size()) {
                Optional<BenchmarkId> last =
                        Optional.of(pages.get(pages.size() - 1).id());
                List<Benchmarks.Size> next = listBenchmarks(last, limit);
                assertThat(next).isNotEmpty();
                pages.addAll(next);
            }
            assertThat(pages).as("pages of " + limit).isEqualTo(all);
        }
        assertThat(all)
                .extracting(Benchmarks.Size::benchmark)
                .containsExactly(
                        Benchmark.PHOTOGRAPHS,
                        Benchmark.LIBRARY,
                        Benchmark.PROJECT,
                        Benchmark.PROJECT,
                        Benchmark.PROJECT,
                        Benchmark.TAG,
                        Benchmark.TAG,
                        Benchmark.TAG);
        assertThat(listBenchmarks(Optional.of(all.get(7).id()), 10)).isEmpty();
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
                insert into tag values ('%1$s', '%1$s', 'Large', now());
                insert into image_tag select '%1$s', id, tenant_id from image where tenant_id = '%1$s';
                insert into analysis (id, tenant_id, image_id, state, deep_map, credit_period, created_at, finished_at, score,
                  interval_low, interval_high, percentile, out_of_domain, model_name, model_version, backend, credits)
                select id, tenant_id, id, 'DONE', false, now(), now(), now(),
                  case when id::text like 'f%%' then 0.9 else 0.1 end, 0, 1, 40, false, 'engram', '1', 'worker', 1
                from image where tenant_id = '%1$s'
                """.formatted(tenant.value()));
        }

        assertThat(list(old, 0.2, EnumSet.of(Benchmark.LIBRARY, Benchmark.PROJECT, Benchmark.TAG)))
                .extracting(Place::percentile, Place::results)
                .containsExactly(
                        tuple(0.0, Optional.of(5_000L)),
                        tuple(0.0, Optional.of(5_000L)),
                        tuple(0.0, Optional.of(5_000L)));
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
        return tenants.call(tenant, () -> places.listPlaces(image, toScore(value), benchmarks));
    }

    private static Score toScore(double value) {
        return new Score(value, value - 0.1, value + 0.1, 64.5, false);
    }

    private UUID tag(String name, Set<UUID> tagged) {
        return tag(tenant, name, tagged);
    }

    /** A tag exists while an image has it, so a tag without the given images is put on a new one. */
    private UUID tag(TenantId owner, String name, Set<UUID> tagged) {
        Set<UUID> some = tagged.isEmpty() ? Set.of(images.upload(owner)) : tagged;
        return tenants.call(owner, () -> {
            tagImages.add(some, name);
            return tags.findTag(name).orElseThrow();
        });
    }

    private boolean exists(BenchmarkId id) {
        return tenants.call(tenant, () -> benchmarks.exists(id));
    }

    private List<Place.Group> groupsWithPlaces(Benchmark benchmark) {
        return tenants.call(tenant, () -> benchmarks.listGroupsWithPlaces(benchmark));
    }

    private Map<UUID, Place> rank(BenchmarkId id, UUID... ranked) {
        return tenants.call(tenant, () -> places.rank(Set.of(ranked), id));
    }

    private UUID project(String name, Set<UUID> images) {
        return project(tenant, name, images);
    }

    private UUID project(TenantId owner, String name, Set<UUID> images) {
        return tenants.call(owner, () -> {
            UUID project = ((ManageProjects.Saved) manageProjects.create(name))
                    .project()
                    .id();
            assignImages.assign(images, Optional.of(project));
            return project;
        });
    }

    private Optional<Place> findPlaceIn(BenchmarkId id, double value) {
        return tenants.call(tenant, () -> places.findPlaceIn(id, toScore(value)));
    }

    private List<Benchmarks.Size> listBenchmarks(Optional<BenchmarkId> after, int limit) {
        return tenants.call(tenant, () -> benchmarks.listBenchmarks(after, limit));
    }
}
