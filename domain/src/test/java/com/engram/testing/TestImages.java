package com.engram.testing;

import com.engram.analysis.intake.AnalysisOptions;
import com.engram.analysis.intake.AnalysisRequestResult;
import com.engram.analysis.intake.BatchOptions;
import com.engram.analysis.intake.BatchRequestResult;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.analysis.intake.RequestBatch;
import com.engram.images.storage.ImageKeys;
import com.engram.images.upload.ReceiveImage;
import com.engram.tenancy.TenantId;
import com.engram.testing.fakes.FakeObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Uploads images for tests, and requests analyses of them. No two images have the same bytes. */
@ApplicationScoped
public class TestImages {

    private final TestTenants tenants;
    private final ReceiveImage receiveImage;
    private final RequestAnalysis requestAnalysis;
    private final RequestBatch requestBatch;
    private final FakeObjectStore store;

    @Inject
    TestImages(
            TestTenants tenants,
            ReceiveImage receiveImage,
            RequestAnalysis requestAnalysis,
            RequestBatch requestBatch,
            FakeObjectStore store) {
        this.tenants = tenants;
        this.receiveImage = receiveImage;
        this.requestAnalysis = requestAnalysis;
        this.requestBatch = requestBatch;
        this.store = store;
    }

    /** Uploads an image of a tenant. */
    public UUID upload(TenantId tenant) {
        byte[] bytes = UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        ReceiveImage.Result result = tenants.call(
                tenant,
                () -> receiveImage.receive(new ReceiveImage.UploadRequest("test.jpg", "image/jpeg", bytes.length)));
        if (result instanceof ReceiveImage.Accepted accepted) {
            store.put(ImageKeys.incoming(accepted.image()), bytes);
            return accepted.image();
        }
        throw new AssertionError("The image was refused: " + result);
    }

    /** Requests an analysis of an uploaded image. */
    public AnalysisRequestResult request(TenantId tenant, UUID image) {
        return tenants.call(tenant, () -> requestAnalysis.request(image, AnalysisOptions.single(false)));
    }

    /** Uploads an image and puts it into the queue; the analysis. */
    public UUID queue(TenantId tenant) {
        return accepted(request(tenant, upload(tenant)));
    }

    /** Uploads an image and puts it into the queue with a request for a deep heatmap; the analysis. */
    public UUID queueWithHeatmap(TenantId tenant) {
        UUID image = upload(tenant);
        return accepted(tenants.call(tenant, () -> requestAnalysis.request(image, AnalysisOptions.single(true))));
    }

    /** Puts an image into the queue again; the analysis. */
    public UUID analyseAgain(TenantId tenant, UUID image) {
        return accepted(request(tenant, image));
    }

    /** Uploads images and puts them into the queue as a batch; the batch. */
    public UUID queueBatch(TenantId tenant, int size) {
        Set<UUID> images =
                IntStream.range(0, size).mapToObj(i -> upload(tenant)).collect(Collectors.toSet());
        BatchRequestResult result =
                tenants.call(tenant, () -> requestBatch.request(new BatchOptions(images, "Test", false, false)));
        if (result instanceof BatchRequestResult.Accepted accepted) {
            return accepted.batch().id();
        }
        throw new AssertionError("The batch was refused: " + result);
    }

    private static UUID accepted(AnalysisRequestResult result) {
        if (result instanceof AnalysisRequestResult.Accepted accepted) {
            return accepted.analysis().id();
        }
        throw new AssertionError("The analysis was refused: " + result);
    }
}
