package com.engram.analysis.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.libraries.RescoreLibrary;
import com.engram.analysis.reports.GalleryFilter.StateFilter;
import com.engram.analysis.scorers.Outcome;
import com.engram.database.Database;
import com.engram.images.deletion.DeleteImage;
import com.engram.library.AssignImagesToProject;
import com.engram.library.ManageProjects;
import com.engram.reviews.ReviewImage;
import com.engram.reviews.ReviewState;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.SettableClock;
import com.engram.testing.TestDatabase;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the gallery shows, in which order, and that its pages fit together. */
@DomainTest
class GalleryTest {

    private final Gallery gallery;
    private final RescoreLibrary rescoreLibrary;
    private final DeleteImage deleteImage;
    private final ManageProjects manageProjects;
    private final ReviewImage reviewImage;
    private final AssignImagesToProject assignImages;
    private final Database database;
    private final InTransaction inTransaction;
    private final TestImages images;
    private final TestScores scores;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;

    GalleryTest(
            Gallery gallery,
            RescoreLibrary rescoreLibrary,
            DeleteImage deleteImage,
            ManageProjects manageProjects,
            ReviewImage reviewImage,
            AssignImagesToProject assignImages,
            Database database,
            InTransaction inTransaction,
            TestImages images,
            TestScores scores,
            TestTenants tenants,
            SettableClock clock) {
        this.gallery = gallery;
        this.rescoreLibrary = rescoreLibrary;
        this.deleteImage = deleteImage;
        this.manageProjects = manageProjects;
        this.reviewImage = reviewImage;
        this.assignImages = assignImages;
        this.database = database;
        this.inTransaction = inTransaction;
        this.images = images;
        this.scores = scores;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
    }

    @Test
    void images_come_in_the_order_of_the_filter_and_those_without_a_score_last() {
        UUID low = scored(0.31);
        UUID high = scored(0.92);
        UUID rejected = rejected();

        assertThat(list(filter(GalleryOrder.HIGHEST))).containsExactly(high, low, rejected);
        assertThat(list(filter(GalleryOrder.LOWEST))).containsExactly(low, high, rejected);
        assertThat(list(filter(GalleryOrder.NEWEST))).containsExactly(rejected, high, low);
        assertThat(list(filter(GalleryOrder.OLDEST))).containsExactly(low, high, rejected);
    }

    @Test
    void a_filter_restricts_by_state_score_name_and_day() {
        UUID low = scored(0.31);
        UUID high = scored(0.92);
        UUID rejected = rejected();
        UUID waiting = requested();
        LocalDate today = LocalDate.ofInstant(SettableClock.START, java.time.ZoneOffset.UTC);

        assertThat(list(filter(StateFilter.SCORED, null, null))).containsExactly(high, low);
        assertThat(list(filter(StateFilter.UNSCORED, null, null))).containsExactly(rejected);
        assertThat(list(filter(StateFilter.WAITING, null, null))).containsExactly(waiting);
        assertThat(list(filter(null, 0.9, null))).containsExactly(high);
        assertThat(list(filter(null, null, 0.4))).containsExactly(low);
        assertThat(list(named("TEST.JP", today, today))).containsExactly(waiting, rejected, high, low);
        assertThat(list(named("nothing like it", null, null))).isEmpty();
        assertThat(list(named("test", today.plusDays(1), null))).isEmpty();
        assertThat(list(named("test", null, today.minusDays(1)))).isEmpty();
    }

    @Test
    void a_name_is_found_without_its_accents_and_in_any_case() throws Exception {
        UUID accented = named("Estaté perù.jpg");

        assertThat(list(named("ESTATE", null, null))).containsExactly(accented);
        assertThat(list(named("pérU", null, null))).containsExactly(accented);
        assertThat(list(named("é", null, null))).containsExactly(accented);
    }

    @Test
    void a_filter_restricts_by_uploader() {
        UUID ann = UUID.randomUUID();
        UUID ofAnn = scored(0.5);
        scored(0.6);
        tenants.call(
                tenant,
                () -> inTransaction.call(() -> database.sql("update image set added_by = :ann where id = :image")
                        .bind("ann", ann)
                        .bind("image", ofAnn)
                        .update()));

        assertThat(list(new GalleryFilter(
                        null, null, null, null, null, ann, null, null, null, null, null, GalleryOrder.NEWEST)))
                .containsExactly(ofAnn);
    }

