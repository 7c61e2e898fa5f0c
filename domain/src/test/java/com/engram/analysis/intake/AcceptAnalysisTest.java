package com.engram.analysis.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.analysis.Batch;
import com.engram.analysis.Batches;
import com.engram.images.upload.ReceiveImage;
import com.engram.plans.usage.CreditAllowance;
import com.engram.plans.usage.Usage;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import com.engram.testing.AtOnce;
import com.engram.testing.DomainTest;
import com.engram.testing.TestDatabase;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which requests for analyses are accepted, and what they reserve. */
@DomainTest
class AcceptAnalysisTest {

    /** The images per month of the plan free. */
    private static final int MONTHLY = 100;

    private final RequestBatch requestBatch;
    private final ReceiveImage receiveImage;
    private final Batches batches;
    private final CreditAllowance allowance;
    private final TestImages images;
    private final TestScores scores;
    private final TestTenants tenants;
    private final TenantId tenant;

    AcceptAnalysisTest(
            RequestBatch requestBatch,
            ReceiveImage receiveImage,
            Batches batches,
            CreditAllowance allowance,
            TestImages images,
            TestScores scores,
            TestTenants tenants) {
        this.requestBatch = requestBatch;
        this.receiveImage = receiveImage;
        this.batches = batches;
        this.allowance = allowance;
        this.images = images;
        this.scores = scores;
        this.tenants = tenants;
        this.tenant = tenants.open("free");
        setModel(TestScores.MODEL.fullName());
    }

    @Test
    void another_model_scores_the_same_image_again() {
        UUID image = scored();
        setModel("test:2");

        assertThat(accepted(images.request(tenant, image)).state()).isEqualTo(AnalysisState.QUEUED);
    }

    @Test
    void an_analysis_before_its_bytes_is_refused_and_reserves_nothing() {
        UUID image = notUploaded();

        assertThat(reasonOf(images.request(tenant, image))).isEqualTo(RefusalReason.UPLOAD_MISSING);
        assertThat(usage().reserved()).isZero();
    }

    @Test
    void an_unknown_image_and_another_tenants_image_are_not_found() {
        UUID foreign = images.upload(tenants.open("free"));

        assertThat(images.request(tenant, UUID.randomUUID())).isInstanceOf(AnalysisRequestResult.ImageNotFound.class);
        assertThat(images.request(tenant, foreign)).isInstanceOf(AnalysisRequestResult.ImageNotFound.class);
    }

    @Test
    void an_accepted_analysis_reserves_a_credit_and_uses_it_when_it_is_done() {
        images.queue(tenant);
        assertThat(usage().reserved()).isEqualTo(1);

        scores.scoreAll(0.5);

        assertThat(usage().reserved()).isZero();
        assertThat(usage().used()).isEqualTo(1);
    }

    @Test
    void the_last_credit_goes_to_one_of_many_parallel_requests() throws Exception {
        reserveAllBut(1);
        List<UUID> waiting =
                IntStream.range(0, 4).mapToObj(i -> images.upload(tenant)).toList();
        AtomicInteger next = new AtomicInteger();

        List<AnalysisRequestResult> results =
                AtOnce.run(4, () -> images.request(tenant, waiting.get(next.getAndIncrement())));

        assertThat(results.stream().filter(AnalysisRequestResult.Accepted.class::isInstance))
                .hasSize(1);
        assertThat(usage().reserved()).isEqualTo(MONTHLY);
    }

