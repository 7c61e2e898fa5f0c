package com.engram.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.images.deletion.DeleteImage;
import com.engram.library.ManageProjects.ProjectNotFound;
import com.engram.library.ManageProjects.Refused;
import com.engram.library.ManageProjects.Saved;
import com.engram.library.Projects.ProjectSummary;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Projects and the images in them. */
@DomainTest
class ProjectsTest {

    private final ManageProjects manageProjects;
    private final AssignImagesToProject assignImages;
    private final Projects projects;
    private final Readiness readiness;
    private final DeleteImage deleteImage;
    private final TestImages images;
    private final TestScores scores;
    private final TestTenants tenants;
    private final TenantId tenant;

    ProjectsTest(
            ManageProjects manageProjects,
            AssignImagesToProject assignImages,
            Projects projects,
            Readiness readiness,
            DeleteImage deleteImage,
            TestImages images,
            TestScores scores,
            TestTenants tenants) {
        this.manageProjects = manageProjects;
        this.assignImages = assignImages;
        this.projects = projects;
        this.readiness = readiness;
        this.deleteImage = deleteImage;
        this.images = images;
        this.scores = scores;
        this.tenants = tenants;
        this.tenant = tenants.open("free");
    }

    @Test
    void a_name_is_unique_in_a_tenant_whatever_its_case() {
        UUID spring = created(" Spring ");
        created("Autumn");

        assertThat(refusal("SPRING")).isEqualTo("name_taken");
        assertThat(refusal(" ")).isEqualTo("invalid_name");
        assertThat(refusal("x".repeat(101))).isEqualTo("invalid_name");
        assertThat(tenants.call(tenants.open("free"), () -> manageProjects.create("Spring")))
                .isInstanceOf(Saved.class);
        assertThat(tenants.call(tenant, () -> manageProjects.rename(spring, "spring")))
                .as("its own name")
                .isInstanceOf(Saved.class);
        assertThat(tenants.call(tenant, () -> manageProjects.rename(spring, "autumn")))
                .isInstanceOf(Refused.class);
        assertThat(tenants.call(tenant, projects::listProjects))
                .extracting(ProjectSummary::name)
                .containsExactly("Autumn", "spring");
    }

    @Test
    void the_images_of_the_highest_scores_stand_for_a_project() {
        UUID spring = created("Spring");
        UUID autumn = created("Autumn");
        created("Empty");
        UUID low = scored(0.25);
        UUID high = scored(0.75);
        UUID middle = scored(0.5);
        UUID other = scored(0.4);
        UUID waiting = images.upload(tenant);
        assign(List.of(low, high, middle, waiting), Optional.of(spring));
        assign(List.of(other), Optional.of(autumn));

        assertThat(tenants.call(tenant, () -> projects.listCovers(2)))
                .isEqualTo(Map.of(spring, List.of(high, middle), autumn, List.of(other)));
        assertThat(tenants.call(tenants.open("free"), () -> projects.listCovers(2)))
                .isEmpty();
    }

    @Test
    void a_project_shows_how_its_images_score() {
        UUID spring = created("Spring");
        UUID low = scored(0.25);
        UUID high = scored(0.75);
        scored(0.9);
        UUID waiting = images.upload(tenant);
        images.request(tenant, waiting);
        assign(List.of(low, high, waiting, UUID.randomUUID()), Optional.of(spring));

        ProjectSummary summary = find(spring);
        assertThat(summary.images()).isEqualTo(3);
        assertThat(summary.scored()).isEqualTo(2);
        assertThat(summary.average().orElseThrow()).isCloseTo(0.5, within(1e-6));
        assertThat(summary.lowest().orElseThrow()).isCloseTo(0.25, within(1e-6));
        assertThat(summary.highest().orElseThrow()).isCloseTo(0.75, within(1e-6));

        tenants.run(tenant, () -> deleteImage.delete(high));
        assertThat(find(spring).images()).isEqualTo(2);
    }

    @Test
    void details_are_changed_one_by_one_and_checked() {
        UUID spring = created("Spring");
        UUID cover = scored(0.25);
        UUID best = scored(0.75);
        assign(List.of(best), Optional.of(spring));
        change(
                spring,
                details -> details.withBrief(Optional.of(" For the sale "))
                        .withThreshold(Optional.of(70.0))
                        .withBenchmark(BenchmarkId.ofProject(spring))
                        .withCover(Optional.of(cover)));

        assertThat(find(spring).details())
                .isEqualTo(new ProjectDetails(
                        "Spring",
                        Optional.of("For the sale"),
                        Optional.of(70.0),
                        BenchmarkId.ofProject(spring),
                        Optional.of(cover)));
        assertThat(tenants.call(tenant, () -> projects.listCovers(2))).isEqualTo(Map.of(spring, List.of(cover, best)));
        change(spring, details -> details.withBrief(Optional.of(" ")));
        assertThat(find(spring).details().brief()).isEmpty();
        assertThat(fieldAtFault(spring, details -> details.withThreshold(Optional.of(100.5))))
                .contains("threshold");
        assertThat(fieldAtFault(spring, details -> details.withThreshold(Optional.of(Double.NaN))))
                .contains("threshold");
        assertThat(fieldAtFault(spring, details -> details.withBrief(Optional.of("x".repeat(5_001)))))
                .contains("brief");
        assertThat(tenants.call(
                        tenant,
                        () -> manageProjects.change(
                                spring, details -> details.withCover(Optional.of(UUID.randomUUID())))))
                .isInstanceOf(ProjectNotFound.class);
        assertThat(tenants.call(
                        tenant,
                        () -> manageProjects.change(
                                spring, details -> details.withBenchmark(BenchmarkId.ofTag(UUID.randomUUID())))))
                .isInstanceOf(ProjectNotFound.class);
        tenants.run(tenant, () -> deleteImage.delete(cover));
        assertThat(tenants.call(tenant, () -> projects.listCovers(2))).isEqualTo(Map.of(spring, List.of(best)));
    }

