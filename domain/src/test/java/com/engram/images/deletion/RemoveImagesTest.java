package com.engram.images.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.GalleryCounts;
import com.engram.images.Images;
import com.engram.images.deletion.RemoveImages.Removal;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Removed images are hidden, can be restored for a while, and are deleted afterwards. */
@DomainTest
class RemoveImagesTest {

    private final RemoveImages removeImages;
    private final ExpiredImages expired;
    private final Images images;
    private final Gallery gallery;
    private final TestImages testImages;
    private final TestScores scores;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;

    RemoveImagesTest(
            RemoveImages removeImages,
            ExpiredImages expired,
            Images images,
            Gallery gallery,
            TestImages testImages,
            TestScores scores,
            TestTenants tenants,
            SettableClock clock) {
        this.removeImages = removeImages;
        this.expired = expired;
        this.images = images;
        this.gallery = gallery;
        this.testImages = testImages;
        this.scores = scores;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
    }

    @Test
    void a_removed_image_is_neither_shown_nor_counted_until_it_is_restored() {
        UUID image = scored();
        UUID other = scored();

        Removal removal = remove(image);
        assertThat(removal.images()).containsExactly(image);
        assertThat(remove(image).images()).as("again").isEmpty();

        assertThat(tenants.call(tenant, () -> images.findImage(image))).isEmpty();
        assertThat(tenants.call(tenant, gallery::counts)).isEqualTo(new GalleryCounts(0, 1, 0));
        assertThat(tenants.call(tenant, () -> gallery.listCards(List.of(image, other))))
                .hasSize(1);

        assertThat(restore(removal)).containsExactly(image);
        assertThat(restore(removal)).as("again").isEmpty();

        assertThat(tenants.call(tenant, () -> images.findImage(image))).isPresent();
        assertThat(tenants.call(tenant, gallery::counts)).isEqualTo(new GalleryCounts(0, 2, 0));
        assertThat(tenants.call(tenant, () -> gallery.listCards(List.of(image)))
                        .get(0)
                        .score())
                .isPresent();
    }

    @Test
    void an_image_that_was_removed_while_it_waited_comes_back_with_its_score() {
        UUID image = testImages.upload(tenant);
        testImages.request(tenant, image);
        Removal removal = remove(image);

        scores.scoreAll(0.7);
        restore(removal);

        assertThat(tenants.call(tenant, gallery::counts)).isEqualTo(new GalleryCounts(0, 1, 0));
        assertThat(tenants.call(tenant, () -> gallery.listCards(List.of(image)))
                        .get(0)
                        .score())
                .isPresent();
    }

    @Test
    void a_removed_image_is_deleted_when_it_can_no_longer_be_restored() {
        UUID image = scored();
        UUID kept = scored();
        Removal removal = remove(image);
        assertThat(listRemoved()).doesNotContain(image);

        clock.tick(Duration.ofSeconds(RemoveImages.RESTORABLE_SECONDS + 1));
        assertThat(listRemoved()).contains(image).doesNotContain(kept);
        tenants.callAsOperator(() -> {
            expired.delete(List.of(image));
            return true;
        });

        assertThat(restore(removal)).isEmpty();
        assertThat(tenants.call(tenant, gallery::counts)).isEqualTo(new GalleryCounts(0, 1, 0));
    }

    @Test
    void nobody_removes_or_restores_images_of_another_tenant() {
        UUID image = scored();
        TenantId other = tenants.open("free");

        assertThat(tenants.call(other, () -> removeImages.remove(List.of(image)).images()))
                .isEmpty();
        Removal removal = remove(image);
        assertThat(tenants.call(other, () -> removeImages.restore(removal.at())))
                .isEmpty();
        assertThat(tenants.call(tenant, () -> images.findImage(image))).isEmpty();
    }

    private Removal remove(UUID image) {
        return tenants.call(tenant, () -> removeImages.remove(List.of(image)));
    }

    private List<UUID> restore(Removal removal) {
        return tenants.call(tenant, () -> removeImages.restore(removal.at()));
    }

    private List<UUID> listRemoved() {
        return tenants.callAsOperator(() -> expired.listRemoved(1_000));
    }

    private UUID scored() {
        UUID image = testImages.upload(tenant);
        testImages.request(tenant, image);
        scores.scoreAll(0.6);
        return image;
    }
}