    @Test
    void a_batch_beyond_the_allowance_is_refused_whole_and_says_what_is_left() {
        reserveAllBut(2);

        BatchRequestResult result = request(uploaded(3), false);

        assertThat(result).isInstanceOfSatisfying(BatchRequestResult.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(RefusalReason.QUOTA_EXCEEDED);
            assertThat(refused.refusal().detail()).contains("2 of its 100 images left", "needs 3");
        });
        assertThat(usage().reserved()).isEqualTo(MONTHLY - 2);
    }

    @Test
    void a_partial_batch_takes_what_is_left() {
        reserveAllBut(2);

        BatchRequestResult result = request(uploaded(3), true);

        assertThat(result).isInstanceOfSatisfying(BatchRequestResult.Accepted.class, accepted -> {
            assertThat(accepted.batch().total()).isEqualTo(2);
            assertThat(accepted.skipped()).isEqualTo(1);
        });
        assertThat(usage().reserved()).isEqualTo(MONTHLY);
    }

    @Test
    void a_batch_with_an_image_that_has_not_arrived_is_refused() {
        Set<UUID> ids = uploaded(1);
        ids.add(notUploaded());

        BatchRequestResult result = request(ids, false);

        assertThat(result).isInstanceOfSatisfying(BatchRequestResult.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(RefusalReason.UPLOAD_MISSING);
            assertThat(refused.refusal().detail()).contains("1 of these 2");
        });
    }

    @Test
    void a_partial_batch_skips_images_that_have_not_arrived() {
        Set<UUID> ids = uploaded(2);
        ids.add(notUploaded());

        assertThat(request(ids, true))
                .isInstanceOfSatisfying(
                        BatchRequestResult.Accepted.class,
                        accepted -> assertThat(accepted.skipped()).isEqualTo(1));
    }

    @Test
    void an_image_that_was_scored_is_done_at_once_and_costs_nothing() {
        UUID image = scored();

        Analysis again = accepted(images.request(tenant, image));

        assertThat(again.state()).isEqualTo(AnalysisState.DONE);
        assertThat(again.credits()).contains(0);
        assertThat(usage().used()).isEqualTo(1);
        assertThat(usage().reserved()).isZero();
    }

    @Test
    void an_image_that_was_scored_is_accepted_with_no_credit_left() {
        UUID image = scored();
        UUID other = images.upload(tenant);
        reserveAllBut(0);

        assertThat(accepted(images.request(tenant, image)).state()).isEqualTo(AnalysisState.DONE);
        assertThat(reasonOf(images.request(tenant, other))).isEqualTo(RefusalReason.QUOTA_EXCEEDED);
    }

    @Test
    void a_batch_of_scored_images_is_finished_at_once() {
        Set<UUID> ids = new LinkedHashSet<>(List.of(scored(), scored()));

        Batch batch = ((BatchRequestResult.Accepted) request(ids, false)).batch();

        assertThat(tenants.call(tenant, () -> batches.findBatch(batch.id()))
                        .orElseThrow()
                        .batch()
                        .finishedAt())
                .isPresent();
        assertThat(usage().used()).isEqualTo(2);
        assertThat(usage().reserved()).isZero();
    }

    /** Pins the model without a look at the backends, none of which serves one here. */
    private void setModel(String model) {
        try (Connection owner = TestDatabase.asOwner();
                PreparedStatement update = owner.prepareStatement("update tenant set pinned_model = ? where id = ?")) {
            update.setString(1, model);
            update.setObject(2, tenant.value());
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private UUID scored() {
        UUID image = images.upload(tenant);
        images.request(tenant, image);
        scores.scoreAll(0.5);
        return image;
    }

    private Set<UUID> uploaded(int count) {
        Set<UUID> ids = new LinkedHashSet<>();
        IntStream.range(0, count).forEach(i -> ids.add(images.upload(tenant)));
        return ids;
    }

    private UUID notUploaded() {
        ReceiveImage.Result result = tenants.call(
                tenant, () -> receiveImage.receive(new ReceiveImage.UploadRequest("a.jpg", "image/jpeg", 100)));
        return ((ReceiveImage.Accepted) result).image();
    }

    private void reserveAllBut(int credits) {
        tenants.run(
                tenant,
                () -> assertThat(allowance.reserve(usage().left().orElseThrow() - credits, allowance.period()))
                        .isEmpty());
    }

    private BatchRequestResult request(Set<UUID> ids, boolean partial) {
        return tenants.call(tenant, () -> requestBatch.request(new BatchOptions(ids, "Spring", false, partial)));
    }

    private Usage usage() {
        return tenants.call(tenant, allowance::usage);
    }

    private static Analysis accepted(AnalysisRequestResult result) {
        assertThat(result).isInstanceOf(AnalysisRequestResult.Accepted.class);
        return ((AnalysisRequestResult.Accepted) result).analysis();
    }

    private static RefusalReason reasonOf(AnalysisRequestResult result) {
        assertThat(result).isInstanceOf(AnalysisRequestResult.Refused.class);
        return ((AnalysisRequestResult.Refused) result).refusal().reason();
    }
}
