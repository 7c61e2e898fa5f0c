package com.engram.images.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.engram.images.Images;
import com.engram.images.storage.StorageException;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestImages;
import com.engram.testing.TestPlans;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import com.engram.testing.TestTerms;
import com.engram.testing.fakes.FakeObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which images are deleted, and when their objects are. */
@DomainTest
class ExpiredImagesTest {

    private static final UUID START = new UUID(0, 0);

    private final ExpiredImages expired;
    private final DeleteImage deleteImage;
    private final PurgeObjects purgeObjects;
    private final Images images;
    private final FakeObjectStore store;
    private final TestImages testImages;
    private final TestScores scores;
    private final TestPlans plans;
    private final TestTenants tenants;
    private final SettableClock clock;

    ExpiredImagesTest(
            ExpiredImages expired,
            DeleteImage deleteImage,
            PurgeObjects purgeObjects,
            Images images,
            FakeObjectStore store,
            TestImages testImages,
            TestScores scores,
            TestPlans plans,
            TestTenants tenants,
            SettableClock clock) {
        this.expired = expired;
        this.deleteImage = deleteImage;
        this.purgeObjects = purgeObjects;
        this.images = images;
        this.store = store;
        this.testImages = testImages;
        this.scores = scores;
        this.plans = plans;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Test
    void an_image_expires_when_its_plan_keeps_it_no_longer() {
        TenantId free = tenants.open("free");
        TenantId unlimited = tenants.open(plans.add("forever", TestTerms.unlimited()));
        UUID image = scored(free);
        UUID kept = scored(unlimited);
        clock.tick(Duration.ofDays(90).minusSeconds(1));
        assertThat(listExpired(START)).isEmpty();

        clock.tick(Duration.ofSeconds(2));
        assertThat(listExpired(START)).containsExactly(image);
        assertThat(listExpired(image)).as("the next page").isEmpty();
        tenants.callAsOperator(() -> {
            expired.delete(List.of(image));
            return true;
        });

        assertThat(listExpired(START)).isEmpty();
        assertThat(exists(free, image)).isFalse();
        assertThat(exists(unlimited, kept)).isTrue();
    }

    @Test
    void an_upload_is_abandoned_after_an_hour_without_an_analysis() {
        TenantId tenant = tenants.open("free");
        UUID abandoned = testImages.upload(tenant);
        UUID analysed = testImages.upload(tenant);
        testImages.request(tenant, analysed);
        clock.tick(Duration.ofHours(1).minusSeconds(1));
        assertThat(listAbandoned()).isEmpty();

        clock.tick(Duration.ofSeconds(2));

        assertThat(listAbandoned()).containsExactly(abandoned);
    }

    @Test
    void objects_are_deleted_at_once_and_again_when_no_signed_url_is_valid() {
        TenantId tenant = tenants.open("free");
        UUID image = scored(tenant);
        tenants.run(tenant, () -> deleteImage.delete(image));
        assertThat(store.keys()).noneMatch(key -> key.endsWith(image.toString()));

        // A scorer that was at work writes its preview now.
        store.put("preview-" + image, new byte[] {1});
        clock.tick(Duration.ofMinutes(15));
        assertThat(listDue()).isEmpty();
        clock.tick(Duration.ofSeconds(1));
        assertThat(listDue()).containsExactly(image);
        tenants.callAsOperator(() -> {
            purgeObjects.purge(image);
            purgeObjects.removeTombstones(List.of(image));
            return true;
        });

        assertThat(store.keys()).noneMatch(key -> key.endsWith(image.toString()));
        assertThat(listDue()).isEmpty();
    }

    @Test
    void an_image_is_deleted_although_the_object_store_is_down() {
        TenantId tenant = tenants.open("free");
        UUID image = scored(tenant);
        store.setDown(true);

        assertThat(tenants.call(tenant, () -> deleteImage.delete(image))).isTrue();

        assertThat(exists(tenant, image)).isFalse();
        clock.tick(Duration.ofMinutes(16));
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> purgeObjects.purge(image));
        assertThat(listDue()).as("it is tried again").containsExactly(image);
    }

    @Test
    void an_image_of_another_tenant_is_not_deleted() {
        TenantId tenant = tenants.open("free");
        UUID image = scored(tenant);

        assertThat(tenants.call(tenants.open("free"), () -> deleteImage.delete(image)))
                .isFalse();

        assertThat(exists(tenant, image)).isTrue();
    }

    private UUID scored(TenantId tenant) {
        UUID image = testImages.upload(tenant);
        testImages.request(tenant, image);
        scores.scoreAll(0.5);
        return image;
    }

    private boolean exists(TenantId tenant, UUID image) {
        return tenants.call(tenant, () -> images.findImage(image)).isPresent();
    }

    private List<UUID> listExpired(UUID after) {
        return tenants.callAsOperator(() -> expired.listExpired(after, 10));
    }

    private List<UUID> listAbandoned() {
        return tenants.callAsOperator(() -> expired.listAbandonedUploads(10));
    }

    private List<UUID> listDue() {
        return tenants.callAsOperator(() -> purgeObjects.listDue(START, 10));
    }
}
