package com.engram.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.backends.Score;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
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
