package com.engram.analysis.results;

import static com.engram.testing.TestQueue.scored;
import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.BatchFinished;
import com.engram.analysis.BatchProgress;
import com.engram.analysis.Batches;
import com.engram.analysis.intake.RetryAnalyses;
import com.engram.analysis.queue.Lease;
import com.engram.analysis.scorers.Outcome;
import com.engram.images.deletion.DeleteImage;
import com.engram.plans.usage.CreditAllowance;
import com.engram.tenancy.TenantId;
import com.engram.testing.AtOnce;
import com.engram.testing.DomainTest;
import com.engram.testing.TestImages;
import com.engram.testing.TestQueue;
import com.engram.testing.TestTenants;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** When batches finish, and what cancelling and retrying them does. */
@DomainTest
class BatchesTest {

    private final TestQueue queue;
    private final TestTenants tenants;
    private final TestImages images;
    private final Batches batches;
    private final CancelBatch cancelBatch;
    private final FinishBatches finishBatches;
    private final RetryAnalyses retryAnalyses;
    private final DeleteImage deleteImage;
    private final CreditAllowance allowance;
    private final FinishedEvents events;
    private final TenantId tenant;

    BatchesTest(
            TestQueue queue,
            TestTenants tenants,
            TestImages images,
            Batches batches,
            CancelBatch cancelBatch,
            FinishBatches finishBatches,
            RetryAnalyses retryAnalyses,
            DeleteImage deleteImage,
            CreditAllowance allowance,
            FinishedEvents events) {
        this.queue = queue;
        this.tenants = tenants;
        this.images = images;
        this.batches = batches;
        this.cancelBatch = cancelBatch;
        this.finishBatches = finishBatches;
        this.retryAnalyses = retryAnalyses;
        this.deleteImage = deleteImage;
        this.allowance = allowance;
        this.events = events;
        this.tenant = tenants.open("free");
    }

    @Test
    void a_batch_counts_its_outcomes_and_finishes_once_with_the_last() {
        UUID batch = images.queueBatch(tenant, 3);
        List<Lease> leases = queue.pick(3);

        queue.record(leases.get(0), scored("aa"));
        queue.record(leases.get(1), new Outcome.Rejected("unreadable_image", "The file ends too early."));
        assertThat(progress(batch)).isEqualTo(new BatchProgress(1, 1, 1, 0));
        assertThat(isFinished(batch)).isFalse();
        queue.record(leases.get(2), scored("bb"));

        assertThat(progress(batch)).isEqualTo(new BatchProgress(0, 2, 1, 0));
        assertThat(isFinished(batch)).isTrue();
        assertThat(events.batches()).containsExactly(new BatchFinished(batch, tenant));
        assertThat(reserved()).isZero();
    }

    @Test
    void the_last_two_analyses_of_a_batch_finish_it_once_even_at_the_same_time() throws Exception {
        UUID batch = images.queueBatch(tenant, 2);
        Queue<Lease> leases = new ConcurrentLinkedQueue<>(queue.pick(2));

        AtOnce.run(2, () -> {
            Lease lease = leases.remove();
            return queue.record(lease, scored(lease.image().toString()));
        });

        assertThat(isFinished(batch)).isTrue();
        assertThat(events.batches()).hasSize(1);
    }

    @Test
    void cancelling_a_batch_fails_what_waits_and_releases_its_credits() {
        UUID batch = images.queueBatch(tenant, 3);

        assertThat(cancel(batch)).isTrue();

        assertThat(progress(batch)).isEqualTo(new BatchProgress(0, 0, 0, 3));
        assertThat(isFinished(batch)).isTrue();
        assertThat(reserved()).isZero();
        assertThat(queue.pick(3)).isEmpty();
        assertThat(events.analyses())
                .hasSize(3)
                .allSatisfy(analysis -> assertThat(analysis.problemCode()).contains("cancelled"));
        assertThat(events.batches()).hasSize(1);
    }

    @Test
    void an_analysis_that_is_being_scored_is_finished_although_its_batch_is_cancelled() {
        UUID batch = images.queueBatch(tenant, 2);
        Lease lease = queue.pick(1).get(0);

        cancel(batch);
        assertThat(isFinished(batch)).isFalse();
        queue.record(lease, scored("aa"));

        assertThat(progress(batch)).isEqualTo(new BatchProgress(0, 1, 0, 1));
        assertThat(isFinished(batch)).isTrue();
    }

    @Test
    void a_cancelled_batch_can_be_retried_and_finishes_again() {
        UUID batch = images.queueBatch(tenant, 2);
        cancel(batch);

        tenants.run(tenant, () -> retryAnalyses.retryFailedOfBatch(batch));
        assertThat(isFinished(batch)).isFalse();
        assertThat(reserved()).isEqualTo(2);
        for (Lease lease : queue.pick(2)) {
            queue.record(lease, scored(lease.image().toString()));
        }

        assertThat(progress(batch)).isEqualTo(new BatchProgress(0, 2, 0, 0));
        assertThat(events.batches()).hasSize(2);
        assertThat(reserved()).isZero();
    }

    @Test
    void cancelling_a_finished_batch_changes_nothing() {
        UUID batch = images.queueBatch(tenant, 1);
        queue.record(queue.pick(1).get(0), scored("aa"));

        assertThat(cancel(batch)).isTrue();

        assertThat(progress(batch)).isEqualTo(new BatchProgress(0, 1, 0, 0));
        assertThat(events.batches()).hasSize(1);
    }

    @Test
    void another_tenants_batch_cannot_be_cancelled() {
        UUID batch = images.queueBatch(tenant, 1);
        TenantId other = tenants.open("free");

        assertThat(tenants.call(other, () -> cancelBatch.cancel(batch))).isFalse();

        assertThat(progress(batch)).isEqualTo(new BatchProgress(1, 0, 0, 0));
    }

    @Test
    void a_batch_whose_last_images_were_deleted_is_finished_by_housekeeping() {
        UUID batch = images.queueBatch(tenant, 1);
        UUID image = queue.pick(1).get(0).image();
        tenants.run(tenant, () -> deleteImage.delete(image));
        assertThat(isFinished(batch)).isFalse();

        assertThat(tenants.callAsOperator(finishBatches::finishAbandoned)).isEqualTo(1);

        assertThat(isFinished(batch)).isTrue();
        assertThat(events.batches()).containsExactly(new BatchFinished(batch, tenant));
    }

    private boolean cancel(UUID batch) {
        return tenants.call(tenant, () -> cancelBatch.cancel(batch));
    }

    private BatchProgress progress(UUID batch) {
        return tenants.call(tenant, () -> batches.findBatch(batch).orElseThrow().progress());
    }

    private boolean isFinished(UUID batch) {
        return tenants.call(
                tenant,
                () -> batches.findBatch(batch)
                        .orElseThrow()
                        .batch()
                        .finishedAt()
                        .isPresent());
    }

    private int reserved() {
        return tenants.call(tenant, () -> allowance.usage().reserved());
    }
}
