package com.engram.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.audit.Actor;
import com.engram.language.Language;
import com.engram.language.Messages;
import com.engram.library.AssignImagesToProject;
import com.engram.library.ManageProjects;
import com.engram.sharing.GuestComments;
import com.engram.sharing.ShareResult;
import com.engram.sharing.SharedResult;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestImages;
import com.engram.testing.TestOutbox;
import com.engram.testing.TestPeople;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Notifications of images that reach a threshold, and of comments of guests. */
@DomainTest
class ThresholdsAndCommentsTest {

    private static final String ANN = "ann-studio@example.com";
    private static final String OWNER = "owner-studio@example.com";

    private final ManageProjects manageProjects;
    private final AssignImagesToProject assignImages;
    private final ShareResult shareResult;
    private final GuestComments guestComments;
    private final Notifications notifications;
    private final TestOutbox outbox;
    private final TestImages images;
    private final TestScores scores;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;
    private final UUID ann;
    private final UUID owner;

    ThresholdsAndCommentsTest(
            ManageProjects manageProjects,
            AssignImagesToProject assignImages,
            ShareResult shareResult,
            GuestComments guestComments,
            Notifications notifications,
            TestOutbox outbox,
            TestImages images,
            TestScores scores,
            TestPeople people,
            TestTenants tenants,
            SettableClock clock) {
        this.manageProjects = manageProjects;
        this.assignImages = assignImages;
        this.shareResult = shareResult;
        this.guestComments = guestComments;
        this.notifications = notifications;
        this.outbox = outbox;
        this.images = images;
        this.scores = scores;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
        this.ann = people.add(tenant, ANN, "member");
        this.owner = people.add(tenant, OWNER, "owner");
    }

    @Test
    void who_requested_an_analysis_learns_once_that_the_image_is_ready() {
        UUID project = project(50);
        UUID image = requested(project);
        scores.scoreAll(0.7);

        assertThat(sentences(ann)).containsExactly("test.jpg reaches the threshold of Spring");
        assertThat(sentences(owner)).isEmpty();
        assertThat(outbox.subjects(ANN)).containsExactly("test.jpg reaches the threshold of Spring");
        requestAgain(image);
        scores.scoreAll(0.8);
        assertThat(sentences(ann)).hasSize(1);
    }

    @Test
    void images_that_are_scored_together_make_one_notification_and_an_hour_has_one_email() {
        UUID project = project(50);
        requested(project);
        requested(project);
        scores.scoreAll(0.7);
        requested(project);
        scores.scoreAll(0.7);

        assertThat(sentences(ann))
                .containsExactly("test.jpg reaches the threshold of Spring", "2 images reach the threshold of Spring");
        assertThat(outbox.subjects(ANN)).containsExactly("2 images reach the threshold of Spring");
        clock.tick(Duration.ofMinutes(61));
        requested(project);
        scores.scoreAll(0.7);
        assertThat(outbox.subjects(ANN)).hasSize(2);
    }

    @Test
    void an_image_below_the_threshold_is_nothing_to_tell() {
        requested(project(51));
        scores.scoreAll(0.7);

        assertThat(sentences(ann)).isEmpty();
    }

    @Test
    void a_guests_comment_is_told_to_the_owner_and_to_who_shared() {
        UUID image = images.upload(tenant);
        UUID link = ((ShareResult.Shared) as(
                        ann,
                        () -> shareResult.share(
                                SharedResult.ofImage(image),
                                new ShareResult.Terms(Duration.ofDays(7), Optional.empty(), true))))
                .link();

        tenants.call(tenant, () -> guestComments.write(link, "Guest", "Nice."));
        tenants.call(tenant, () -> guestComments.write(link, "Guest", "Very nice."));

        assertThat(sentences(ann)).hasSize(2).containsOnly("Guest commented on test.jpg");
        assertThat(sentences(owner)).hasSize(2);
        assertThat(outbox.subjects(OWNER)).containsExactly("Guest commented on test.jpg");
        assertThat(outbox.bodies(OWNER).get(0)).contains("Nice.", "/shares/shr_");
    }

    private UUID project(double threshold) {
        return tenants.call(tenant, () -> {
            UUID id = ((ManageProjects.Saved) manageProjects.create("Spring"))
                    .project()
                    .id();
            manageProjects.change(id, details -> details.withThreshold(Optional.of(threshold)));
            return id;
        });
    }

    private UUID requested(UUID project) {
        UUID image = images.upload(tenant);
        tenants.run(tenant, () -> assignImages.assign(List.of(image), Optional.of(project)));
        requestAgain(image);
        return image;
    }

    private void requestAgain(UUID image) {
        try (Actor.Entered ignored = new Actor(Actor.Kind.PERSON, ann, "").enter()) {
            images.request(tenant, image);
        }
    }

    private <T> T as(UUID person, Supplier<T> work) {
        try (Actor.Entered ignored = new Actor(Actor.Kind.PERSON, person, "").enter()) {
            return tenants.call(tenant, work::get);
        }
    }

    private List<String> sentences(UUID person) {
        return tenants.call(tenant, () -> notifications.listNewest(person, 10)).stream()
                .map(entry -> Messages.in(Language.ENGLISH).text(entry.message()))
                .toList();
    }
}
