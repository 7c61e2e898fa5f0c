package com.engram.images.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.upload.ReceiveZip.SkippedFile;
import com.engram.language.Message;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestPlans;
import com.engram.testing.TestTenants;
import com.engram.testing.TestTerms;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DomainTest
class ReceiveZipTest {

    private static final String JPEG = "ffd8ffe000104a46494600010100000100010000";
    private static final String PNG = "89504e470d0a1a0a0000000d49484452000000010000000108020000";

    private final ReceiveZip receiveZip;
    private final Images images;
    private final TestPlans plans;
    private final TestTenants tenants;

    @TempDir
    Path folder;

    private Path archive = Path.of("");
    private TenantId tenant = new TenantId(new UUID(0, 0));

    ReceiveZipTest(ReceiveZip receiveZip, Images images, TestPlans plans, TestTenants tenants) {
        this.receiveZip = receiveZip;
        this.images = images;
        this.plans = plans;
        this.tenants = tenants;
    }

    @BeforeEach
    void prepare() {
        archive = folder.resolve("images.zip");
        tenant = tenants.open("business");
    }

    @Test
    void a_directory_that_would_fill_the_memory_is_not_read() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
            zip.setLevel(0);
            for (int i = 0; i < 120_000; i++) {
                zip.putNextEntry(new ZipEntry("a/picture-with-a-name-that-is-rather-long-%d.jpg".formatted(i)));
            }
        }

        assertThat(refused().detail()).contains("lists more files than are accepted");
    }

    @Test
    void an_archive_of_a_few_thousand_files_is_opened() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (int i = 0; i < 5_000; i++) {
                zip.putNextEntry(new ZipEntry("%0200d.txt".formatted(i)));
            }
        }

        assertThat(refused().reason()).isEqualTo(RefusalReason.NO_IMAGES);
    }

    @Test
    void the_bytes_of_a_file_say_what_it_is_and_no_name_hides_it() throws IOException {
        pack(List.of("Q3 #launch/ad #1.jpg", "b/IMG_1.HEIC", "c/photo.jpg_large", "d/no ending", "e/notes.txt"), JPEG);

        assertThat(received().images())
                .map(this::image)
                .extracting(Image::filename, Image::contentType)
                .containsExactlyInAnyOrder(
                        tuple("Q3 #launch/ad #1.jpg", "image/jpeg"),
                        tuple("b/IMG_1.HEIC", "image/jpeg"),
                        tuple("c/photo.jpg_large", "image/jpeg"),
                        tuple("d/no ending", "image/jpeg"),
                        tuple("e/notes.txt", "image/jpeg"));
    }

    @Test
    void what_is_no_image_is_left_out_by_name() throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            add(zip, "banner.png", bytes(PNG));
            add(zip, "notes.txt", "Use the blue one.".getBytes(StandardCharsets.US_ASCII));
        }

        ReceiveZip.Received received = received();

        assertThat(received.images()).hasSize(1);
        assertThat(received.skipped())
                .containsExactly(new SkippedFile("notes.txt", Message.of("skipped.not_an_image")));
    }

    @Test
    void a_damaged_file_is_left_out_and_the_others_are_received() throws IOException {
        byte[] content = new byte[50_000];
        new Random(7).nextBytes(content);
        System.arraycopy(bytes(JPEG), 0, content, 0, bytes(JPEG).length);
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            zip.setMethod(ZipEntry.STORED);
            add(zip, "one.jpg", bytes(JPEG));
            add(zip, "two.jpg", content);
            add(zip, "three.jpg", bytes(JPEG));
        }
        byte[] packed = Files.readAllBytes(archive);
        packed[25_000] ^= 1;
        Files.write(archive, packed);

        ReceiveZip.Received received = received();

        assertThat(received.images())
                .map(this::image)
                .extracting(Image::filename)
                .containsExactly("one.jpg", "three.jpg");
        assertThat(received.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).isEqualTo(Message.of("skipped.damaged")))
                .extracting(SkippedFile::name)
                .isEqualTo("two.jpg");
    }

    @Test
    void a_file_that_is_packed_with_zstandard_xz_or_an_unknown_method_is_left_out() throws IOException {
        for (int method : new int[] {93, 95, 14, 98, 97}) {
            pack(List.of("first.jpg", "other.jpg"), JPEG);
            byte[] packed = Files.readAllBytes(archive);
            // The method is at offset 8 of the second local header and at offset 10 of the second one in the directory.
            packed[lastIndexOf(packed, "PK\3\4") + 8] = (byte) method;
            packed[lastIndexOf(packed, "PK\1\2") + 10] = (byte) method;
            Files.write(archive, packed);

            ReceiveZip.Received received = received();

            assertThat(received.images()).as("method %d", method).hasSize(1);
            assertThat(received.skipped()).containsExactly(new SkippedFile("other.jpg", Message.of("skipped.method")));
        }
    }

    @Test
    void a_file_that_grows_too_much_is_left_out() throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            byte[] bomb = new byte[16 << 20];
            System.arraycopy(bytes(PNG), 0, bomb, 0, bytes(PNG).length);
            add(zip, "bomb.png", bomb);
        }

        assertThat(refused().detail()).contains("bomb.png", "grows to more than 100 times its size");
    }

    @Test
    void files_of_computers_and_network_storage_are_passed_over_and_listed() throws IOException {
        List<String> system = List.of(
                "__MACOSX/._a.jpg",
                "trip/@eaDir/a.jpg/SYNOPHOTO_THUMB_M.jpg",
                "trip/.thumbnails/7.jpg",
                "trip/Thumbs.db",
                "trip/._b.jpg");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            add(zip, "trip/a.jpg", bytes(JPEG));
            for (String name : system) {
                add(zip, name, bytes(JPEG));
            }
        }

        ReceiveZip.Received received = received();

        assertThat(received.images())
                .map(this::image)
                .extracting(Image::filename)
                .containsExactly("a.jpg");
        assertThat(received.skipped()).extracting(SkippedFile::name).containsExactlyInAnyOrderElementsOf(system);
    }

    @Test
    void images_of_the_same_name_are_told_apart_by_their_folders() throws IOException {
        pack(List.of("spring/de/banner.jpg", "spring\\fr\\banner.jpg", "spring/../../up.jpg"), JPEG);

        assertThat(received().images())
                .map(this::image)
                .extracting(Image::filename)
                .containsExactly("de/banner.jpg", "fr/banner.jpg", "up.jpg");
    }

    @Test
    void names_are_read_in_the_character_set_of_the_computer_that_packed_them() throws IOException {
        pack(Charset.forName("IBM437"), List.of("Kühlschrank-Grün.jpg", "schön.jpg", "Öl.jpg", "château été.jpg"));
        assertThat(names()).containsExactly("Kühlschrank-Grün.jpg", "schön.jpg", "Öl.jpg", "château été.jpg");

        pack(Charset.forName("windows-31j"), List.of("ソ.jpg", "写真/表示.jpg", "広告ー一.jpg"));
        assertThat(names()).containsExactly("ソ.jpg", "写真/表示.jpg", "広告ー一.jpg");

        pack(Charset.forName("GBK"), List.of("商品图片.jpg", "广告一.png"));
        assertThat(names()).containsExactly("商品图片.jpg", "广告一.png");

        pack(Charset.forName("Big5"), List.of("產品圖片.jpg"));
        assertThat(names()).containsExactly("產品圖片.jpg");

        pack(Charset.forName("EUC-KR"), List.of("여름 할인 배너.jpg", "광고/신제품 사진 1.jpg", "메인.png"));
        assertThat(names()).containsExactly("여름 할인 배너.jpg", "광고/신제품 사진 1.jpg", "메인.png");

        // Windows writes syllables that EUC-KR lacks.
        pack(Charset.forName("x-windows-949"), List.of("똠방각하 포스터.jpg", "펲시.jpg"));
        assertThat(names()).containsExactly("똠방각하 포스터.jpg", "펲시.jpg");

        // Each of these characters has the bytes of a Korean syllable.
        pack(Charset.forName("GBK"), List.of("风景.jpg", "海报.jpg", "广告.jpg", "封面.jpg", "春季.jpg"));
        assertThat(names()).containsExactly("风景.jpg", "海报.jpg", "广告.jpg", "封面.jpg", "春季.jpg");

        pack(StandardCharsets.UTF_8, List.of(Normalizer.normalize("Café.jpg", Normalizer.Form.NFD), "🔥.jpg"));
        assertThat(names()).containsExactly("Café.jpg", "🔥.jpg");
    }

    @Test
    void an_archive_over_quota_is_refused_for_the_quota_and_not_for_its_first_bad_file() throws IOException {
        packWithEmptyFirstImage();
        tenant = tenants.open(plans.add("nothing-left", TestTerms.monthlyImages(0)));

        assertThat(refused().reason()).isEqualTo(RefusalReason.QUOTA_EXCEEDED);
        assertThat(refused().detail()).contains("0 of its 0 images left");
    }

    @Test
    void an_archive_whose_images_are_all_bad_is_refused_with_the_name_of_one() throws IOException {
        pack(List.of("a-empty.jpg"), "");

        assertThat(refused().reason()).isEqualTo(RefusalReason.NO_IMAGES);
        assertThat(refused().detail()).contains("a-empty.jpg: This file is empty.");
    }

    @Test
    void good_images_are_received_beside_bad_ones() throws IOException {
        packWithEmptyFirstImage();

        assertThat(received().images()).hasSize(1);
        assertThat(received().skipped()).extracting(SkippedFile::name).containsExactly("a-empty.jpg");
    }

    private void packWithEmptyFirstImage() throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            add(zip, "a-empty.jpg", new byte[0]);
            add(zip, "b.jpg", bytes(JPEG));
        }
    }

    private List<String> names() throws IOException {
        return received().images().stream().map(id -> image(id).filename()).toList();
    }

    private Image image(UUID id) {
        return tenants.call(tenant, () -> images.findImage(id)).orElseThrow();
    }

    private ReceiveZip.Received received() throws IOException {
        return (ReceiveZip.Received) receive();
    }

    private Refusal refused() throws IOException {
        return ((ReceiveZip.Refused) receive()).refusal();
    }

    private ReceiveZip.Result receive() {
        return tenants.call(tenant, () -> {
            try {
                return receiveZip.receive(archive);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void pack(List<String> names, String content) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            for (String name : names) {
                add(zip, name, bytes(content));
            }
        }
    }

    /** Packs as an old computer does: names in its own character set, and nothing that says which. */
    private void pack(Charset charset, List<String> names) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            zip.setEncoding(charset.name());
            zip.setUseLanguageEncodingFlag(false);
            for (String name : names) {
                add(zip, name, bytes(JPEG));
            }
        }
    }

    private static void add(ZipArchiveOutputStream zip, String name, byte[] content) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setSize(content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        zip.putArchiveEntry(entry);
        zip.write(content);
        zip.closeArchiveEntry();
    }

    private static int lastIndexOf(byte[] bytes, String signature) {
        return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(signature);
    }

    private static byte[] bytes(String hex) {
        try {
            return Hex.decodeHex(hex);
        } catch (DecoderException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
