package com.engram.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.SkippedFiles.Skipped;
import com.engram.analysis.SkippedFiles.SkippedFile;
import com.engram.analysis.intake.BatchOptions;
import com.engram.analysis.intake.BatchRequestResult;
import com.engram.analysis.intake.RequestBatch;
import com.engram.database.Database;
import com.engram.language.Language;
import com.engram.language.Message;
import com.engram.language.Messages;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
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
    private final Database database;
    private final InTransaction inTransaction;

    SkippedFilesTest(
            SkippedFiles skippedFiles,
            RequestBatch requestBatch,
            TestImages images,
            TestPlans plans,
            TestTenants tenants,
            Database database,
            InTransaction inTransaction) {
        this.skippedFiles = skippedFiles;
        this.requestBatch = requestBatch;
        this.images = images;
        this.plans = plans;
        this.tenants = tenants;
        this.database = database;
        this.inTransaction = inTransaction;
    }

    @Test
    void a_batch_keeps_the_names_of_skipped_files() {
        TenantId tenant = tenants.open("free");
        UUID batch = images.queueBatch(tenant, 1);
        SkippedFile notes = new SkippedFile(
                "notes “1”.txt",
                Message.of("refusal.too_many_images.archive", "“x”", Message.of("skipped.growth", 100)));

        tenants.run(tenant, () -> skippedFiles.record(batch, List.of(notes), 3));

        Skipped found = find(tenant, batch);
        assertThat(found.count()).isEqualTo(1);
        assertThat(found.beyondPlan()).isEqualTo(3);
        assertThat(found.files()).extracting(SkippedFile::name).containsExactly("notes “1”.txt");
        assertThat(Messages.in(Language.ITALIAN).text(found.files().get(0).reason()))
                .as("the sentence in the reader's language")
                .contains("“x”", "diventa più di 100 volte più grande");
        assertThat(find(tenants.open("free"), batch)).isEqualTo(Skipped.NOTHING);
    }

    @Test
    void a_sentence_that_was_recorded_by_an_earlier_version_is_still_shown() {
        TenantId tenant = tenants.open("free");
        UUID batch = images.queueBatch(tenant, 1);
        String earlier = "{\"count\":1,\"files\":[{\"name\":\"a.txt\",\"reason\":\"It is not an image.\"}]}";
        tenants.run(
                tenant,
                () -> inTransaction.call(
                        () -> database.sql("update batch set skipped_files = cast(:files as jsonb) where id = :batch")
                                .bind("files", earlier)
                                .bind("batch", batch)
                                .update()));

        Message reason = find(tenant, batch).files().get(0).reason();

        assertThat(Messages.in(Language.ENGLISH).text(reason)).isEqualTo("It is not an image.");
    }

    @Test
    void of_thousands_of_skipped_files_only_the_first_are_kept_by_name() {
        TenantId tenant = tenants.open("free");
        UUID batch = images.queueBatch(tenant, 1);
        List<SkippedFile> many = IntStream.range(0, 4_000)
                .mapToObj(i -> new SkippedFile(i + ".txt", Message.of("skipped.not_an_image")))
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
