package com.engram.images.upload;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestPlans;
import com.engram.testing.TestTenants;
import com.engram.testing.TestTerms;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DomainTest
class ReceiveZipTest {

    private final ReceiveZip receiveZip;
    private final TestPlans plans;
    private final TestTenants tenants;

    ReceiveZipTest(ReceiveZip receiveZip, TestPlans plans, TestTenants tenants) {
        this.receiveZip = receiveZip;
        this.plans = plans;
        this.tenants = tenants;
    }

    @TempDir
    Path folder;

    @Test
    void a_directory_that_would_fill_the_memory_is_not_read() throws IOException {
        Path archive = folder.resolve("many.zip");
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
            zip.setLevel(0);
            for (int i = 0; i < 120_000; i++) {
                zip.putNextEntry(new ZipEntry("a/picture-with-a-name-that-is-rather-long-%d.jpg".formatted(i)));
            }
        }

        ReceiveZip.Result result = receiveZip.receive(archive, name -> "image/jpeg");

        assertThat(result)
                .isInstanceOfSatisfying(
                        ReceiveZip.Refused.class,
                        away -> assertThat(away.refusal().detail()).contains("lists more files than are accepted"));
    }

    @Test
    void an_archive_over_quota_is_refused_for_the_quota_and_not_for_its_first_bad_file() throws IOException {
        Path archive = archiveWithEmptyFirstImage();
        TenantId tenant = tenants.open(plans.add("nothing-left", TestTerms.monthlyImages(0)));

        assertThat(receive(tenant, archive)).isInstanceOfSatisfying(ReceiveZip.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(RefusalReason.QUOTA_EXCEEDED);
            assertThat(refused.refusal().detail()).contains("0 of its 0 images left");
        });
    }

    @Test
    void an_archive_whose_images_are_all_bad_is_refused_with_the_name_of_one() throws IOException {
        Path archive = folder.resolve("empty-images.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("a-empty.jpg"));
        }

        assertThat(receive(tenants.open("free"), archive)).isInstanceOfSatisfying(ReceiveZip.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(RefusalReason.NO_IMAGES);
            assertThat(refused.refusal().detail()).contains("a-empty.jpg: The file is empty.");
        });
    }

    @Test
    void good_images_are_taken_beside_bad_ones() throws IOException {
        Path archive = archiveWithEmptyFirstImage();

        assertThat(receive(tenants.open("free"), archive))
                .isInstanceOfSatisfying(ReceiveZip.Received.class, received -> {
                    assertThat(received.images()).hasSize(1);
                    assertThat(received.skipped())
                            .extracting(ReceiveZip.SkippedFile::name)
                            .containsExactly("a-empty.jpg");
                });
    }

    private Path archiveWithEmptyFirstImage() throws IOException {
        Path archive = folder.resolve("two.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("a-empty.jpg"));
            zip.putNextEntry(new ZipEntry("b.jpg"));
            zip.write(new byte[] {1, 2, 3});
        }
        return archive;
    }

    private ReceiveZip.Result receive(TenantId tenant, Path archive) {
        return tenants.call(tenant, () -> {
            try {
                return receiveZip.receive(archive, name -> "image/jpeg");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void an_archive_of_a_few_thousand_files_is_opened() throws IOException {
        Path archive = folder.resolve("few.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (int i = 0; i < 5_000; i++) {
                zip.putNextEntry(new ZipEntry("%0200d.txt".formatted(i)));
            }
        }

        assertThat(receiveZip.receive(archive, name -> "text/plain"))
                .isInstanceOfSatisfying(
                        ReceiveZip.Refused.class,
                        away -> assertThat(away.refusal().reason()).isEqualTo(RefusalReason.NO_IMAGES));
    }
}
