package com.engram.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.SkippedFiles.Skipped;
import com.engram.analysis.SkippedFiles.SkippedFile;
import com.engram.analysis.intake.BatchOptions;
import com.engram.analysis.intake.BatchRequestResult;
import com.engram.analysis.intake.RequestBatch;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestImages;
import com.engram.testing.TestPlans;
import com.engram.testing.TestTenants;
import com.engram.testing.TestTerms;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a batch left out. */
@DomainTest
class SkippedFilesTest {

    private final SkippedFiles skippedFiles;
    private final RequestBatch requestBatch;
    private final TestImages images;
    private final TestPlans plans;
    private final TestTenants tenants;

    SkippedFilesTest(
            SkippedFiles skippedFiles,
            RequestBatch requestBatch,
            TestImages images,
            TestPlans plans,
            TestTenants tenants) {
        this.skippedFiles = skippedFiles;
        this.requestBatch = requestBatch;
        this.images = images;
        this.plans = plans;
        this.tenants = tenants;
    }

    @Test
    void a_batch_keeps_the_names_of_skipped_files() {
        TenantId tenant = tenants.open("free");
        UUID batch = images.queueBatch(tenant, 1);
        SkippedFile notes = new SkippedFile("notes “1”.txt", "Its name is not that of an image.");

        tenants.run(tenant, () -> skippedFiles.record(batch, List.of(notes), 3));

        assertThat(find(tenant, batch)).isEqualTo(new Skipped(List.of(notes), 1, 3));
        assertThat(find(tenants.open("free"), batch)).isEqualTo(Skipped.NOTHING);
    }

    @Test
    void of_thousands_of_skipped_files_only_the_first_are_kept_by_name() {
        TenantId tenant = tenants.open("free");
        UUID batch = images.queueBatch(tenant, 1);
        List<SkippedFile> many = IntStream.range(0, 4_000)
                .mapToObj(i -> new SkippedFile(i + ".txt", "Not an image."))
                .toList();

        tenants.run(tenant, () -> skippedFiles.record(batch, many, 0));

        assertThat(find(tenant, batch).files()).isEqualTo(many.subList(0, SkippedFiles.MAX_NAMED));
        assertThat(find(tenant, batch).count()).isEqualTo(4_000);
    }

    @Test
    void a_partial_batch_keeps_how_many_images_did_not_fit_into_the_plan() {
        TenantId tenant = tenants.open(plans.add("one-left", TestTerms.monthlyImages(1)));
        Set<UUID> both = Set.of(images.upload(tenant), images.upload(tenant));

        BatchRequestResult result =
                tenants.call(tenant, () -> requestBatch.request(new BatchOptions(both, "b", false, true)));

        UUID batch = ((BatchRequestResult.Accepted) result).batch().id();
        assertThat(find(tenant, batch)).isEqualTo(new Skipped(List.of(), 0, 1));
    }

    @Test
    void a_complete_batch_left_nothing_out() {
        TenantId tenant = tenants.open("free");
        assertThat(find(tenant, images.queueBatch(tenant, 2))).isEqualTo(Skipped.NOTHING);
    }

    private Skipped find(TenantId tenant, UUID batch) {
        return tenants.call(tenant, () -> skippedFiles.find(batch));
    }
}
