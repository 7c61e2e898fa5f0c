package com.engram.analysis.arrivals;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.AnalysesOnArrival;
import com.engram.analysis.AnalysesOnArrival.Requested;
import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.analysis.intake.AnalysisOptions;
import com.engram.analysis.intake.AnalysisRequestResult;
import com.engram.analysis.intake.BatchOptions;
import com.engram.analysis.intake.BatchRequestResult;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.analysis.intake.RequestAnalysisOnArrival;
import com.engram.analysis.intake.RequestBatch;
import com.engram.images.Images;
import com.engram.images.deletion.ExpiredImages;
import com.engram.images.storage.ImageKeys;
import com.engram.images.upload.ReceiveImage;
import com.engram.plans.usage.CreditAllowance;
import com.engram.plans.usage.Usage;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.engram.testing.AtOnce;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import com.engram.testing.fakes.FakeObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Images whose analysis is requested with the form of their upload. */
@DomainTest
class AnalyseArrivedUploadTest {

    /** The images per month of the plan free. */
    private static final int MONTHLY = 100;

    private final AnalyseArrivedUpload analyseArrivedUpload;
    private final FindArrivals findArrivals;
    private final RequestAnalysisOnArrival requestOnArrival;
    private final RequestAnalysis requestAnalysis;
    private final RequestBatch requestBatch;
    private final AnalysesOnArrival requests;
    private final ReceiveImage receiveImage;
    private final Images images;
    private final ExpiredImages expiredImages;
    private final CreditAllowance allowance;
    private final FakeObjectStore store;
    private final TestScores scores;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;

    AnalyseArrivedUploadTest(
            AnalyseArrivedUpload analyseArrivedUpload,
            FindArrivals findArrivals,
            RequestAnalysisOnArrival requestOnArrival,
            RequestAnalysis requestAnalysis,
            RequestBatch requestBatch,
            AnalysesOnArrival requests,
            ReceiveImage receiveImage,
            Images images,
            ExpiredImages expiredImages,
            CreditAllowance allowance,
            FakeObjectStore store,
            TestScores scores,
            TestTenants tenants,
            SettableClock clock) {
        this.analyseArrivedUpload = analyseArrivedUpload;
        this.findArrivals = findArrivals;
        this.requestOnArrival = requestOnArrival;
        this.requestAnalysis = requestAnalysis;
        this.requestBatch = requestBatch;
        this.requests = requests;
        this.receiveImage = receiveImage;
        this.images = images;
        this.expiredImages = expiredImages;
        this.allowance = allowance;
        this.store = store;
        this.scores = scores;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
    }

    @Test
    void an_announced_upload_is_analysed_and_charged_once() {
        UUID image = ordered(false);
        arrive(image);

        assertThat(announce(image)).isEqualTo(UploadArrival.ACCEPTED);

        assertThat(usage().reserved()).isEqualTo(1);
        scores.scoreAll(0.5);
        assertThat(usage().used()).isEqualTo(1);
        assertThat(request(image).analysis()).isPresent();
    }

    @Test
    void an_announcement_that_is_repeated_changes_nothing() throws Exception {
        UUID image = ordered(false);
        arrive(image);

        List<UploadArrival> results = AtOnce.run(4, () -> announce(image));
        assertThat(results).containsOnlyOnce(UploadArrival.ACCEPTED);
        assertThat(announce(image)).isEqualTo(UploadArrival.NOT_REQUESTED);
        assertThat(usage().reserved()).isEqualTo(1);
    }

    @Test
    void a_client_that_requests_the_analysis_too_gets_the_same_one() {
        UUID image = ordered(false);
        arrive(image);
        announce(image);

        Analysis requested = requestByClient(image, false);

        assertThat(request(image).analysis()).contains(requested.id());
        assertThat(usage().reserved()).isEqualTo(1);
    }

    @Test
    void a_client_that_requests_the_analysis_after_it_is_done_gets_the_same_one() {
        UUID image = ordered(false);
        arrive(image);
        announce(image);
        scores.scoreAll(0.5);

        Analysis requested = requestByClient(image, false);

        assertThat(requested.state()).isEqualTo(AnalysisState.DONE);
        assertThat(request(image).analysis()).contains(requested.id());
        assertThat(usage().used()).isEqualTo(1);
        assertThat(usage().reserved()).isZero();
    }

