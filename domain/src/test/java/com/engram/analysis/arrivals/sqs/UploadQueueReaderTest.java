package com.engram.analysis.arrivals.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.arrivals.AnalyseArrivedUpload;
import com.engram.analysis.intake.RequestAnalysisOnArrival;
import com.engram.images.storage.ImageKeys;
import com.engram.images.upload.ReceiveImage;
import com.engram.plans.usage.CreditAllowance;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestTenants;
import com.engram.testing.fakes.FakeObjectStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Tests the real SqsClient against a server with SQS's protocol, and the domain's real database behind it. */
@DomainTest
class UploadQueueReaderTest {

    private static final String BUCKET = "engram-images";

    private final AnalyseArrivedUpload analyseArrivedUpload;
    private final RequestAnalysisOnArrival requestOnArrival;
    private final ReceiveImage receiveImage;
    private final CreditAllowance allowance;
    private final FakeObjectStore store;
    private final TestTenants tenants;
    private final TenantId tenant;

    private SqsStub queue;
    private UploadQueueReader reader;
    private SqsClient client;

    UploadQueueReaderTest(
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
        queue = SqsStub.start();
        UploadQueueSettings settings = new UploadQueueSettings(
                queue.queueUrl(),
                URI.create(queue.url()),
                BUCKET,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
        reader = new UploadQueueReader(settings, analyseArrivedUpload);
        client = settings.connect();
    }

    @AfterEach
    void stop() {
        client.close();
        queue.close();
    }

    @Test
    void an_announced_upload_is_analysed_and_its_message_deleted() {
        UUID image = uploadedWithRequest();
        queue.add(created(BUCKET, ImageKeys.incoming(image)));

        assertThat(read()).isEqualTo(1);

        assertThat(reserved()).isEqualTo(1);
        assertThat(queue.remaining()).isZero();
        assertThat(queue.lastWait()).as("long polling").isEqualTo(20);
    }

    @Test
    void a_message_that_is_delivered_twice_reserves_one_credit() {
        UUID image = uploadedWithRequest();
        queue.add(created(BUCKET, ImageKeys.incoming(image)));
        queue.add(created(BUCKET, ImageKeys.incoming(image)));

        assertThat(read()).isEqualTo(2);

        assertThat(reserved()).isEqualTo(1);
    }

    @Test
    void a_message_stays_while_the_object_store_is_down() {
        UUID image = uploadedWithRequest();
        queue.add(created(BUCKET, ImageKeys.incoming(image)));
        store.setDown(true);
        assertThat(read()).isZero();
        assertThat(queue.remaining()).isEqualTo(1);

        store.setDown(false);

        assertThat(read()).isEqualTo(1);
        assertThat(reserved()).isEqualTo(1);
    }

    @Test
    void messages_about_other_buckets_other_keys_and_deleted_images_are_deleted_and_change_nothing() {
        UUID image = uploadedWithRequest();
        queue.add(created("another", ImageKeys.incoming(image)));
        queue.add(created(BUCKET, "preview-" + image));
        queue.add(created(BUCKET, "incoming-%2e%2e"));
        queue.add(created(BUCKET, ImageKeys.incoming(UUID.randomUUID())));
        queue.add("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"" + BUCKET + "\"}");

        assertThat(read()).isEqualTo(5);

        assertThat(reserved()).isZero();
        assertThat(queue.remaining()).isZero();
    }

    @Test
    void a_message_that_cannot_be_read_is_left_for_the_dead_letter_queue_and_does_not_stop_the_others() {
        UUID image = uploadedWithRequest();
        queue.add("this is no JSON");
        queue.add("{}");
        queue.add(created(BUCKET, ImageKeys.incoming(image)));

        assertThat(read()).isEqualTo(1);

        assertThat(queue.remaining()).isEqualTo(2);
        assertThat(reserved()).isEqualTo(1);
    }

    @Test
    void keys_are_decoded() {
        assertThat(UploadMessage.parse(created(BUCKET, "a+b%2Fc")).objects())
                .containsExactly(new UploadMessage.CreatedObject(BUCKET, "a b/c"));
        assertThat(UploadMessage.parse(created(BUCKET, "a").replace("ObjectCreated:Post", "ObjectRemoved:Delete"))
                        .objects())
                .isEmpty();
    }

    private int read() {
        return reader.readOnce(client, queue.queueUrl());
    }

    private UUID uploadedWithRequest() {
        UUID image = tenants.call(tenant, () -> {
            ReceiveImage.Result result =
                    receiveImage.receive(new ReceiveImage.UploadRequest("a.jpg", "image/jpeg", 100));
            UUID received = ((ReceiveImage.Accepted) result).image();
            requestOnArrival.request(received, false);
            return received;
        });
        store.put(ImageKeys.incoming(image), image.toString().getBytes(StandardCharsets.US_ASCII));
        return image;
    }

    private int reserved() {
        return tenants.call(tenant, allowance::usage).reserved();
    }

    /** As S3 writes it, in version 2.1 of its messages. */
    private static String created(String bucket, String key) {
        return """
                {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1",
                "eventTime":"2026-11-30T12:00:00.000Z","eventName":"ObjectCreated:Post",
                "s3":{"s3SchemaVersion":"1.0","configurationId":"a","bucket":{"name":"%s","arn":"arn:aws:s3:::%s"},
                "object":{"key":"%s","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e","sequencer":"0A1B"}}}]}
                """.formatted(bucket, bucket, key);
    }
}
