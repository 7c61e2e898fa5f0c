package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.SoftAssertions;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** Names of files as clients write them into multipart bodies, through every route that receives a file. */
@ArquillianTest
@RunAsClient
class MultipartNamesIT {

    private static final Charset LATIN_1 = StandardCharsets.ISO_8859_1;
    private static final String LONG_NAME = "ä".repeat(2_000) + " end.jpg";

    /** What stands in the header, each character one byte, and the name that is kept. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry(utf8("filename=\"Bär.jpg\""), "Bär.jpg"),
            Map.entry(utf8("filename=\"Grün 🔥.jpg\""), "Grün 🔥.jpg"),
            Map.entry("filename=\"B\u00e4r.jpg\"", "Bär.jpg"),
            Map.entry("filename=\"Gr_n.jpg\"; filename*=UTF-8''Gr%C3%BCn%20%F0%9F%94%A5.jpg", "Grün 🔥.jpg"),
            Map.entry("filename*=UTF-8''only%20extended.jpg", "only extended.jpg"),
            Map.entry("filename=\"=?UTF-8?Q?Gr=C3=BCn=2Ejpg?=\"", "Grün.jpg"),
            Map.entry("filename=\"=?UTF-8?B?R3LDvG4uanBn?=\"", "Grün.jpg"),
            Map.entry("filename=\"a \\\"b\\\".jpg\"", "a \"b\".jpg"),
            Map.entry("filename=\"a %22c%22.jpg\"", "a \"c\".jpg"),
            Map.entry("filename=\"C:\\photos\\d.jpg\"", "d.jpg"),
            Map.entry("filename=\"a;b=c.jpg\"", "a;b=c.jpg"),
            Map.entry(utf8("filename=\"" + LONG_NAME + "\""), LONG_NAME.substring(LONG_NAME.length() - 200)),
            Map.entry("filename*=UTF-8''" + "%C3%A4".repeat(5_000) + ".jpg", "ä".repeat(196) + ".jpg"),
            // The 200th character from the end is half of one.
            Map.entry(utf8("filename=\"" + "🔥".repeat(150) + "a.jpg\""), "🔥".repeat(97) + "a.jpg"),
            Map.entry(utf8("filename=\"a\u202egpj.exe\u2067.jpg\""), "agpj.exe.jpg"));

    @Test
    void the_api_keeps_the_name() throws Exception {
        TestApiClient client = TestApiClient.onPlan("business");
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            HttpResponse<String> sent = client.sendPart(part("image", name.getKey(), TestImages.png()));

            softly.assertThat(sent.statusCode()).as(name.getKey() + sent.body()).isEqualTo(202);
            if (sent.statusCode() == 202) {
                String image = TestApiClient.json(sent).getString("imageId");
                softly.assertThat(TestApiClient.json(client.get("/api/v1/images/" + image))
                                .getString("filename"))
                        .as(name.getKey())
                        .isEqualTo(name.getValue());
            }
        }
        softly.assertAll();
    }

    @Test
    void the_signed_form_takes_every_name_and_the_bytes_as_they_are() throws Exception {
        TestApiClient client = TestApiClient.onPlan("business");
        SoftAssertions softly = new SoftAssertions();
        for (String name : NAMES.keySet()) {
            byte[] file = TestImages.png();
            JsonObject form = client.form(file.length);

            HttpResponse<String> posted = TestApiClient.postPart(form, part("file", name, file));

            softly.assertThat(posted.statusCode()).as(name + posted.body()).isBetween(200, 204);
            if (posted.statusCode() < 300) {
                JsonObject analysis = client.ended(TestApiClient.json(client.analyse(form.getString("imageId")))
                        .getString("id"));
                softly.assertThat(analysis.getString("status")).as(name).isEqualTo("done");
            }
        }
        softly.assertAll();
    }

    @Test
    void a_zip_file_gives_its_name_to_the_batch() throws Exception {
        PortalBrowser ann = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            HttpResponse<String> sent = ann.postPart("/gallery", "/batches", part("zip", name.getKey(), zip()));

            softly.assertThat(sent.statusCode()).as(name.getKey()).isEqualTo(303);
            if (sent.statusCode() == 303) {
                softly.assertThat(ann.follow(sent).body())
                        .as(name.getKey())
                        .contains(">" + name.getValue().replace("\"", "&quot;") + "</h2>");
            }
        }
        softly.assertAll();
    }

    @Test
    void the_try_it_box_takes_a_name_in_utf_8() throws Exception {
        HttpResponse<String> tried = new PortalBrowser()
                .postPart("/", "/try", part("image", utf8("filename=\"Bär 🔥.jpg\""), TestImages.png()));

        assertThat(tried.statusCode()).as(tried.body()).isEqualTo(303);
    }

    private static byte[] part(String field, String filename, byte[] content) {
        return TestApiClient.part(field, filename.getBytes(LATIN_1), content);
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            zip.putNextEntry(new ZipEntry("a.png"));
            zip.write(TestImages.png());
        }
        return archive.toByteArray();
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), LATIN_1);
    }
}
