package com.engram.notes;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.Analyses;
import com.engram.audit.Actor;
import com.engram.language.Language;
import com.engram.language.Messages;
import com.engram.notifications.NotificationKind;
import com.engram.notifications.Notifications;
import com.engram.notifications.Notifications.Setting;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestImages;
import com.engram.testing.TestOutbox;
import com.engram.testing.TestPeople;
import com.engram.testing.TestTenants;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Notes on an image, and the people whom they mention. */
@DomainTest
class NotesTest {

    private final WriteNote writeNote;
    private final Notes notes;
    private final Notifications notifications;
    private final TestOutbox outbox;
    private final TestTenants tenants;
    private final TestPeople people;
    private final TenantId tenant;
    private final UUID image;
    private final UUID ann;
    private final UUID ben;

    NotesTest(
            WriteNote writeNote,
            Notes notes,
            Notifications notifications,
            Analyses analyses,
            TestOutbox outbox,
            TestImages images,
            TestPeople people,
            TestTenants tenants) {
        this.writeNote = writeNote;
        this.notes = notes;
        this.notifications = notifications;
        this.outbox = outbox;
        this.tenants = tenants;
        this.people = people;
        this.tenant = tenants.open("pro");
        this.ann = people.add(tenant, "ann-notes@example.com", "owner");
        this.ben = people.add(tenant, "ben-notes@example.com", "member");
        UUID analysis = images.queue(tenant);
        this.image = tenants.call(
                tenant, () -> analyses.findAnalysis(analysis).orElseThrow().image());
    }

    @Test
    void a_mentioned_member_learns_once_of_a_note_in_the_product_and_by_email() {
        Note note = written(ann, "  Is the logo large enough?  ", List.of(ben));

        as(ann, () -> writeNote.change(image, note.id(), "Is the logo too small?", List.of(ben)));

        assertThat(note.text()).isEqualTo("Is the logo large enough?");
        assertThat(note.mentioned()).containsExactly("A person");
        assertThat(sentences(ben)).containsExactly("A person mentioned you on test.jpg");
        assertThat(outbox.subjects("ben-notes@example.com")).containsExactly("A person mentioned you on test.jpg");
        assertThat(outbox.bodies("ben-notes@example.com").get(0))
                .contains("Is the logo large enough?", "/images/img_", "/settings/notifications");
        assertThat(tenants.call(tenant, () -> notes.listNotes(image)))
                .extracting(Note::text, each -> each.editedAt().isPresent())
                .containsExactly(org.assertj.core.groups.Tuple.tuple("Is the logo too small?", true));
    }

    @Test
    void who_writes_a_note_is_not_notified_of_it_nor_is_anybody_outside_the_account() {
        UUID stranger = people.add(tenants.open("free"), "stranger-notes@example.com", "owner");

        Note note = written(ann, "A note to myself", List.of(ann, stranger));

        assertThat(note.mentioned()).hasSize(1);
        assertThat(sentences(ann)).isEmpty();
        assertThat(outbox.subjects("ann-notes@example.com")).isEmpty();
        assertThat(outbox.subjects("stranger-notes@example.com")).isEmpty();
    }

    @Test
    void emails_about_mentions_can_be_switched_off() {
        tenants.run(tenant, () -> notifications.choose(ben, NotificationKind.MENTION, new Setting(true, false)));

        written(ann, "Look", List.of(ben));

        assertThat(sentences(ben)).hasSize(1);
        assertThat(outbox.subjects("ben-notes@example.com")).isEmpty();
    }

    @Test
    void only_the_author_changes_or_deletes_a_note() {
        Note note = written(ann, "Mine", List.of());

        assertThat(as(ben, () -> writeNote.change(image, note.id(), "Yours", List.of())))
                .isEqualTo(new WriteNote.NotTheAuthor());
        assertThat(as(ben, () -> writeNote.delete(image, note.id()))).contains(new WriteNote.NotTheAuthor());
        assertThat(as(ann, () -> writeNote.delete(image, note.id()))).isEmpty();
        assertThat(as(ann, () -> writeNote.delete(image, note.id()))).contains(new WriteNote.NotFound());
    }

    @Test
    void an_empty_or_too_long_note_is_refused() {
        for (String text : List.of(" \n", "x".repeat(2_001), "a\u0007b")) {
            assertThat(as(ann, () -> writeNote.write(image, text, List.of())))
                    .isInstanceOfSatisfying(
                            WriteNote.Refused.class,
                            refused -> assertThat(refused.field()).isEqualTo(Optional.of("text")));
        }
    }

    @Test
    void another_tenant_neither_sees_nor_writes_a_note() {
        Note note = written(ann, "Ours", List.of());
        TenantId other = tenants.open("free");

        assertThat(tenants.call(other, () -> notes.listNotes(image))).isEmpty();
        assertThat(tenants.call(other, () -> writeNote.write(image, "Theirs", List.of())))
                .isEqualTo(new WriteNote.NotFound());
        assertThat(tenants.call(other, () -> writeNote.delete(image, note.id())))
                .contains(new WriteNote.NotFound());
    }

    private Note written(UUID author, String text, List<UUID> mentioned) {
        return ((WriteNote.Written) as(author, () -> writeNote.write(image, text, mentioned))).note();
    }

    private <T> T as(UUID person, Supplier<T> action) {
        try (Actor.Entered entered = new Actor(Actor.Kind.PERSON, person, "").enter()) {
            return tenants.call(tenant, action);
        }
    }

    private List<String> sentences(UUID person) {
        return tenants.call(tenant, () -> notifications.listNewest(person, 10)).stream()
                .map(entry -> Messages.in(Language.ENGLISH).text(entry.message()))
                .toList();
    }
}
