package com.engram.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.images.deletion.DeleteImage;
import com.engram.library.ManageProjects;
import com.engram.sharing.ShareLinks.FoundLink;
import com.engram.sharing.ShareResult.Shared;
import com.engram.sharing.ShareResult.Terms;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestImages;
import com.engram.testing.TestTenants;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Share links: what they show, for how long, with a password, and the comments of guests. */
@DomainTest
class ShareResultTest {

    private static final Duration WEEK = Duration.ofDays(7);

    private final ShareResult shareResult;
    private final ShareLinks shareLinks;
    private final UnlockShare unlockShare;
    private final GuestComments guestComments;
    private final ManageProjects manageProjects;
    private final DeleteImage deleteImage;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;
    private final UUID image;

    ShareResultTest(
            ShareResult shareResult,
            ShareLinks shareLinks,
            UnlockShare unlockShare,
            GuestComments guestComments,
            ManageProjects manageProjects,
            DeleteImage deleteImage,
            TestImages images,
            TestTenants tenants,
            SettableClock clock) {
        this.shareResult = shareResult;
        this.shareLinks = shareLinks;
        this.unlockShare = unlockShare;
        this.guestComments = guestComments;
        this.manageProjects = manageProjects;
        this.deleteImage = deleteImage;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
        this.image = images.upload(tenant);
    }

    @Test
    void a_link_shows_its_image_until_it_expires() {
        String token = share();

        FoundLink found = shareLinks.findByToken(token).orElseThrow();
        assertThat(found.result()).isEqualTo(SharedResult.ofImage(image));
        assertThat(found.tenant()).isEqualTo(tenant);
        assertThat(found.passwordHash()).isEmpty();
        assertThat(shareLinks.findByToken(token.substring(1))).isEmpty();
        clock.tick(WEEK.minusSeconds(1));
        assertThat(shareLinks.findByToken(token)).isPresent();
        clock.tick(Duration.ofSeconds(1));
        assertThat(shareLinks.findByToken(token)).isEmpty();
        assertThat(listOpen()).isEmpty();
    }

    @Test
    void a_revoked_link_shows_nothing_and_the_others_stay() {
        String revoked = share();
        String kept = share();
        UUID id = listOpen().get(1).id();

        assertThat(tenants.call(tenants.open("free"), () -> shareLinks.revoke(id)))
                .as("by another tenant")
                .isEmpty();
        assertThat(tenants.call(tenant, () -> shareLinks.revoke(id)).map(ShareLink::result))
                .contains(SharedResult.ofImage(image));

        assertThat(shareLinks.findByToken(revoked)).isEmpty();
        assertThat(shareLinks.findByToken(kept)).isPresent();
    }

    @Test
    void the_list_has_all_valid_links_of_the_tenant_and_no_others() {
        UUID project = tenants.call(tenant, () -> ((ManageProjects.Saved) manageProjects.create("Spring")).project())
                .id();
        share();
        shared(SharedResult.ofProject(project), Terms.of(WEEK));
        share();
        UUID revoked = listOpen().get(1).id();
        tenants.call(tenant, () -> shareLinks.revoke(revoked));

        assertThat(listAll(tenant)).extracting(ShareLink::name).containsExactly("test.jpg", "Spring");
        assertThat(listAll(tenant)).extracting(ShareLink::result).contains(SharedResult.ofProject(project));
        assertThat(listAll(tenants.open("free"))).isEmpty();
        tenants.run(tenant, () -> manageProjects.delete(project));
        assertThat(listAll(tenant)).extracting(ShareLink::name).containsExactly("test.jpg");
        clock.tick(WEEK);
        assertThat(listAll(tenant)).isEmpty();
    }

    @Test
    void a_link_is_deleted_with_its_image() {
        String token = share();

        tenants.run(tenant, () -> deleteImage.delete(image));

        assertThat(shareLinks.findByToken(token)).isEmpty();
    }

    @Test
    void an_image_of_another_tenant_cannot_be_shared() {
        assertThat(tenants.call(
                        tenants.open("free"), () -> shareResult.share(SharedResult.ofImage(image), Terms.of(WEEK))))
                .isInstanceOf(ShareResult.NotFound.class);
    }

