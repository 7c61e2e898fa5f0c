package com.engram.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.images.deletion.DeleteImage;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestImages;
import com.engram.testing.TestTenants;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Links that show the result of an image to everyone who has them. */
@DomainTest
class ShareImageTest {

    private static final Duration WEEK = Duration.ofDays(7);

    private final ShareImage shareImage;
    private final DeleteImage deleteImage;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;
    private final UUID image;

    ShareImageTest(
            ShareImage shareImage,
            DeleteImage deleteImage,
            TestImages images,
            TestTenants tenants,
            SettableClock clock) {
        this.shareImage = shareImage;
        this.deleteImage = deleteImage;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
        this.image = images.upload(tenant);
    }

    @Test
    void a_link_shows_its_image_until_it_expires() {
        String token = share();

        assertThat(shareImage.findByToken(token)).contains(new ShareImage.SharedImage(image, tenant));
        assertThat(shareImage.findByToken(token.substring(1))).isEmpty();
        clock.tick(WEEK.minusSeconds(1));
        assertThat(shareImage.findByToken(token)).isPresent();
        clock.tick(Duration.ofSeconds(1));
        assertThat(shareImage.findByToken(token)).isEmpty();
        assertThat(tenants.call(tenant, () -> shareImage.listOpen(image))).isEmpty();
    }

    @Test
    void a_revoked_link_shows_nothing_and_the_others_stay() {
        String revoked = share();
        String kept = share();
        UUID id = tenants.call(tenant, () -> shareImage.listOpen(image)).get(1).id();

        assertThat(tenants.call(tenants.open("free"), () -> shareImage.revoke(id)))
                .as("by another tenant")
                .isEmpty();
        assertThat(tenants.call(tenant, () -> shareImage.revoke(id))).contains(image);

        assertThat(shareImage.findByToken(revoked)).isEmpty();
        assertThat(shareImage.findByToken(kept)).isPresent();
    }

    @Test
    void the_list_has_all_valid_links_of_the_tenant_and_no_others() {
        share();
        share();
        UUID revoked =
                tenants.call(tenant, () -> shareImage.listOpen(image)).get(1).id();
        tenants.call(tenant, () -> shareImage.revoke(revoked));

        assertThat(tenants.call(tenant, shareImage::listAllOpen))
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.image()).isEqualTo(image);
                    assertThat(link.filename()).isEqualTo("test.jpg");
                    assertThat(link.id()).isNotEqualTo(revoked);
                });
        assertThat(tenants.call(tenants.open("free"), shareImage::listAllOpen)).isEmpty();
        clock.tick(WEEK);
        assertThat(tenants.call(tenant, shareImage::listAllOpen)).isEmpty();
    }

    @Test
    void a_link_is_deleted_with_its_image() {
        String token = share();

        tenants.run(tenant, () -> deleteImage.delete(image));

        assertThat(shareImage.findByToken(token)).isEmpty();
    }

    @Test
    void an_image_of_another_tenant_cannot_be_shared() {
        assertThat(tenants.call(tenants.open("free"), () -> shareImage.share(image, WEEK)))
                .isEmpty();
    }

    private String share() {
        return tenants.call(tenant, () -> shareImage.share(image, WEEK)).orElseThrow();
    }
}
