package com.engram.analysis.results;

import static com.engram.testing.TestQueue.scored;
import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.queue.Lease;
import com.engram.analysis.scorers.Outcome;
import com.engram.images.storage.ImageKeys;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.TestImages;
import com.engram.testing.TestQueue;
import com.engram.testing.TestTenants;
import com.engram.testing.fakes.FakeObjectStore;
import com.engram.testing.fakes.FakeScorer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to the uploaded bytes before and after a backend is called. */
@DomainTest
class ScoreLeaseTest {

    private final ScoreLease scoreLease;
    private final FakeScorer scorer;
    private final FakeObjectStore store;
    private final InTransaction inTransaction;
    private final Lease lease;

    ScoreLeaseTest(
            ScoreLease scoreLease,
            FakeScorer scorer,
            FakeObjectStore store,
            TestQueue queue,
            InTransaction inTransaction,
            TestImages images,
            TestTenants tenants) {
        this.scoreLease = scoreLease;
        this.scorer = scorer;
        this.store = store;
        this.inTransaction = inTransaction;
        images.queue(tenants.open("free"));
        this.lease = queue.pick(1).get(0);
    }

    @Test
    void the_original_is_what_a_backend_reads() {
        Outcome scored = scored("aa");
        scorer.answer(scored);

        assertThat(outcome()).isEqualTo(scored);

        assertThat(store.keys()).containsExactly(ImageKeys.original(lease.image()));
        assertThat(scorer.requests())
                .singleElement()
                .satisfies(
                        request -> assertThat(request.image().getPath()).endsWith(ImageKeys.original(lease.image())));
    }

    @Test
    void a_backend_works_outside_the_callers_transaction() {
        scorer.answer(scored("aa"));
        List<Boolean> inTransactions = new ArrayList<>();
        scorer.onScore(() -> inTransactions.add(inTransaction.isActive()));

        inTransaction.call(this::outcome);

        assertThat(inTransactions).containsExactly(false);
    }

    @Test
    void a_second_upload_with_the_same_form_is_rejected_before_the_first_is_scored() {
        store.put(ImageKeys.incoming(lease.image()), new byte[] {1});

        assertRejected("upload_changed");
        assertThat(scorer.requests()).isEmpty();
    }

    @Test
    void a_second_upload_after_the_original_was_stored_changes_nothing() {
        scorer.answer(new Outcome.Retry("The scorer failed", Outcome.Cause.FAILED));
        outcome();
        store.put(ImageKeys.incoming(lease.image()), new byte[] {1});
        Outcome scored = scored("aa");
        scorer.answer(scored);

        assertThat(outcome()).isEqualTo(scored);
    }

    @Test
    void missing_bytes_are_rejected() {
        store.delete(List.of(ImageKeys.incoming(lease.image())));

        assertRejected("upload_missing");
    }

    @Test
    void an_original_that_is_missing_when_the_backend_reads_it_is_rejected() {
        scorer.answer(new Outcome.Retry("Not found", Outcome.Cause.STORAGE));
        outcome();
        store.delete(List.of(ImageKeys.original(lease.image())));

        assertRejected("upload_missing");
    }

    @Test
    void an_unreachable_store_does_not_count_as_an_attempt() {
        store.setDown(true);

        assertThat(outcome())
                .isInstanceOfSatisfying(
                        Outcome.Retry.class,
                        retry -> assertThat(retry.countsAsAttempt()).isFalse());
    }

    private Outcome outcome() {
        return scoreLease.score(lease).outcome().outcome();
    }

    private void assertRejected(String code) {
        assertThat(outcome())
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(code));
    }
}
