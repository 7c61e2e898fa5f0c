package com.engram.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.images.deletion.DeleteImage;
import com.engram.library.AssignImagesToProject;
import com.engram.library.ManageProjects;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestImages;
import com.engram.testing.TestTenants;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reviews of images. */
@DomainTest
class ReviewImageTest {

    private final ReviewImage reviewImage;
    private final Reviews reviews;
    private final ManageProjects manageProjects;
    private final AssignImagesToProject assignImages;
    private final DeleteImage deleteImage;
    private final SettableClock clock;
    private final TestImages images;
    private final TestTenants tenants;
    private final TenantId tenant;

    ReviewImageTest(
            ReviewImage reviewImage,
            Reviews reviews,
            ManageProjects manageProjects,
            AssignImagesToProject assignImages,
            DeleteImage deleteImage,
            SettableClock clock,
            TestImages images,
            TestTenants tenants) {
        this.reviewImage = reviewImage;
        this.reviews = reviews;
        this.manageProjects = manageProjects;
        this.assignImages = assignImages;
        this.deleteImage = deleteImage;
        this.clock = clock;
        this.images = images;
        this.tenants = tenants;
        this.tenant = tenants.open("free");
    }

    @Test
    void the_newest_state_counts_and_earlier_ones_are_kept() {
        UUID image = images.upload(tenant);

        Review first = reviewed(image, ReviewState.IN_REVIEW, " Please check the claim. ");
        clock.tick(Duration.ofMinutes(1));
        Review approved = reviewed(image, ReviewState.APPROVED, "");

        assertThat(first.note()).contains("Please check the claim.");
        assertThat(approved.note()).isEmpty();
        assertThat(approved.createdAt()).isEqualTo(clock.instant());
        assertThat(list(image)).containsExactly(approved, first);
        assertThat(tenants.call(tenant, () -> reviews.listStates(List.of(image, UUID.randomUUID()))))
                .isEqualTo(Map.of(image, ReviewState.APPROVED));
        assertThat(reviewed(image, ReviewState.APPROVED, "")).as("again").isEqualTo(approved);
        assertThat(list(image)).hasSize(2);
        tenants.run(tenant, () -> deleteImage.delete(image));
        assertThat(list(image)).isEmpty();
    }

    @Test
    void only_an_own_image_is_reviewed_with_a_note_that_fits() {
        UUID image = images.upload(tenant);
        TenantId other = tenants.open("free");

        assertThat(tenants.call(other, () -> reviewImage.review(image, ReviewState.APPROVED, Optional.empty())))
                .isInstanceOf(ReviewImage.ImageNotFound.class);
        assertThat(tenants.call(
                        tenant, () -> reviewImage.review(image, ReviewState.APPROVED, Optional.of("x".repeat(1_001)))))
                .isInstanceOf(ReviewImage.Refused.class);
        assertThat(list(image)).isEmpty();
        reviewed(image, ReviewState.APPROVED, "x".repeat(1_000));
        assertThat(tenants.call(other, () -> reviews.listReviews(image))).isEmpty();
    }

    @Test
    void a_project_counts_its_images_by_state() {
        UUID project = tenants.call(tenant, () -> ((ManageProjects.Saved) manageProjects.create("Spring")).project())
                .id();
        UUID draft = images.upload(tenant);
        UUID approved = images.upload(tenant);
        UUID other = images.upload(tenant);
        tenants.run(tenant, () -> assignImages.assign(List.of(draft, approved, other), Optional.of(project)));
        reviewed(approved, ReviewState.IN_REVIEW, "");
        reviewed(approved, ReviewState.APPROVED, "");
        reviewed(other, ReviewState.DRAFT, "Not yet.");

        assertThat(tenants.call(tenant, () -> reviews.countByProject(List.of(project))))
                .isEqualTo(Map.of(project, Map.of(ReviewState.DRAFT, 2L, ReviewState.APPROVED, 1L)));
    }

    private Review reviewed(UUID image, ReviewState state, String note) {
        return ((ReviewImage.Reviewed) tenants.call(tenant, () -> reviewImage.review(image, state, Optional.of(note))))
                .review();
    }

    private List<Review> list(UUID image) {
        return tenants.call(tenant, () -> reviews.listReviews(image));
    }
}
