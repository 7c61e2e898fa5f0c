package com.engram.images.upload;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.refusals.RefusalReason;
import com.engram.testing.DomainTest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DomainTest
class ReceiveZipTest {

    private final ReceiveZip receiveZip;

    ReceiveZipTest(ReceiveZip receiveZip) {
        this.receiveZip = receiveZip;
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
