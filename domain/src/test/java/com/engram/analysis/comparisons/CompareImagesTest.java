package com.engram.analysis.comparisons;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.ComparisonRequest;
import com.engram.analysis.scorers.ComparisonRequest.ByFeatures;
import com.engram.analysis.scorers.ComparisonRequest.ByUrl;
import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Outcome.Cause;
import com.engram.analysis.scorers.ServedModel;
import com.engram.analysis.scorers.estimates.ImageEstimate;
import com.engram.analysis.scorers.estimates.ImageFeatures;
import com.engram.analysis.scorers.estimates.PairEstimate;
import com.engram.images.deletion.DeleteImage;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import com.engram.testing.fakes.FakeScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which images are compared, by which model, and what is kept of it. */
@DomainTest
class CompareImagesTest {

    private static final Model OLD = new Model("engram", "aaaaaaaaaaaa");
    private static final Model NEW = new Model("engram", "bbbbbbbbbbbb");

    private final CompareImages compareImages;
    private final KeepComparison keepComparison;
    private final Comparisons comparisons;
    private final DeleteImage deleteImage;
    private final FakeScorer scorer;
    private final TestImages images;
    private final TestScores scores;
    private final TestTenants tenants;
    private final InTransaction inTransaction;
    private final TenantId tenant;

    CompareImagesTest(
            CompareImages compareImages,
            KeepComparison keepComparison,
            Comparisons comparisons,
            DeleteImage deleteImage,
            FakeScorer scorer,
            TestImages images,
            TestScores scores,
            TestTenants tenants,
            InTransaction inTransaction) {
        this.compareImages = compareImages;
        this.keepComparison = keepComparison;
        this.comparisons = comparisons;
        this.deleteImage = deleteImage;
        this.scorer = scorer;
        this.images = images;
        this.scores = scores;
        this.tenants = tenants;
        this.inTransaction = inTransaction;
        this.tenant = tenants.open("business");
        scorer.serve(new ServedModel(NEW, true, ""));
        scorer.answerComparisons(CompareImagesTest::compared);
    }

    @Test
    void images_are_compared_by_the_features_that_their_model_kept() {
        UUID high = scored(OLD, 0.9);
        UUID low = scored(OLD, 0.5);

        Comparison comparison = getComparison(List.of(low, high));

        assertThat(comparison.images()).extracting(ComparedImage::image).containsExactly(low, high);
        assertThat(comparison.ranking()).extracting(ComparedImage::image).containsExactly(high, low);
        assertThat(comparison.pairs()).hasSize(1);
        assertThat(comparison.findBest().map(ComparedImage::image)).contains(high);
        assertThat(scorer.comparisons()).singleElement().satisfies(request -> {
            assertThat(request.model()).contains(OLD.fullName());
            assertThat(request.images()).allMatch(ByFeatures.class::isInstance);
        });
    }

    @Test
    void images_of_several_models_are_compared_by_the_model_for_new_analyses() {
        UUID older = scored(OLD, 0.9);
        UUID newer = scored(NEW, 0.5);

        assertThat(getComparison(List.of(older, newer)).model()).isEqualTo(NEW);

        assertThat(scorer.comparisons()).singleElement().satisfies(request -> {
            assertThat(request.model()).contains(NEW.fullName());
            assertThat(request.images().get(0)).isInstanceOf(ByUrl.class);
            assertThat(request.images().get(1)).isInstanceOf(ByFeatures.class);
        });
    }

    @Test
    void images_of_a_model_that_is_no_longer_served_are_read_again() {
        UUID one = scored(OLD, 0.9);
        UUID other = scored(OLD, 0.5);
        scorer.answerComparisons(request -> request.model().equals(Optional.of(OLD.fullName()))
                ? new Outcome.Retry("No such model", Cause.MODEL_MISSING)
                : compared(request));

        assertThat(getComparison(List.of(one, other)).model()).isEqualTo(NEW);

        assertThat(scorer.comparisons()).hasSize(2);
        assertThat(scorer.comparisons().get(1).images()).allMatch(ByUrl.class::isInstance);
    }

    @Test
    void features_that_a_comparison_computed_are_kept_for_the_next_one() {
        UUID without = scoredWithoutFeatures(NEW, 0.9);
        UUID with = scored(NEW, 0.5);

        getComparison(List.of(without, with));
        getComparison(List.of(without, with));

        assertThat(scorer.comparisons().get(0).images().get(0)).isInstanceOf(ByUrl.class);
        assertThat(scorer.comparisons().get(1).images()).allMatch(ByFeatures.class::isInstance);
    }