    @Test
    void the_client_gets_it_once_and_another_analysis_when_it_asks_again() {
        UUID image = ordered(false);
        arrive(image);
        announce(image);
        UUID first = requestByClient(image, false).id();

        assertThat(requestByClient(image, false).id()).isNotEqualTo(first);
    }

    @Test
    void a_client_that_is_faster_than_the_announcement_has_the_only_analysis() {
        UUID image = ordered(false);
        arrive(image);

        requestByClient(image, false);

        assertThat(announce(image)).isEqualTo(UploadArrival.NOT_REQUESTED);
        assertThat(tenants.call(tenant, () -> requests.find(image))).isEmpty();
        assertThat(usage().reserved()).isEqualTo(1);
    }

    @Test
    void a_client_and_an_announcement_at_the_same_time_reserve_one_credit() throws Exception {
        for (int i = 0; i < 5; i++) {
            UUID image = ordered(false);
            arrive(image);
            int before = usage().reserved();

            AtomicBoolean announced = new AtomicBoolean();
            AtOnce.run(2, () -> announced.compareAndSet(false, true) ? announce(image) : requestByClient(image, false));

            assertThat(usage().reserved()).isEqualTo(before + 1);
        }
    }

    @Test
    void a_batch_that_takes_the_image_ends_the_request() {
        UUID image = ordered(false);
        arrive(image);
        assertThat(tenants.call(
                        tenant, () -> requestBatch.request(new BatchOptions(Set.of(image), "Spring", false, false))))
                .isInstanceOf(BatchRequestResult.Accepted.class);

        assertThat(announce(image)).isEqualTo(UploadArrival.NOT_REQUESTED);

        assertThat(tenants.call(tenant, () -> requests.find(image))).isEmpty();
        assertThat(usage().reserved()).isEqualTo(1);
    }

    @Test
    void the_plan_is_checked_when_the_bytes_arrive() {
        UUID image = ordered(false);
        arrive(image);
        tenants.run(
                tenant,
                () -> assertThat(allowance.reserve(MONTHLY, allowance.period())).isEmpty());

        assertThat(announce(image)).isEqualTo(UploadArrival.REFUSED);

        assertThat(request(image).problemCode()).contains("quota_exceeded");
        assertThat(usage().reserved()).isEqualTo(MONTHLY);
        assertThat(announce(image)).as("refused for good").isEqualTo(UploadArrival.NOT_REQUESTED);
        assertThat(tenants.call(
                        tenant, () -> images.findImage(image).orElseThrow().isAwaitingUpload()))
                .isTrue();
    }

    @Test
    void a_file_that_is_larger_than_the_plan_allows_is_refused() {
        UUID image = ordered(false);
        store.put(ImageKeys.incoming(image), new byte[30 << 20]);

        assertThat(announce(image)).isEqualTo(UploadArrival.REFUSED);

        assertThat(request(image).problemCode()).contains("image_too_large");
        assertThat(usage().reserved()).isZero();
    }

    @Test
    void a_refused_upload_is_deleted_like_one_that_nobody_uses() {
        UUID image = ordered(false);
        store.put(ImageKeys.incoming(image), new byte[30 << 20]);
        announce(image);

        clock.tick(Duration.ofHours(2));

        assertThat(tenants.callAsOperator(() -> expiredImages.listAbandonedUploads(10)))
                .contains(image);
    }

