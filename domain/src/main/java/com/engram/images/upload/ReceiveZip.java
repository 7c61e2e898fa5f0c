package com.engram.images.upload;

import com.engram.images.upload.ReceiveImage.UploadRequest;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Receives the images of a ZIP archive: unpacks one after the other into the object store, and decodes none. A name inside
 * the archive becomes the name of an image, and never a path. An archive that would grow too large is refused before or
 * while it is unpacked.
 */
@ApplicationScoped
public class ReceiveZip {

    /** The largest number of images in an archive. */
    public static final int MAX_IMAGES = 1_000;

    /** The largest number of entries, with folders and other files. */
    private static final int MAX_ENTRIES = 5_000;

    /** The largest number of bytes read to open an archive. 5,000 names of the greatest length, read twice, need less. */
    private static final long MAX_DIRECTORY_BYTES = 8L << 20;

    /** The largest size of all images together, unpacked. */
    private static final long MAX_BYTES = 8L << 30;

    /** Images hardly shrink when packed. A file that grows to more than this multiple is an attack. */
    private static final int MAX_GROWTH = 100;

    /** A file may grow to this size by any factor: a white PNG of a few thousand pixels packs very well. */
    private static final long HARMLESS_BYTES = 4L << 20;

    private final ReceiveImage receiveImage;

    @Inject
    ReceiveZip(ReceiveImage receiveImage) {
        this.receiveImage = receiveImage;
    }

    /** The result of receiving an archive. */
    public sealed interface Result {}

    /** At least one image is in the object store; the skipped files are not. */
    public record Received(List<UUID> images, List<SkippedFile> skipped) implements Result {}

    /** The archive was refused. Images that were stored before the problem was found stay. */
    public record Refused(Refusal refusal) implements Result {}

    /**
     * A file of the archive that was not stored.
     *
     * @param reason as text for people
     */
    public record SkippedFile(String name, String reason) {}

    /**
     * Receives the images of an archive for the current tenant.
     *
     * @param typeOf gives the content type for the name of a file
     */
    public Result receive(Path archive, Function<String, String> typeOf) throws IOException {
        try (BoundedZipChannel channel = new BoundedZipChannel(archive, MAX_DIRECTORY_BYTES);
                ZipFile zip = ZipFile.builder().setSeekableByteChannel(channel).get()) {
            channel.directoryRead();
            List<ZipArchiveEntry> files = Collections.list(zip.getEntries()).stream()
                    .filter(ReceiveZip::isFile)
                    .toList();
            Optional<Refusal> refusal = findRefusal(files, typeOf);
            return refusal.isPresent() ? new Refused(refusal.get()) : unpack(zip, files, typeOf);
        } catch (IOException e) {
            // The library wraps the exception of its channel.
            Throwable thrown = e.getCause() instanceof ZipBombException ? e.getCause() : e;
            if (thrown instanceof ZipBombException) {
                return new Refused(new Refusal(RefusalReason.ARCHIVE_TOO_LARGE, String.valueOf(thrown.getMessage())));
            }
            return new Refused(new Refusal(
                    RefusalReason.UNREADABLE_ARCHIVE,
                    "This file cannot be read as a ZIP archive. Create the archive again."));
        }
    }

    private static Optional<Refusal> findRefusal(List<ZipArchiveEntry> files, Function<String, String> typeOf) {
        long images = files.stream().filter(file -> isImage(file, typeOf)).count();
        long bytes = files.stream()
                .mapToLong(file -> Math.max(0, file.getSize()))
                .reduce(0, (sum, size) -> Math.min(MAX_BYTES + 1, sum + Math.min(size, MAX_BYTES + 1)));
        if (files.size() > MAX_ENTRIES || images > MAX_IMAGES) {
            return Optional.of(new Refusal(
                    RefusalReason.TOO_MANY_IMAGES,
                    "An archive may have at most %,d images; this one has %,d files, %,d of them images. Send several archives."
                            .formatted(MAX_IMAGES, files.size(), images)));
        }
        if (bytes > MAX_BYTES) {
            return Optional.of(new Refusal(
                    RefusalReason.ARCHIVE_TOO_LARGE,
                    "Unpacked, this archive has more than %,d bytes. Send several archives.".formatted(MAX_BYTES)));
        }
        return images == 0
                ? Optional.of(new Refusal(RefusalReason.NO_IMAGES, "There are no images in this archive."))
                : Optional.empty();
    }