    @Test
    void an_image_is_ready_from_the_threshold_of_its_project_on() {
        UUID spring = created("Spring");
        UUID image = scored(0.5); // the fiftieth percentile among photographs
        UUID waiting = images.upload(tenant);
        UUID elsewhere = scored(0.5);
        assign(List.of(image, waiting), Optional.of(spring));
        List<UUID> all = List.of(image, waiting, elsewhere);
        assertThat(tenants.call(tenant, () -> readiness.find(all)))
                .as("no threshold")
                .isEmpty();

        change(spring, details -> details.withThreshold(Optional.of(50.0)));
        assertThat(tenants.call(tenant, () -> readiness.find(all))).isEqualTo(Map.of(image, true));
        assertThat(tenants.callAsOperator(() -> readiness.find(all))).isEqualTo(Map.of(image, true));
        change(spring, details -> details.withThreshold(Optional.of(50.1)));
        assertThat(tenants.call(tenant, () -> readiness.find(image))).contains(false);
        assertThat(tenants.call(tenants.open("free"), () -> readiness.find(all)))
                .isEmpty();

        change(spring, details -> details.withBenchmark(BenchmarkId.LIBRARY));
        assertThat(tenants.call(tenant, () -> readiness.find(image)))
                .as("too few results")
                .isEmpty();
        for (int i = 0; i < 30; i++) {
            scored(0.1);
        }
        assertThat(tenants.call(tenant, () -> readiness.find(image))).contains(true);
        assertThat(tenants.callAsOperator(() -> readiness.find(all))).isEqualTo(Map.of(image, true));
    }

    @Test
    void an_image_is_in_one_project_at_a_time() {
        UUID spring = created("Spring");
        UUID autumn = created("Autumn");
        UUID image = scored(0.5);
        assign(List.of(image), Optional.of(spring));

        assign(List.of(image), Optional.of(autumn));
        assertThat(find(spring).images()).isZero();
        assertThat(tenants.call(tenant, () -> projects.findProjectOf(image))).contains(autumn);

        assign(List.of(image), Optional.empty());
        assertThat(tenants.call(tenant, () -> projects.findProjectOf(image))).isEmpty();
    }

    @Test
    void deleting_a_project_leaves_its_images() {
        UUID spring = created("Spring");
        UUID image = scored(0.5);
        assign(List.of(image), Optional.of(spring));

        assertThat(tenants.call(tenants.open("free"), () -> manageProjects.delete(spring)))
                .as("by another tenant")
                .isFalse();
        assertThat(tenants.call(tenant, () -> manageProjects.delete(spring))).isTrue();

        assertThat(tenants.call(tenant, () -> projects.findProjectOf(image))).isEmpty();
        assertThat(tenants.call(tenant, () -> manageProjects.rename(spring, "Summer")))
                .isInstanceOf(ProjectNotFound.class);
        assertThat(tenants.call(tenant, () -> assignImages.assign(List.of(image), Optional.of(spring))))
                .isFalse();
    }

    @Test
    void images_and_projects_of_other_tenants_are_not_combined() {
        UUID spring = created("Spring");
        TenantId other = tenants.open("free");
        UUID foreign = images.upload(other);

        assign(List.of(foreign), Optional.of(spring));

        assertThat(find(spring).images()).isZero();
        assertThat(tenants.call(other, () -> assignImages.assign(List.of(foreign), Optional.of(spring))))
                .isFalse();
        assertThat(tenants.call(other, () -> projects.findProject(spring))).isEmpty();
    }

    @Test
    void a_page_follows_a_project_that_was_deleted() {
        List<UUID> all = List.of(created("A"), created("B"), created("C"), created("D"));
        List<UUID> first = newest(null);
        assertThat(first).containsExactly(all.get(3), all.get(2));

        tenants.run(tenant, () -> manageProjects.delete(all.get(2)));

        assertThat(newest(all.get(2))).containsExactly(all.get(1), all.get(0));
    }

    private List<UUID> newest(@org.jspecify.annotations.Nullable UUID before) {
        return tenants.call(tenant, () -> projects.listNewest(before, 2)).stream()
                .map(ProjectSummary::id)
                .toList();
    }

    private UUID created(String name) {
        return ((Saved) tenants.call(tenant, () -> manageProjects.create(name)))
                .project()
                .id();
    }

    private String refusal(String name) {
        return ((Refused) tenants.call(tenant, () -> manageProjects.create(name)))
                .refusal()
                .reason()
                .code();
    }

    private ProjectSummary find(UUID project) {
        return tenants.call(tenant, () -> projects.findProject(project)).orElseThrow();
    }

    private void assign(List<UUID> assigned, Optional<UUID> project) {
        tenants.run(tenant, () -> assignImages.assign(assigned, project));
    }

    private UUID scored(double value) {
        UUID image = images.upload(tenant);
        images.request(tenant, image);
        scores.scoreAll(value);
        return image;
    }

    private void change(UUID project, UnaryOperator<ProjectDetails> change) {
        assertThat(tenants.call(tenant, () -> manageProjects.change(project, change)))
                .isInstanceOf(Saved.class);
    }

    private Optional<String> fieldAtFault(UUID project, UnaryOperator<ProjectDetails> change) {
        return ((Refused) tenants.call(tenant, () -> manageProjects.change(project, change))).field();
    }
}