    @Test
    void images_are_found_by_the_state_of_their_review() {
        UUID unreviewed = scored(0.4);
        UUID approved = scored(0.5);
        UUID back = scored(0.6);
        for (ReviewState state : List.of(ReviewState.IN_REVIEW, ReviewState.APPROVED)) {
            tenants.call(tenant, () -> reviewImage.review(approved, state, Optional.empty()));
        }
        tenants.call(tenant, () -> reviewImage.review(back, ReviewState.APPROVED, Optional.empty()));
        tenants.call(tenant, () -> reviewImage.review(back, ReviewState.DRAFT, Optional.empty()));

        assertThat(list(reviewed("approved"))).containsExactly(approved);
        assertThat(list(reviewed("in_review"))).isEmpty();
        assertThat(list(reviewed("draft"))).containsExactly(back, unreviewed);
    }

    private static GalleryFilter reviewed(String state) {
        return new GalleryFilter(
                null, null, null, null, null, null, state, null, null, null, null, GalleryOrder.NEWEST);
    }

    @ParameterizedTest
    @EnumSource(GalleryOrder.class)
    void the_neighbours_of_an_image_are_those_beside_it_in_the_list(GalleryOrder order) {
        scored(0.31);
        scored(0.92);
        rejected();
        scored(0.31);
        rejected();
        tenants.run(tenant, () -> {
            List<GalleryCard> cards = gallery.listCards(filter(order), null, 10);
            for (int at = 0; at < cards.size(); at++) {
                Gallery.Neighbours neighbours =
                        gallery.findNeighbours(filter(order), cards.get(at).position());
                assertThat(neighbours.previous())
                        .isEqualTo(
                                at == 0
                                        ? Optional.empty()
                                        : Optional.of(cards.get(at - 1).image()));
                assertThat(neighbours.next())
                        .isEqualTo(
                                at == cards.size() - 1
                                        ? Optional.empty()
                                        : Optional.of(cards.get(at + 1).image()));
            }
            assertThat(gallery.listImages(filter(order), 10))
                    .isEqualTo(cards.stream().map(GalleryCard::image).toList());
        });
    }

    @Test
    void a_histogram_counts_all_scores_of_the_other_filters() {
        scored(0.31);
        scored(0.33);
        scored(1);
        scored(0);
        rejected();

        List<Gallery.ScoreBin> all = List.of(
                new Gallery.ScoreBin(0, 1),
                new Gallery.ScoreBin(12, 1),
                new Gallery.ScoreBin(13, 1),
                new Gallery.ScoreBin(39, 1));
        assertThat(tenants.call(tenant, () -> gallery.histogram(filter(null, 0.9, null))))
                .isEqualTo(all);
        // The images are read here, and counted by the database above.
        assertThat(tenants.call(tenant, () -> gallery.histogram(filter(StateFilter.SCORED, 0.9, null))))
                .isEqualTo(all);
    }

    @Test
    void a_histogram_follows_images_that_are_scored_again_and_deleted() throws Exception {
        UUID image = scored(0.31);
        scored(0.92);
        execute("update analysis set score = 0.55 where image_id = '%s'".formatted(image));
        assertThat(tenants.call(tenant, () -> gallery.histogram(GalleryFilter.ALL)))
                .containsExactly(new Gallery.ScoreBin(22, 1), new Gallery.ScoreBin(36, 1));

        execute("delete from analysis where image_id = '%s'".formatted(image));
        assertThat(tenants.call(tenant, () -> gallery.histogram(GalleryFilter.ALL)))
                .containsExactly(new Gallery.ScoreBin(36, 1));
    }

    @Test
    void percent_signs_and_underscores_in_a_name_are_characters() throws Exception {
        UUID percent = named("50% off_sale.jpg");
        UUID plain = named("50 offXsale.jpg");
        named("sunset.jpg");

        assertThat(list(named("50%", null, null))).containsExactly(percent);
        assertThat(list(named("off_sale", null, null))).containsExactly(percent);
        assertThat(list(named("%", null, null))).containsExactly(percent);
        assertThat(list(named("_", null, null))).containsExactly(percent);
        assertThat(list(named("\\", null, null))).isEmpty();
        assertThat(list(named("OFFxSALE", null, null))).containsExactly(plain);
        assertThat(list(named("50 ", null, null))).containsExactly(plain);
    }

    @Test
    void a_name_that_many_images_have_is_found_page_by_page() throws Exception {
        UUID copied = named("holiday.jpg");
        named("sunset.jpg");
        execute("""
            create temporary table copies as select gen_random_uuid() as id from generate_series(1, %d);
            insert into image select c.id, i.tenant_id, i.filename, i.content_type, i.declared_bytes, i.state, i.etag,
                i.bytes, i.sha256, i.width, i.height, i.preview_width, i.preview_height, i.created_at
              from image i, copies c where i.id = '%s';
            """.formatted(Gallery.MAX_NAMED, copied));

        assertThat(tenants.call(tenant, () -> gallery.count(named("holiday", null, null))))
                .as("images with a result")
                .isEqualTo(1);
        assertThat(list(named("holiday", null, null))).containsExactly(copied);
    }

