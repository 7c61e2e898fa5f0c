package com.engram.images.upload;

import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.UploadForm;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.plans.usage.Allowance;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Lets a picture in: checks the plan, notes the picture down, and signs the form that posts its bytes. */
@ApplicationScoped
public class ReceiveImage {

    /** A form may be posted for so long. */
    static final Duration FORM_VALIDITY = Duration.ofMinutes(5);

    /** What a plan without a limit on bytes lets in. */
    static final long MAX_BYTES = 512L << 20;

    /** AVIF and HEIC are read where the scorer has libvips; a scorer without it rejects them with a word on that. */
    private static final Set<String> TYPES =
            Set.of("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/heic", "image/heif");

    private final Images images;
    private final Plans plans;
    private final Allowance allowance;
    private final DuplicateImages twins;
    private final ObjectStore store;
    private final Clock clock;

    @Inject
    ReceiveImage(
            Images images, Plans plans, Allowance allowance, DuplicateImages twins, ObjectStore store, Clock clock) {
        this.images = images;
        this.plans = plans;
        this.allowance = allowance;
        this.twins = twins;
        this.store = store;
        this.clock = clock;
    }

    /** What the client says of its file. */
    public record Announcement(String filename, String contentType, long bytes) {}

    /** How an announcement was answered. */
    public sealed interface Result {}

    /** The picture may come. */
    public record Admitted(UUID image, UploadForm form) implements Result {}

    /** The picture may not come, and why. */
    public record Refused(Refusal refusal) implements Result {}

    /** Admits a picture of the entered tenant and signs its form, or says why not. */
    @Transactional
    public Result receive(Announcement announcement) {
        Optional<Refusal> refusal = refusalOf(announcement);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        Image image = noted(announcement);
        UploadForm form = store.signUpload(
                ImageKeys.incoming(image.id()), image.contentType(), maxBytes(plans.getCurrent()), FORM_VALIDITY);
        return new Admitted(image.id(), form);
    }

    /** Why the entered tenant may not send such a file now; empty if it may. */
    @Transactional
    public Optional<Refusal> refusalOf(Announcement announcement) {
        if (!TYPES.contains(type(announcement))) {
            return Optional.of(new Refusal(
                    RefusalReason.UNSUPPORTED_TYPE,
                    "Files of the type %s are not taken. Send one of %s."
                            .formatted(announcement.contentType(), String.join(", ", new TreeSet<>(TYPES)))));
        }
        if (announcement.bytes() <= 0) {
            return Optional.of(
                    new Refusal(RefusalReason.UNREADABLE_IMAGE, "The file is empty. Send the picture's own bytes."));
        }
        long limit = maxBytes(plans.getCurrent());
        if (announcement.bytes() > limit) {
            return Optional.of(new Refusal(
                    RefusalReason.IMAGE_TOO_LARGE,
                    "The file has %,d bytes; the plan takes files of up to %,d. Send a smaller file or upgrade the plan under /billing."
                            .formatted(announcement.bytes(), limit)));
        }
        return allowance.check(1);
    }

    /** Why the entered tenant may not send that very file now; bytes that it has had scored before need no credit. */
    @Transactional
    public Optional<Refusal> refusalOf(Announcement announcement, Path file) {
        return refusalOf(announcement)
                .filter(refusal -> refusal.reason() != RefusalReason.QUOTA_EXCEEDED || !twins.isKnown(sha256(file)));
    }

    private static String sha256(Path file) {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("A temporary file cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The largest file that the entered tenant may send, in bytes. */
    @Transactional
    public long maxBytes() {
        return maxBytes(plans.getCurrent());
    }

    /** Notes down a picture whose bytes lie in a file here, and puts them into the store. */
    public UUID store(Announcement announcement, Path file) {
        Image image = noted(announcement);
        store.put(ImageKeys.incoming(image.id()), image.contentType(), file);
        return image.id();
    }

    private Image noted(Announcement announcement) {
        Image image = new Image(
                plainName(announcement.filename()), type(announcement), announcement.bytes(), clock.instant());
        images.add(image);
        return image;
    }

    private static String type(Announcement announcement) {
        String type = announcement.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("image/jpg") ? "image/jpeg" : type;
    }

    private static long maxBytes(Plan plan) {
        return plan.maxImageBytes().orElse(MAX_BYTES);
    }

    /** The last part of a path, without control characters, at most 200 letters. */
    static String plainName(String filename) {
        String last = filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
        String plain = last.replaceAll("\\p{Cntrl}", "").strip();
        String named = plain.isEmpty() ? "image" : plain;
        return named.length() <= 200 ? named : named.substring(named.length() - 200);
    }
}