    @Test
    void the_right_password_opens_a_link_and_attempts_are_limited() {
        FoundLink link = protectedBy("open sesame");
        assertThat(link.passwordHash()).get().asString().startsWith("$argon2id$");

        assertThat(unlockShare.unlock(link, "Open sesame", "192.0.2.1")).isInstanceOf(UnlockShare.WrongPassword.class);
        for (int i = 0; i < 20; i++) {
            assertThat(unlockShare.unlock(link, "open sesame", "192.0.2.1"))
                    .as("a right password uses no attempt")
                    .isInstanceOf(UnlockShare.Unlocked.class);
        }
        for (int i = 1; i < 10; i++) {
            unlockShare.unlock(link, "", "192.0.2.1");
        }
        assertThat(unlockShare.unlock(link, "open sesame", "192.0.2.1"))
                .isInstanceOf(UnlockShare.TooManyAttempts.class);
        assertThat(unlockShare.unlock(link, "open sesame", "192.0.2.2")).isInstanceOf(UnlockShare.Unlocked.class);
    }

    @Test
    void attempts_from_many_addresses_are_limited_together() {
        FoundLink link = protectedBy("open sesame");

        for (int i = 0; i < 100; i++) {
            unlockShare.unlock(link, "", "192.0.2." + i);
        }

        assertThat(unlockShare.unlock(link, "open sesame", "198.51.100.1"))
                .isInstanceOf(UnlockShare.TooManyAttempts.class);
    }

    @Test
    void a_password_that_is_too_short_is_refused() {
        assertThat(tenants.call(
                        tenant,
                        () -> shareResult.share(
                                SharedResult.ofImage(image), new Terms(WEEK, Optional.of("12345"), false))))
                .isInstanceOf(ShareResult.Refused.class);
        assertThat(listOpen()).isEmpty();
    }

    @Test
    void guests_comment_where_they_may_and_members_delete_it() {
        UUID silent = shared(SharedResult.ofImage(image), Terms.of(WEEK)).link();
        UUID open = shared(SharedResult.ofImage(image), new Terms(WEEK, Optional.empty(), true))
                .link();

        assertThat(comment(open, " Ann ", " The second one. ")).isEmpty();
        assertThat(comment(silent, "Ann", "The second one.")).contains("not_found");
        assertThat(comment(open, " ", "x")).contains("invalid_comment");
        assertThat(comment(open, "Ann", "x".repeat(1_001))).contains("invalid_comment");
        assertThat(comment(open, "Ann\n", "x\u0007")).contains("invalid_comment");

        List<GuestComment> comments = tenants.call(tenant, () -> guestComments.listComments(open));
        assertThat(comments).singleElement().satisfies(comment -> {
            assertThat(comment.author()).isEqualTo("Ann");
            assertThat(comment.text()).isEqualTo("The second one.");
            assertThat(comment.createdAt()).isEqualTo(clock.instant());
        });
        assertThat(listOpen()).extracting(ShareLink::comments).containsExactly(1, 0);
        UUID id = comments.get(0).id();
        assertThat(tenants.call(tenants.open("free"), () -> guestComments.delete(open, id)))
                .isFalse();
        assertThat(tenants.call(tenant, () -> guestComments.delete(silent, id)))
                .as("of another link")
                .isFalse();
        assertThat(tenants.call(tenant, () -> guestComments.delete(open, id))).isTrue();
        assertThat(tenants.call(tenant, () -> guestComments.listComments(open))).isEmpty();
    }

    @Test
    void a_guest_writes_a_few_comments_at_a_time() {
        for (int i = 0; i < 5; i++) {
            assertThat(guestComments.checkRate("192.0.2.9").allowed()).isTrue();
        }
        assertThat(guestComments.checkRate("192.0.2.9").allowed()).isFalse();
        assertThat(guestComments.checkRate("192.0.2.10").allowed()).isTrue();
    }

    private Optional<String> comment(UUID link, String author, String text) {
        return tenants.call(tenant, () -> guestComments.write(link, author, text))
                .map(refusal -> refusal.reason().code());
    }

    private FoundLink protectedBy(String password) {
        Shared made = shared(SharedResult.ofImage(image), new Terms(WEEK, Optional.of(password), false));
        return shareLinks.findByToken(made.token()).orElseThrow();
    }

    private List<ShareLink> listOpen() {
        return tenants.call(tenant, () -> shareLinks.listOpen(SharedResult.ofImage(image)));
    }

    private List<ShareLink> listAll(TenantId owner) {
        return tenants.call(owner, () -> shareLinks.listOpen(Optional.empty(), 100));
    }

    private String share() {
        return shared(SharedResult.ofImage(image), Terms.of(WEEK)).token();
    }

    private Shared shared(SharedResult result, Terms terms) {
        return (Shared) tenants.call(tenant, () -> shareResult.share(result, terms));
    }
}
