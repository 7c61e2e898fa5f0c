package com.engram.images.upload;

import com.engram.images.upload.ReceiveImage.UploadRequest;
import com.engram.language.Language;
import com.engram.language.Message;
import com.engram.language.Messages;
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
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.ChecksumVerifyingInputStream;

/**
 * Receives the images of a ZIP archive: unpacks one after the other into the object store, and decodes none. A name inside
 * the archive becomes the name of an image, and never a path. A file that cannot be received is left out by name, and the
 * others are received. An archive that would grow too large is refused before it is unpacked.
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

    /** The archive was refused, and no image was stored. */
    public record Refused(Refusal refusal) implements Result {}

    /**
     * A file of the archive that was not stored.
     *
     * @param reason for people
     */
    public record SkippedFile(String name, Message reason) {}

    private record TypedFile(ZippedFile file, String type) {}

    /** Receives the images of an archive for the current tenant. */
    public Result receive(Path archive) throws IOException {
        try (BoundedZipChannel channel = new BoundedZipChannel(archive, MAX_DIRECTORY_BYTES);
                ZipFile zip = ZipFile.builder().setSeekableByteChannel(channel).get()) {
            channel.directoryRead();
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntriesInPhysicalOrder());
            Optional<Refusal> refusal = findRefusal(entries);
            return refusal.isPresent() ? new Refused(refusal.get()) : unpack(zip, ZippedFile.listFiles(entries));
        } catch (IOException e) {
            // The library wraps the exception of its channel.
            if (e.getCause() instanceof ZipBombException bomb) {
                return new Refused(new Refusal(RefusalReason.ARCHIVE_TOO_LARGE, String.valueOf(bomb.getMessage())));
            }
            return new Refused(new Refusal(
                    RefusalReason.UNREADABLE_ARCHIVE,
                    "This file cannot be read as a ZIP archive. If it is one part of a split archive, join the parts; otherwise create"
                            + " the archive again."));
        }
    }

    private static Optional<Refusal> findRefusal(List<ZipArchiveEntry> entries) {
        if (entries.size() > MAX_ENTRIES) {
            return Optional.of(new Refusal(
                    RefusalReason.TOO_MANY_IMAGES,
                    "An archive may have at most %,d files; this one has %,d. Send several archives."
                            .formatted(MAX_ENTRIES, entries.size()),
                    Message.of("refusal.too_many_images.archive", MAX_ENTRIES, entries.size())));
        }
        long bytes = entries.stream()
                .mapToLong(entry -> Math.max(0, entry.getSize()))
                .reduce(0, (sum, size) -> Math.min(MAX_BYTES + 1, sum + Math.min(size, MAX_BYTES + 1)));
        return bytes > MAX_BYTES
                ? Optional.of(new Refusal(
                        RefusalReason.ARCHIVE_TOO_LARGE,
                        "Unpacked, this archive has more than %,d bytes. Send several archives.".formatted(MAX_BYTES)))
                : Optional.empty();
    }

    private Result unpack(ZipFile zip, List<ZippedFile> files) throws IOException {
        List<TypedFile> found = new ArrayList<>();
        List<SkippedFile> skipped = new ArrayList<>();
        for (ZippedFile file : files) {
            try {
                found.add(new TypedFile(file, findType(zip, file)));
            } catch (SkippedFileException e) {
                skipped.add(new SkippedFile(file.name(), e.reason()));
            }
        }
        if (found.size() > MAX_IMAGES) {
            return new Refused(new Refusal(
                    RefusalReason.TOO_MANY_IMAGES,
                    "An archive may have at most %,d images; this one has %,d. Send several archives."
                            .formatted(MAX_IMAGES, found.size()),
                    Message.of("refusal.too_many_images.archive", MAX_IMAGES, found.size())));
        }
        List<UUID> images = new ArrayList<>();
        Optional<Refusal> planRefusal = Optional.empty();
        Path unpacked = Files.createTempFile("engram-zip-", null);
        try {
            long remaining = MAX_BYTES;
            for (TypedFile each : found) {
                ZippedFile file = each.file();
                try {
                    remaining -= unpack(zip, file, unpacked, Math.min(remaining, receiveImage.maxBytes()));
                    images.add(store(file, each.type(), unpacked));
                } catch (SkippedFileException e) {
                    planRefusal = planRefusal.or(() -> e.refusal().filter(ReceiveZip::isOfPlan));
                    skipped.add(new SkippedFile(file.name(), e.reason()));
                }
            }
        } finally {
            Files.deleteIfExists(unpacked);
        }
        return images.isEmpty() ? nothingReceived(skipped, planRefusal) : new Received(images, skipped);
    }

    /** An archive without a usable image. A plan that has nothing left matters more than a single bad file. */
    private static Result nothingReceived(List<SkippedFile> skipped, Optional<Refusal> planRefusal) {
        return new Refused(planRefusal.orElseGet(() -> noImages(skipped)));
    }

    private static Refusal noImages(List<SkippedFile> skipped) {
        if (skipped.isEmpty()) {
            return new Refusal(RefusalReason.NO_IMAGES, "There are no files in this archive.");
        }
        SkippedFile first = skipped.get(0);
        return new Refusal(
                RefusalReason.NO_IMAGES,
                "No image of this archive can be analysed. The first file, %s: %s"
                        .formatted(first.name(), Messages.in(Language.ENGLISH).text(first.reason())),
                Message.of("refusal.no_images.first", first.name(), first.reason()));
    }

    private static boolean isOfPlan(Refusal refusal) {
        return refusal.reason().kind() == RefusalReason.Kind.PAYMENT_REQUIRED;
    }

    /** The content type by the first bytes; by the name if the bytes are unknown, so that a damaged image is reported as such. */
    private static String findType(ZipFile zip, ZippedFile file) throws SkippedFileException {
        file.checkReadable();
        try (InputStream content = zip.getInputStream(file.entry())) {
            String type =
                    ImageTypes.ofBytes(content.readNBytes(ImageTypes.SIGNATURE_BYTES), ImageTypes.ofName(file.name()));
            if (!type.startsWith("image/")) {
                throw new SkippedFileException(Message.of("skipped.not_an_image"));
            }
            return type;
        } catch (IOException e) {
            throw SkippedFileException.damaged(e);
        }
    }

    private UUID store(ZippedFile file, String type, Path unpacked) throws IOException, SkippedFileException {
        UploadRequest upload = new UploadRequest(file.name(), type, Files.size(unpacked));
        Optional<Refusal> refusal = receiveImage.findRefusal(upload, unpacked);
        if (refusal.isPresent()) {
            throw new SkippedFileException(refusal.get());
        }
        return receiveImage.storeFromArchive(upload, unpacked);
    }

    /** Unpacks at most one byte more than the limit, so that the caller sees a file that is too large; the size in bytes. */
    private static long unpack(ZipFile zip, ZippedFile file, Path into, long limit)
            throws IOException, SkippedFileException {
        long maxSize = Math.max(HARMLESS_BYTES, file.entry().getCompressedSize() * MAX_GROWTH);
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (InputStream content = openVerified(zip, file);
                OutputStream out = Files.newOutputStream(into)) {
            for (int read = read(content, buffer); read >= 0 && bytes <= limit; read = read(content, buffer)) {
                int length = (int) Math.min(read, limit + 1 - bytes);
                out.write(buffer, 0, length);
                bytes += length;
                if (bytes > maxSize) {
                    throw new SkippedFileException(Message.of("skipped.growth", MAX_GROWTH));
                }
            }
        }
        return bytes;
    }

    private static InputStream openVerified(ZipFile zip, ZippedFile file) throws SkippedFileException {
        ZipArchiveEntry entry = file.entry();
        try {
            return new ChecksumVerifyingInputStream(
                    new CRC32(), zip.getInputStream(entry), entry.getSize(), entry.getCrc());
        } catch (IOException e) {
            throw SkippedFileException.damaged(e);
        }
    }

    /** Reads from the archive. Only this can fail because of a damaged file: writing fails because of the server. */
    private static int read(InputStream content, byte[] buffer) throws SkippedFileException {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw SkippedFileException.damaged(e);
        }
    }
}