    private Result unpack(ZipFile zip, List<ZipArchiveEntry> files, Function<String, String> typeOf)
            throws IOException {
        List<UUID> images = new ArrayList<>();
        List<SkippedFile> skipped = new ArrayList<>();
        Optional<Refusal> planRefusal = Optional.empty();
        long remaining = MAX_BYTES;
        Path file = Files.createTempFile("engram-zip-", null);
        try {
            for (ZipArchiveEntry entry : files) {
                String name = ReceiveImage.sanitizeName(entry.getName());
                Optional<String> reason = findSkipReason(zip, entry, typeOf);
                if (reason.isPresent()) {
                    skipped.add(new SkippedFile(name, reason.get()));
                    continue;
                }
                long bytes = unpack(zip, entry, file, Math.min(remaining, receiveImage.maxBytes()));
                remaining -= bytes;
                if (remaining <= 0) {
                    throw new ZipBombException("Unpacked, this archive is larger than it says.");
                }
                UploadRequest upload = new UploadRequest(name, typeOf.apply(name), bytes);
                Optional<Refusal> refusal = receiveImage.findRefusal(upload);
                if (refusal.isPresent()) {
                    planRefusal = planRefusal.or(() -> refusal.filter(ReceiveZip::isOfPlan));
                    skipped.add(new SkippedFile(name, refusal.get().detail()));
                } else {
                    images.add(receiveImage.store(upload, file));
                }
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return images.isEmpty() ? nothing(skipped, planRefusal) : new Received(images, skipped);
    }

    /** An archive without a usable image. A plan that has nothing left matters more than a single bad file. */
    private static Refused nothing(List<SkippedFile> skipped, Optional<Refusal> planRefusal) {
        SkippedFile first = skipped.get(0);
        return new Refused(planRefusal.orElseGet(() -> new Refusal(
                RefusalReason.NO_IMAGES,
                "No image of this archive could be used. %s: %s".formatted(first.name(), first.reason()))));
    }

    private static boolean isOfPlan(Refusal refusal) {
        return refusal.reason().kind() == RefusalReason.Kind.PAYMENT_REQUIRED;
    }

    /** Unpacks at most one byte more than the limit, so that the caller sees a file that is too large; the size in bytes. */
    private static long unpack(ZipFile zip, ZipArchiveEntry entry, Path file, long limit) throws IOException {
        long maxSize = Math.max(HARMLESS_BYTES, entry.getCompressedSize() * MAX_GROWTH);
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (InputStream content = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(file)) {
            for (int read = content.read(buffer); read >= 0 && bytes <= limit; read = content.read(buffer)) {
                int length = (int) Math.min(read, limit + 1 - bytes);
                out.write(buffer, 0, length);
                bytes += length;
                if (bytes > maxSize) {
                    throw new ZipBombException(
                            "A file in this archive grows to more than %d times its size. No image does."
                                    .formatted(MAX_GROWTH));
                }
            }
        }
        return bytes;
    }

    private static Optional<String> findSkipReason(
            ZipFile zip, ZipArchiveEntry entry, Function<String, String> typeOf) {
        if (!isImage(entry, typeOf)) {
            return Optional.of("Its name is not that of an image.");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return Optional.of("It is protected by a password.");
        }
        return zip.canReadEntryData(entry) ? Optional.empty() : Optional.of("It is packed with an unknown method.");
    }

    /** Whether an entry is a file, and not one that macOS or Windows adds by itself. */
    private static boolean isFile(ZipArchiveEntry entry) {
        String name = entry.getName();
        String last = name.substring(name.lastIndexOf('/') + 1);
        return !entry.isDirectory()
                && !entry.isUnixSymlink()
                && !name.startsWith("__MACOSX/")
                && !last.startsWith(".")
                && !last.equalsIgnoreCase("Thumbs.db");
    }

    private static boolean isImage(ZipArchiveEntry entry, Function<String, String> typeOf) {
        return typeOf.apply(entry.getName()).startsWith("image/");
    }
}