    @Test
    void a_name_is_not_found_in_another_tenants_library() throws Exception {
        named("holiday.jpg");

        TenantId other = tenants.open("free");

        assertThat(tenants.call(other, () -> gallery.listCards(named("holiday", null, null), null, 10)))
                .isEmpty();
        assertThat(tenants.call(
                        other,
                        () -> inTransaction.call(() -> database.sql("select find_images_by_filename('%holiday%', 10)")
                                .list(UUID.class))))
                .isEmpty();
    }

    private UUID named(String filename) throws SQLException {
        UUID image = scored(0.5);
        execute("update image set filename = '%s' where id = '%s'".formatted(filename, image));
        return image;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection owner = TestDatabase.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void a_filter_restricts_by_project() {
        UUID inside = scored(0.5);
        scored(0.6);
        UUID project = tenants.call(tenant, () -> ((ManageProjects.Saved) manageProjects.create("Spring")).project())
                .id();
        tenants.run(tenant, () -> assignImages.assign(List.of(inside), Optional.of(project)));
        GalleryFilter filter = inProject(project);

        assertThat(list(filter)).containsExactly(inside);
        assertThat(tenants.call(tenant, () -> gallery.count(filter))).isEqualTo(1);
    }

    @Test
    void images_are_counted_by_their_result() {
        scored(0.5);
        scored(0.6);
        rejected();
        requested();
        GalleryFilter scored = filter(StateFilter.SCORED, null, null);

        assertThat(tenants.call(tenant, gallery::counts)).isEqualTo(new GalleryCounts(1, 2, 1));
        assertThat(tenants.call(tenant, () -> gallery.count(scored))).isEqualTo(2);
        assertThat(tenants.call(tenant, () -> gallery.count(filter(StateFilter.SCORED, 0.55, null))))
                .isEqualTo(1);
        assertThat(tenants.call(tenant, () -> gallery.count(named("test", null, null))))
                .isEqualTo(4);
    }

    @Test
    void matches_are_counted_up_to_a_limit() throws Exception {
        UUID copied = scored(0.5);
        execute("""
            create temporary table copies as
              select gen_random_uuid() as image, gen_random_uuid() as analysis from generate_series(1, %d);
            insert into image select c.image, i.tenant_id, i.filename, i.content_type, i.declared_bytes, i.state, i.etag,
                i.bytes, i.sha256, i.width, i.height, i.preview_width, i.preview_height, i.created_at
              from image i, copies c where i.id = '%s';
            insert into analysis (id, tenant_id, image_id, state, deep_map, bulk, credit_period, created_at, finished_at, score,
                interval_low, interval_high, percentile, out_of_domain, model_name, model_version, credits)
              select c.analysis, a.tenant_id, c.image, a.state, a.deep_map, a.bulk, a.credit_period, a.created_at, a.finished_at,
                a.score, a.interval_low, a.interval_high, a.percentile, a.out_of_domain, a.model_name, a.model_version, a.credits
              from analysis a, copies c where a.image_id = '%s';
            """.formatted(Gallery.MAX_COUNTED + 1, copied, copied));

        for (GalleryFilter filter :
                List.of(named("test", null, null), filter(null, 0.1, null), filter(StateFilter.SCORED, null, null))) {
            assertThat(tenants.call(tenant, () -> gallery.count(filter))).isEqualTo(Gallery.MAX_COUNTED + 1L);
        }
    }

    @Test
    void another_tenants_images_are_not_shown() {
        scored(0.5);
        TenantId other = tenants.open("free");

        assertThat(tenants.call(other, () -> gallery.listCards(GalleryFilter.ALL, null, 10)))
                .isEmpty();
        assertThat(tenants.call(other, gallery::counts)).isEqualTo(new GalleryCounts(0, 0, 0));
    }

    @Test
    void selected_images_come_in_the_given_order_and_unknown_ones_are_left_out() {
        UUID one = scored(0.5);
        UUID two = scored(0.6);

        List<GalleryCard> cards = tenants.call(tenant, () -> gallery.listCards(List.of(two, UUID.randomUUID(), one)));

        assertThat(cards).extracting(GalleryCard::image).containsExactly(two, one);
    }

    @ParameterizedTest
    @EnumSource(GalleryOrder.class)
    void pages_show_every_image_once_in_any_order(GalleryOrder order) {
        for (int i = 0; i < 4; i++) {
            scored(0.5);
            scored(0.1 * i);
        }
        rejected();
        rejected();

        List<UUID> all = list(filter(order));

        assertThat(all).hasSize(10).doesNotHaveDuplicates();
        assertThat(pages(order, 3, Map.of())).isEqualTo(all);
    }

    @ParameterizedTest
    @EnumSource(GalleryOrder.class)
    void a_page_follows_an_image_that_was_deleted(GalleryOrder order) {
        for (int i = 0; i < 9; i++) {
            scored(0.1 * i);
        }
        List<UUID> all = list(filter(order));

        List<UUID> shown = pages(order, 3, Map.of(1, () -> tenants.run(tenant, () -> deleteImage.delete(all.get(2)))));

        assertThat(shown).isEqualTo(all);
    }

    @ParameterizedTest
    @EnumSource(
            value = GalleryOrder.class,
            names = {"HIGHEST", "LOWEST"})
    void pages_by_score_neither_skip_nor_repeat_images_while_the_library_is_scored_again(GalleryOrder order) {
        for (int i = 0; i < 9; i++) {
            scored(0.1 * i);
        }
        List<UUID> all = list(filter(order));

        List<UUID> shown = pages(
                order,
                3,
                Map.of(
                        1,
                        this::rescore,
                        2,
                        () -> scores.recordAll(lease -> {
                            // Only the last image of the first page gets another score, far away from where it was.
                            boolean moves = lease.image().equals(all.get(2));
                            double before = 0.1
                                    * (order == GalleryOrder.HIGHEST
                                            ? 8 - all.indexOf(lease.image())
                                            : all.indexOf(lease.image()));
                            return TestScores.scored(
                                    lease.image(), moves ? (order == GalleryOrder.HIGHEST ? 0.99 : 0.001) : before);
                        })));

        assertThat(shown).isEqualTo(all);
    }

    @Test
    void a_rescoring_shows_when_it_is_done() {
        UUID image = scored(0.4);
        rescore();

        assertThat(score(image)).hasValueSatisfying(value -> assertThat(value).isBetween(0.399, 0.401));
        assertThat(tenants.call(tenant, gallery::counts)).isEqualTo(new GalleryCounts(0, 1, 0));

        scores.scoreAll(0.8);

        assertThat(score(image)).hasValueSatisfying(value -> assertThat(value).isBetween(0.799, 0.801));
    }

    private void rescore() {
        clock.tick(Duration.ofMinutes(1));
        tenants.callAsOperator(() -> {
            UUID rescoring = rescoreLibrary.request(tenant).id();
            rescoreLibrary.queue(rescoring, rescoreLibrary.listAfter(rescoring, new UUID(0, 0), 100));
            return rescoring;
        });
    }

    private Optional<Double> score(UUID image) {
        return tenants.call(tenant, () -> gallery.listCards(List.of(image))).stream()
                .findFirst()
                .flatMap(GalleryCard::score)
                .map(score -> score.value());
    }

    private UUID requested() {
        UUID image = images.upload(tenant);
        images.request(tenant, image);
        return image;
    }

    private UUID scored(double value) {
        clock.tick(Duration.ofMillis(1));
        UUID image = requested();
        scores.scoreAll(value);
        return image;
    }

    private UUID rejected() {
        clock.tick(Duration.ofMillis(1));
        UUID image = requested();
        scores.recordAll(lease -> new Outcome.Rejected("unreadable_image", "It cannot be read."));
        return image;
    }

    private List<UUID> list(GalleryFilter filter) {
        return tenants.call(tenant, () -> gallery.listCards(filter, null, 100)).stream()
                .map(GalleryCard::image)
                .toList();
    }

    /** Reads all pages; some work is done before the page of its number, the first of which is 0. */
    private List<UUID> pages(GalleryOrder order, int size, Map<Integer, Runnable> before) {
        List<UUID> shown = new ArrayList<>();
        @Nullable GalleryPosition after = null;
        for (int page = 0; ; page++) {
            before.getOrDefault(page, () -> {}).run();
            @Nullable GalleryPosition start = after;
            List<GalleryCard> cards = tenants.call(tenant, () -> gallery.listCards(filter(order), start, size));
            if (cards.isEmpty()) {
                return shown;
            }
            cards.forEach(card -> shown.add(card.image()));
            after = cards.get(cards.size() - 1).position();
        }
    }

    private static GalleryFilter filter(GalleryOrder order) {
        return new GalleryFilter(null, null, null, null, null, null, null, null, null, null, null, order);
    }

    private static GalleryFilter filter(@Nullable StateFilter state, @Nullable Double min, @Nullable Double max) {
        return new GalleryFilter(null, state, null, null, null, null, null, min, max, null, null, GalleryOrder.NEWEST);
    }

    private static GalleryFilter named(String text, @Nullable LocalDate from, @Nullable LocalDate to) {
        return new GalleryFilter(text, null, null, null, null, null, null, null, null, from, to, GalleryOrder.NEWEST);
    }

    private static GalleryFilter inProject(UUID project) {
        return new GalleryFilter(
                null, null, project, null, null, null, null, null, null, null, null, GalleryOrder.NEWEST);
    }
}
