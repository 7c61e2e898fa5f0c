package com.engram.images.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.cloud.TemplateOnMoto;
import com.engram.images.storage.ObjectStore.CopyResult;
import com.engram.images.storage.ObjectStore.StoredObject;
import com.engram.images.storage.UploadForm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The product's object store against moto, in the bucket of the template and with the rights of the servers' role. Moto copies
 * an object whatever its ETag is; the local store's tests hold that a changed one is not copied.
 */
class S3ObjectStoreOnMotoTest {
    private static final Duration VALIDITY = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newHttpClient();

    private TemplateOnMoto aws;
    private S3ObjectStore store;

    @BeforeEach
    void start() throws Exception {
        aws = TemplateOnMoto.start();
        aws.createBucket();
        store = connect();
    }

    /** Without a key pair, as on AWS. */
    private S3ObjectStore connect() {
        S3ObjectStore connected = new S3ObjectStore(
                new S3Settings(
                        Optional.of(aws.address()),
                        Optional.of(aws.address()),
                        aws.variable("ENGRAM_STORAGE_BUCKET"),
                        aws.variable("ENGRAM_STORAGE_REGION"),
                        Optional.empty(),
                        Optional.empty()),
                Clock.systemUTC());
        connected.connect();
        return connected;
    }

    @AfterEach
    void stop() {
        if (store != null) {
            store.disconnect();
        }
        if (aws != null) {
            aws.close();
        }
    }

    @Test
    void an_uploaded_image_is_found_frozen_read_and_deleted() throws Exception {
        UploadForm form = store.signUpload("incoming-1", "image/jpeg", 100, VALIDITY);
        assertThat(aws.post(form.url(), form.fields(), "image")).isBetween(200, 204);
        aws.enforceServerRole();
        store.disconnect();
        store = connect();

        StoredObject found = store.findObject("incoming-1").orElseThrow();
        assertThat(found.bytes()).isEqualTo(5);
        assertThat(store.copyIfUnchanged("incoming-1", found.etag(), "original-1"))
                .isEqualTo(CopyResult.DONE);
        assertThat(store.copyIfUnchanged("incoming-2", found.etag(), "original-2"))
                .isEqualTo(CopyResult.GONE);
        assertThat(store.read("original-1").orElseThrow().readAllBytes())
                .asString()
                .isEqualTo("image");

        store.delete(List.of("incoming-1", "original-1", "preview-1", "thumbnail-1"));

        assertThat(store.findObject("incoming-1")).as("404 and not 403").isEmpty();
        assertThat(store.read("original-1")).isEmpty();
    }

    /** With all rights, because moto cannot tell who signed a URL. */
    @Test
    void a_scorer_reads_the_image_and_writes_the_preview_by_signed_urls() throws Exception {
        UploadForm form = store.signUpload("incoming-1", "image/jpeg", 100, VALIDITY);
        assertThat(aws.post(form.url(), form.fields(), "image")).isBetween(200, 204);

        assertThat(read(store.signRead("incoming-1", VALIDITY))).isEqualTo("image");
        assertThat(write(store.signWriteJpeg("preview-1", VALIDITY), "preview")).isEqualTo(200);
        assertThat(read(store.signPublicRead("preview-1", VALIDITY))).isEqualTo("preview");
    }

    @Test
    void a_request_to_the_asynchronous_endpoint_is_written_and_its_response_is_read() throws Exception {
        aws.enforceServerRole();
        store.disconnect();
        store = connect();

        URI request = store.putText("request-1", "application/json", "{}");

        assertThat(request).hasScheme("s3").hasHost(aws.variable("ENGRAM_STORAGE_BUCKET"));
        assertThat(store.findText("request-1")).contains("{}");
        assertThat(store.findText("response/1")).as("404 and not 403").isEmpty();
    }

    private String read(URI url) throws Exception {
        return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                .body();
    }

    private int write(URI url, String body) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(url)
                                .header("Content-Type", "image/jpeg")
                                .PUT(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }
}