    @Test
    void an_analysis_of_the_same_bytes_takes_over_the_features() {
        UUID image = scored(NEW, 0.9);
        UUID other = scored(NEW, 0.5);
        images.analyseAgain(tenant, image);

        getComparison(List.of(image, other));

        assertThat(scorer.comparisons().get(0).images()).allMatch(ByFeatures.class::isInstance);
    }

    @Test
    void no_image_of_another_tenant_is_compared() {
        UUID own = scored(NEW, 0.9);
        TenantId other = tenants.open("free");
        UUID foreign = images.upload(other);
        images.request(other, foreign);
        scores.scoreAll(0.5);

        assertThat(compare(List.of(own, foreign))).isInstanceOf(CompareImages.ImageNotFound.class);
        assertThat(compare(List.of(own, UUID.randomUUID()))).isInstanceOf(CompareImages.ImageNotFound.class);
        assertThat(scorer.comparisons()).isEmpty();
    }

    @Test
    void an_image_without_a_current_score_is_refused() {
        UUID scored = scored(NEW, 0.9);
        UUID waiting = images.upload(tenant);
        images.request(tenant, waiting);

        assertThat(refusal(List.of(scored, waiting))).isEqualTo("result_missing");
    }

    @Test
    void two_to_six_different_images_are_compared() {
        List<UUID> seven = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            seven.add(scored(NEW, 0.9 - i / 20.0));
        }

