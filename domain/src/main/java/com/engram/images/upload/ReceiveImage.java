package com.engram.images.upload;

import com.engram.audit.Actor;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.UploadForm;
import com.engram.language.Message;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.plans.usage.CreditAllowance;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.MessageDigestAlgorithms;

/** Receives an image: checks the plan, creates the image, and signs the form that uploads its bytes. */
@ApplicationScoped
public class ReceiveImage {

    /** The time during which a form can be used. */
    static final Duration FORM_VALIDITY = Duration.ofMinutes(5);

    /** The largest file that a plan without a limit allows, in bytes. */
    static final long MAX_BYTES = 512L << 20;

    private final Images images;
    private final Plans plans;
    private final CreditAllowance allowance;
    private final DuplicateImages duplicates;
    private final ObjectStore store;
    private final Clock clock;

    @Inject
    ReceiveImage(
            Images images,
            Plans plans,
            CreditAllowance allowance,
            DuplicateImages duplicates,
            ObjectStore store,
            Clock clock) {
        this.images = images;
        this.plans = plans;
        this.allowance = allowance;
        this.duplicates = duplicates;
        this.store = store;
        this.clock = clock;
    }

    /**
     * What a client says about its file.
     *
     * @param bytes the size of the file
     */
    public record UploadRequest(String filename, String contentType, long bytes) {}

    /** The result of a request to upload. */
    public sealed interface Result {}

    /** The image was created and can be uploaded with the form. */
    public record Accepted(UUID image, UploadForm form) implements Result {}

    /** The upload is not allowed, and nothing was created. */
    public record Refused(Refusal refusal) implements Result {}

    /** Creates an image of the current tenant and signs its form, unless the upload is refused. */
    @Transactional
    public Result receive(UploadRequest upload) {
        Optional<Refusal> refusal = findRefusal(upload);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        Image image = createImage(upload);
        UploadForm form = store.signUpload(
                ImageKeys.incoming(image.id()), image.contentType(), maxBytes(plans.getCurrent()), FORM_VALIDITY);
        return new Accepted(image.id(), form);
    }

    /** Returns the reason why the current tenant may not upload such a file now; empty if it may. */
    @Transactional
    public Optional<Refusal> findRefusal(UploadRequest upload) {
        if (!ImageTypes.isAccepted(typeOf(upload))) {
            return Optional.of(new Refusal(
                    RefusalReason.UNSUPPORTED_TYPE,
                    "Files of the type %s are not accepted. Send one of %s."
                            .formatted(typeOf(upload), ImageTypes.accepted())));
        }
        if (upload.bytes() <= 0) {
            return Optional.of(
                    new Refusal(RefusalReason.UNREADABLE_IMAGE, "The file is empty. Send the bytes of the image."));
        }
        long limit = maxBytes(plans.getCurrent());
        if (upload.bytes() > limit) {
            return Optional.of(new Refusal(
                    RefusalReason.IMAGE_TOO_LARGE,
                    "The file has %,d bytes; the plan accepts files of up to %,d. Send a smaller file or upgrade the plan under /billing."
                            .formatted(upload.bytes(), limit),
                    Message.of("refusal.image_too_large", megabytes(upload.bytes()), megabytes(limit))));
        }
        return allowance.check(1);
    }

    /**
     * Why the current tenant may not upload this file now; empty if it may. A file whose bytes were scored before needs no
     * credit.
     */
    @Transactional
    public Optional<Refusal> findRefusal(UploadRequest upload, Path file) {
        return findRefusal(upload)
                .filter(refusal ->
                        refusal.reason() != RefusalReason.QUOTA_EXCEEDED || !duplicates.exists(sha256(file)));
    }

    private static String sha256(Path file) {
        try {
            return new DigestUtils(MessageDigestAlgorithms.SHA_256).digestAsHex(file);
        } catch (IOException e) {
            throw new UncheckedIOException("A temporary file cannot be read", e);
        }
    }

    /** The largest file that the current tenant may upload, in bytes. */
    @Transactional
    public long maxBytes() {
        return maxBytes(plans.getCurrent());
    }

    /** Creates an image from a local file and writes its bytes to the object store; the id of the image. */
    public UUID store(UploadRequest upload, Path file) {
        return put(createImage(upload), file);
    }

    /** Like {@link #store}, for a file of an archive: its name keeps its folders. */
    UUID storeFromArchive(UploadRequest upload, Path file) {
        return put(createImage(ImageNames.ofPath(upload.filename()), upload), file);
    }

    private UUID put(Image image, Path file) {
        store.put(ImageKeys.incoming(image.id()), image.contentType(), file);
        return image.id();
    }

    private Image createImage(UploadRequest upload) {
        return createImage(ImageNames.ofFile(upload.filename()), upload);
    }

    private Image createImage(String name, UploadRequest upload) {
        Image image = new Image(name, typeOf(upload), upload.bytes(), clock.instant());
        image.markAddedBy(
                Actor.current().kind() == Actor.Kind.OPERATOR
                        ? null
                        : Actor.current().id());
        images.add(image);
        return image;
    }

    private static String typeOf(UploadRequest upload) {
        return ImageTypes.normalize(upload.contentType(), upload.filename());
    }

    private static long maxBytes(Plan plan) {
        return plan.maxImageBytes().orElse(MAX_BYTES);
    }

    /** The size in binary megabytes, as plans state it. */
    private static double megabytes(long bytes) {
        return bytes / 1048576.0;
    }
}
