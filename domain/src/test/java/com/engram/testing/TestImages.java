package com.engram.testing;

import com.engram.analysis.intake.AnalysisOptions;
import com.engram.analysis.intake.AnalysisRequestResult;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.images.storage.ImageKeys;
import com.engram.images.upload.ReceiveImage;
import com.engram.tenancy.TenantId;
import com.engram.testing.fakes.FakeObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Uploads images for tests, and requests analyses of them. No two images have the same bytes. */
@ApplicationScoped
public class TestImages {

    private final TestTenants tenants;
    private final ReceiveImage receiveImage;
    private final RequestAnalysis requestAnalysis;
    private final FakeObjectStore store;

    @Inject
    TestImages(TestTenants tenants, ReceiveImage receiveImage, RequestAnalysis requestAnalysis, FakeObjectStore store) {
        this.tenants = tenants;
        this.receiveImage = receiveImage;
        this.requestAnalysis = requestAnalysis;
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
        AnalysisRequestResult result = request(tenant, upload(tenant));
        if (result instanceof AnalysisRequestResult.Accepted accepted) {
            return accepted.analysis().id();
        }
        throw new AssertionError("The analysis was refused: " + result);
    }
}