        assertThat(refusal(List.of())).isEqualTo("invalid_comparison");
        assertThat(refusal(seven.subList(0, 1))).isEqualTo("invalid_comparison");
        assertThat(refusal(List.of(seven.get(0), seven.get(0)))).isEqualTo("invalid_comparison");
        assertThat(refusal(seven)).isEqualTo("invalid_comparison");
        assertThat(getComparison(seven.subList(0, 6)).pairs()).hasSize(15);
    }

    @Test
    void a_backend_that_is_away_is_another_refusal_than_one_that_compares_no_images() {
        List<UUID> two = List.of(scored(NEW, 0.9), scored(NEW, 0.5));

        scorer.answerComparisons(request -> new Outcome.Retry("Connection refused", Cause.UNAVAILABLE));
        assertThat(refusal(two)).isEqualTo("comparison_unavailable");
        scorer.answerComparisons(request -> new Outcome.Retry("The store refused", Cause.STORAGE));
        assertThat(refusal(two)).isEqualTo("comparison_unavailable");
        scorer.answerComparisons(request -> new Outcome.Rejected("unsupported_task", "No.", true));
        assertThat(refusal(two)).isEqualTo("comparison_unsupported");
        scorer.answerComparisons(request -> new Outcome.Rejected("nothing_to_see", "An image shows nothing."));
        assertThat(refusal(two)).isEqualTo("not_comparable");
    }

    @Test
    void a_kept_comparison_is_read_again_as_it_was_until_one_of_its_images_is_deleted() {
        List<UUID> three = List.of(scored(NEW, 0.9), scored(NEW, 0.5), scored(NEW, 0.52));
        Comparison comparison = getComparison(three);

        KeptComparison kept = keep(comparison, Optional.of(" Spring ")).orElseThrow();

        assertThat(kept.name()).contains("Spring");
        assertThat(find(tenant, kept.id())).contains(kept);
        assertThat(find(tenants.open("free"), kept.id())).isEmpty();
        tenants.run(tenant, () -> deleteImage.delete(three.get(1)));
        assertThat(find(tenant, kept.id())).isEmpty();
    }

    @Test
    void a_comparison_of_an_image_that_was_deleted_meanwhile_is_not_kept() {
        List<UUID> two = List.of(scored(NEW, 0.9), scored(NEW, 0.5));
        Comparison comparison = getComparison(two);
        tenants.run(tenant, () -> deleteImage.delete(two.get(0)));

        assertThat(keep(comparison, Optional.empty())).isEmpty();
    }

    @Test
    void saved_comparisons_are_listed_the_newest_first_described_and_deleted() {
        Comparison comparison = getComparison(List.of(scored(NEW, 0.5), scored(NEW, 0.8)));
        UUID first = keep(comparison, Optional.of("Hero")).orElseThrow().id();
        UUID second = keep(comparison, Optional.empty()).orElseThrow().id();
        TenantId other = tenants.open("free");

        assertThat(list(tenant, Optional.empty())).containsExactly(second, first);
        assertThat(list(tenant, Optional.of(second))).containsExactly(first);
        assertThat(list(other, Optional.empty())).isEmpty();
        assertThat(tenants.call(
                        tenant,
                        () -> keepComparison.describe(second, Optional.of(" Feed "), Optional.of(" Which one? "))))
                .isTrue();
        assertThat(find(tenant, second)).hasValueSatisfying(kept -> {
            assertThat(kept.name()).contains("Feed");
            assertThat(kept.note()).contains("Which one?");
            assertThat(kept.comparison()).isEqualTo(comparison);
        });
        assertThat(tenants.call(other, () -> keepComparison.describe(first, Optional.of("Theirs"), Optional.empty())))
                .isFalse();
        assertThat(tenants.call(other, () -> comparisons.delete(first))).isFalse();
        assertThat(tenants.call(tenant, () -> comparisons.delete(first))).isTrue();
        assertThat(list(tenant, Optional.empty())).containsExactly(second);
        assertThat(KeepComparison.checkNote("x".repeat(2_001))).isPresent();
        assertThat(KeepComparison.checkNote("x".repeat(2_000))).isEmpty();
    }

    private List<UUID> list(TenantId owner, Optional<UUID> before) {
        return tenants.call(owner, () -> comparisons.listComparisons(before, 10)).stream()
                .map(KeptComparison::id)
                .toList();
    }

    @Test
    void a_name_has_one_to_a_hundred_characters() {
        assertThat(KeepComparison.checkName("x".repeat(100))).isEmpty();
        assertThat(KeepComparison.checkName(" ")).isPresent();
        assertThat(KeepComparison.checkName("x".repeat(101))).isPresent();
    }

    @Test
    void a_comparison_does_not_hold_the_callers_transaction() {
        List<UUID> two = List.of(scored(NEW, 0.9), scored(NEW, 0.5));
        scorer.answerComparisons(request -> {
            assertThat(inTransaction.isActive()).isFalse();
            return compared(request);
        });

        assertThat(tenants.call(tenant, () -> inTransaction.call(() -> compareImages.compare(two))))
                .isInstanceOf(CompareImages.Compared.class);
    }

    private UUID scored(Model model, double value) {
        UUID image = images.upload(tenant);
        images.request(tenant, image);
        scores.recordAll(lease -> TestScores.scored(lease.image(), value, model, features(value)));
        return image;
    }

    private UUID scoredWithoutFeatures(Model model, double value) {
        UUID image = images.upload(tenant);
        images.request(tenant, image);
        scores.recordAll(lease -> {
            Outcome.Scored scored = TestScores.scored(lease.image(), value);
            return new Outcome.Scored(scored.score(), scored.image(), model, scored.decomposition(), 5);
        });
        return image;
    }

    /** The features of these tests are the score as text; a file is worth 0.7. */
    private static ImageFeatures features(double value) {
        return ImageFeatures.of(String.valueOf(value).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static Outcome compared(ComparisonRequest request) {
        List<Double> values = request.images().stream()
                .map(input -> input instanceof ByFeatures known
                        ? Double.parseDouble(
                                new String(known.features().bytes(), java.nio.charset.StandardCharsets.US_ASCII))
                        : 0.7)
                .toList();
        List<PairEstimate> pairs = new ArrayList<>();
        for (int first = 0; first < values.size(); first++) {
            for (int second = first + 1; second < values.size(); second++) {
                double difference = values.get(first) - values.get(second);
                pairs.add(new PairEstimate(
                        first,
                        second,
                        difference,
                        difference - 0.1,
                        difference + 0.1,
                        Math.max(0, Math.min(1, 0.5 + 2 * difference))));
            }
        }
        String model = request.model().orElseThrow();
        return new Outcome.Compared(
                values.stream()
                        .map(value -> new ImageEstimate(value, value - 0.1, value + 0.1, features(value)))
                        .toList(),
                pairs,
                new Model(model.split(":")[0], model.split(":")[1]));
    }

    private CompareImages.Result compare(List<UUID> ids) {
        return tenants.call(tenant, () -> compareImages.compare(ids));
    }

    private Comparison getComparison(List<UUID> ids) {
        return ((CompareImages.Compared) compare(ids)).comparison();
    }

    private String refusal(List<UUID> ids) {
        return ((CompareImages.Refused) compare(ids)).refusal().reason().code();
    }

    private Optional<KeptComparison> keep(Comparison comparison, Optional<String> name) {
        return tenants.call(tenant, () -> keepComparison.keep(comparison, name));
    }

    private Optional<KeptComparison> find(TenantId owner, UUID id) {
        return tenants.call(owner, () -> comparisons.findComparison(id));
    }
}