    @Test
    void a_deep_heatmap_that_the_plan_does_not_have_is_refused_before_the_upload() {
        assertThat(tenants.call(tenants.open("try-it"), () -> requestOnArrival.findRefusal(true)))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.reason()).isEqualTo(RefusalReason.HEATMAPS_NOT_IN_PLAN));
        assertThat(tenants.call(tenants.open("try-it"), () -> requestOnArrival.findRefusal(false)))
                .isEmpty();
    }

    @Test
    void a_request_with_a_deep_heatmap_is_no_answer_to_one_without() {
        TenantId pro = tenants.open("pro");
        UUID image = tenants.call(pro, () -> ordered(true));
        arrive(image);
        announce(image);

        Analysis other =
                tenants.call(pro, () -> accepted(requestAnalysis.request(image, AnalysisOptions.single(false))));

        assertThat(other.isDeepHeatmapRequested()).isFalse();
        Analysis same = tenants.call(pro, () -> accepted(requestAnalysis.request(image, AnalysisOptions.single(true))));
        assertThat(tenants.call(pro, () -> requests.find(image).orElseThrow()).analysis())
                .contains(same.id());
    }

    @Test
    void keys_that_are_no_uploads_and_images_without_a_request_are_ignored() {
        UUID plain = received();
        arrive(plain);

        assertThat(announce(plain)).isEqualTo(UploadArrival.NOT_REQUESTED);
        assertThat(announce(UUID.randomUUID())).isEqualTo(UploadArrival.NOT_REQUESTED);
        assertThat(analyseArrivedUpload.analyse("original-" + plain)).isEqualTo(UploadArrival.UNKNOWN_KEY);
        assertThat(analyseArrivedUpload.analyse("incoming-")).isEqualTo(UploadArrival.UNKNOWN_KEY);
        assertThat(analyseArrivedUpload.analyse("incoming-" + plain + "/../a")).isEqualTo(UploadArrival.UNKNOWN_KEY);
        assertThat(usage().reserved()).isZero();
    }

    @Test
    void a_request_waits_while_the_object_store_is_down() {
        UUID image = ordered(false);
        arrive(image);
        store.setDown(true);

        assertThat(announce(image)).isEqualTo(UploadArrival.TRY_AGAIN);

        store.setDown(false);
        assertThat(announce(image)).isEqualTo(UploadArrival.ACCEPTED);
    }

    @Test
    void without_an_announcement_the_store_is_asked() {
        UUID image = ordered(false);
        UUID neverUploaded = ordered(false);
        arrive(image);
        assertThat(findArrivals.check(10)).as("too early").isZero();

        clock.tick(Duration.ofSeconds(2));

        assertThat(findArrivals.check(10)).isEqualTo(2);
        assertThat(request(image).state()).isEqualTo(AnalysesOnArrival.State.ACCEPTED);
        assertThat(request(neverUploaded).state()).isEqualTo(AnalysesOnArrival.State.WAITING);
    }

    @Test
    void a_form_that_is_never_used_costs_few_calls_of_the_store() {
        ordered(false);
        int checks = 0;
        for (int second = 0; second < 3_600; second += 15) {
            clock.tick(Duration.ofSeconds(15));
            checks += findArrivals.check(10);
        }

        assertThat(checks).isBetween(10, 40);
    }

    /** An image of the current tenant, or of this test's one, whose form came with a request for the analysis. */
    private UUID ordered(boolean deepHeatmap) {
        UUID image = received();
        runInScope(() -> requestOnArrival.request(image, deepHeatmap));
        return image;
    }

    private UUID received() {
        UUID[] image = new UUID[1];
        runInScope(() -> image[0] = ((ReceiveImage.Accepted)
                        receiveImage.receive(new ReceiveImage.UploadRequest("a.jpg", "image/jpeg", 100)))
                .image());
        return image[0];
    }

    private void runInScope(Runnable work) {
        if (Scope.tenant().isPresent()) {
            work.run();
        } else {
            tenants.run(tenant, work);
        }
    }

    private void arrive(UUID image) {
        store.put(ImageKeys.incoming(image), image.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private UploadArrival announce(UUID image) {
        return analyseArrivedUpload.analyse(ImageKeys.incoming(image));
    }

    private Requested request(UUID image) {
        return tenants.call(tenant, () -> requests.find(image)).orElseThrow();
    }

    private Analysis requestByClient(UUID image, boolean deepHeatmap) {
        return tenants.call(
                tenant, () -> accepted(requestAnalysis.request(image, AnalysisOptions.single(deepHeatmap))));
    }

    private static Analysis accepted(AnalysisRequestResult result) {
        assertThat(result).isInstanceOf(AnalysisRequestResult.Accepted.class);
        return ((AnalysisRequestResult.Accepted) result).analysis();
    }

    private Usage usage() {
        return tenants.call(tenant, allowance::usage);
    }
}
