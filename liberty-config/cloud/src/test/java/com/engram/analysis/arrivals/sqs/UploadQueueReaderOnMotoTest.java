package com.engram.analysis.arrivals.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.arrivals.AnalyseArrivedUpload;
import com.engram.analysis.intake.RequestAnalysisOnArrival;
import com.engram.cloud.TemplateOnMoto;
import com.engram.images.storage.ImageKeys;
import com.engram.images.upload.ReceiveImage;
import com.engram.plans.usage.CreditAllowance;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestTenants;
import com.engram.testing.fakes.FakeObjectStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A form posted to the bucket of the template, the message that it leads to in the queue of the template, and the product's
 * reader, with the domain's real database behind it. Moto imitates S3 and SQS.
 */
@DomainTest
class UploadQueueReaderOnMotoTest {

    private final AnalyseArrivedUpload analyseArrivedUpload;
    private final RequestAnalysisOnArrival requestOnArrival;
    private final ReceiveImage receiveImage;
    private final CreditAllowance allowance;
    private final FakeObjectStore store;
    private final TestTenants tenants;
    private final TenantId tenant;

    private TemplateOnMoto aws;
    private String queue;
    private UploadQueueReader reader;
    private SqsClient client;

    UploadQueueReaderOnMotoTest(
            AnalyseArrivedUpload analyseArrivedUpload,
            RequestAnalysisOnArrival requestOnArrival,
            ReceiveImage receiveImage,
            CreditAllowance allowance,
            FakeObjectStore store,
            TestTenants tenants) {
        this.analyseArrivedUpload = analyseArrivedUpload;
        this.requestOnArrival = requestOnArrival;
        this.receiveImage = receiveImage;
        this.allowance = allowance;
        this.store = store;
        this.tenants = tenants;
        this.tenant = tenants.open("free");
    }

    @BeforeEach
    void start() throws Exception {
        aws = TemplateOnMoto.start();
        aws.createBucket();
        aws.createQueue();
        queue = aws.variable("ENGRAM_UPLOADS_QUEUEURL");
        UploadQueueSettings settings = new UploadQueueSettings(
                Optional.of(queue),
                aws.variable("ENGRAM_UPLOADS_QUEUEREGION"),
                Optional.of(aws.address()),
                aws.variable("ENGRAM_STORAGE_BUCKET"));
        reader = new UploadQueueReader(settings, analyseArrivedUpload);
        client = settings.connect();
    }

    @AfterEach
    void stop() {
        if (client != null) {
            client.close();
        }
        if (aws != null) {
            aws.close();
        }
    }

    @Test
    void an_upload_by_a_form_is_analysed_and_its_message_deleted() throws Exception {
        UUID image = requestedWithItsForm();
        post(ImageKeys.incoming(image));

        assertThat(reader.readOnce(client, queue)).isEqualTo(1);

        assertThat(reserved()).isEqualTo(1);
        assertThat(aws.waiting()).isZero();
    }

    @Test
    void a_message_is_delivered_again_after_the_object_store_was_down() throws Exception {
        UUID image = requestedWithItsForm();
        post(ImageKeys.incoming(image));
        store.setDown(true);
        assertThat(reader.readOnce(client, queue)).isZero();
        assertThat(aws.waiting()).isEqualTo(1);

        store.setDown(false);

        assertThat(reader.readOnce(client, queue)).isEqualTo(1);
        assertThat(reserved()).isEqualTo(1);
        assertThat(aws.waiting()).isZero();
    }

    /** The domain has an object store of its own, so the bytes are put into both. */
    private void post(String key) throws Exception {
        URI bucket = URI.create(aws.address() + "/" + aws.variable("ENGRAM_STORAGE_BUCKET"));
        assertThat(aws.post(bucket, Map.of("key", key), "image")).isBetween(200, 204);
        store.put(key, "image".getBytes(StandardCharsets.US_ASCII));
    }

    private UUID requestedWithItsForm() {
        return tenants.call(tenant, () -> {
            ReceiveImage.Result result =
                    receiveImage.receive(new ReceiveImage.UploadRequest("a.jpg", "image/jpeg", 100));
            UUID received = ((ReceiveImage.Accepted) result).image();
            requestOnArrival.request(received, false);
            return received;
        });
    }

    private int reserved() {
        return tenants.call(tenant, allowance::usage).reserved();
    }
}
