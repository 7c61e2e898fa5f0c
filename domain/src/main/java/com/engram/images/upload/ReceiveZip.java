package com.engram.images.upload;

import com.engram.images.upload.ReceiveImage.Announcement;
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
 * Lets the pictures in that a ZIP file holds: each is unpacked for itself, put into the store, and never decoded here.
 * Names inside the archive say what a picture is called and nothing of where anything goes. An archive that would grow
 * beyond all measure is refused before or while it is unpacked.
 */
@ApplicationScoped
public class ReceiveZip {

    /** So many pictures may be in one archive. */
    public static final int MOST_IMAGES = 1_000;

    /** With folders and whatever else lies beside the pictures. */
    private static final int MOST_ENTRIES = 5_000;

    /** What is read to open an archive: 5,000 names of the greatest length, twice, stay below. */
    private static final long LONGEST_DIRECTORY = 8L << 20;

    /** All pictures together, unpacked. */
    private static final long MOST_BYTES = 8L << 30;

    /** Pictures hardly shrink; what grows to more than that is made to do harm. */
    private static final int MOST_GROWTH = 100;

    /** Below this much growth harms nobody: a white PNG of a few thousand pixels packs very well. */
    private static final long HARMLESS_BYTES = 4L << 20;

    private final ReceiveImage receiveImage;

    @Inject
    ReceiveZip(ReceiveImage receiveImage) {
        this.receiveImage = receiveImage;
    }

    /** How an archive was taken. */
    public sealed interface Result {}

    /** Its pictures lie in the store, but for what was left out. */
    public record Received(List<UUID> images, List<LeftOut> leftOut) implements Result {}

    /** Nothing of it is taken, or nothing more: it is not what it seems. */
    public record Refused(Refusal refusal) implements Result {}

    /** A file of the archive that is not taken, and why. */
    public record LeftOut(String name, String why) {}

    /**
     * Takes in the pictures of an archive for the entered tenant.
     *
     * @param typeOf the type that a file's name promises
     */
    public Result receive(Path archive, Function<String, String> typeOf) throws IOException {
        try (BoundedZipChannel channel = new BoundedZipChannel(archive, LONGEST_DIRECTORY);
                ZipFile zip = ZipFile.builder().setSeekableByteChannel(channel).get()) {
            channel.opened();
            List<ZipArchiveEntry> files = Collections.list(zip.getEntries()).stream()
                    .filter(ReceiveZip::isFile)
                    .toList();
            Optional<Refusal> refusal = refusalOf(files, typeOf);
            return refusal.isPresent() ? new Refused(refusal.get()) : unpack(zip, files, typeOf);
        } catch (IOException e) {
            // The library tells what its channel threw as a cause.
            Throwable thrown = e.getCause() instanceof ZipBombException ? e.getCause() : e;
            if (thrown instanceof ZipBombException) {
                return new Refused(new Refusal(RefusalReason.ARCHIVE_TOO_LARGE, String.valueOf(thrown.getMessage())));
            }
            return new Refused(new Refusal(
                    RefusalReason.UNREADABLE_ARCHIVE, "This file cannot be read as a ZIP archive. Pack it once more."));
        }
    }

    private static Optional<Refusal> refusalOf(List<ZipArchiveEntry> files, Function<String, String> typeOf) {
        long pictures = files.stream().filter(file -> isPicture(file, typeOf)).count();
        long bytes = files.stream()
                .mapToLong(file -> Math.max(0, file.getSize()))
                .reduce(0, (sum, size) -> Math.min(MOST_BYTES + 1, sum + Math.min(size, MOST_BYTES + 1)));
        if (files.size() > MOST_ENTRIES || pictures > MOST_IMAGES) {
            return Optional.of(new Refusal(
                    RefusalReason.TOO_MANY_IMAGES,
                    "An archive may hold at most %,d pictures; this one has %,d files, %,d of them pictures. Send several."
                            .formatted(MOST_IMAGES, files.size(), pictures)));
        }
        if (bytes > MOST_BYTES) {
            return Optional.of(new Refusal(
                    RefusalReason.ARCHIVE_TOO_LARGE,
                    "Unpacked, this archive has more than %,d bytes. Send several.".formatted(MOST_BYTES)));
        }
        return pictures == 0
                ? Optional.of(new Refusal(RefusalReason.NO_IMAGES, "There are no pictures in this archive."))
                : Optional.empty();
    }

    private Result unpack(ZipFile zip, List<ZipArchiveEntry> files, Function<String, String> typeOf)
            throws IOException {
        List<UUID> images = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        long left = MOST_BYTES;
        Path file = Files.createTempFile("engram-zip-", null);
        try {
            for (ZipArchiveEntry entry : files) {
                String name = ReceiveImage.plainName(entry.getName());
                Optional<String> why = whyNot(zip, entry, typeOf);
                if (why.isPresent()) {
                    leftOut.add(new LeftOut(name, why.get()));
                    continue;
                }
                long bytes = unpack(zip, entry, file, Math.min(left, receiveImage.maxBytes()));
                left -= bytes;
                if (left <= 0) {
                    throw new ZipBombException("Unpacked, this archive is larger than it says.");
                }
                Announcement announcement = new Announcement(name, typeOf.apply(name), bytes);
                Optional<Refusal> refusal = receiveImage.refusalOf(announcement);
                if (refusal.isPresent()) {
                    leftOut.add(new LeftOut(name, refusal.get().detail()));
                } else {
                    images.add(receiveImage.store(announcement, file));
                }
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return new Received(images, leftOut);
    }

    /** Unpacks up to one byte more than {@code most}; how many there were. */
    private static long unpack(ZipFile zip, ZipArchiveEntry entry, Path file, long most) throws IOException {
        long tight = Math.max(HARMLESS_BYTES, entry.getCompressedSize() * MOST_GROWTH);
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (InputStream content = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(file)) {
            for (int read = content.read(buffer); read >= 0 && bytes <= most; read = content.read(buffer)) {
                int wanted = (int) Math.min(read, most + 1 - bytes);
                out.write(buffer, 0, wanted);
                bytes += wanted;
                if (bytes > tight) {
                    throw new ZipBombException(
                            "A file in this archive grows to more than %d times its size. No picture does."
                                    .formatted(MOST_GROWTH));
                }
            }
        }
        return bytes;
    }

    private static Optional<String> whyNot(ZipFile zip, ZipArchiveEntry entry, Function<String, String> typeOf) {
        if (!isPicture(entry, typeOf)) {
            return Optional.of("Its name is not that of a picture.");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return Optional.of("It is locked with a password.");
        }
        return zip.canReadEntryData(entry)
                ? Optional.empty()
                : Optional.of("It is packed in a way that cannot be read here.");
    }

    /** Neither a folder nor a link, nor what macOS and others put beside the files. */
    private static boolean isFile(ZipArchiveEntry entry) {
        String name = entry.getName();
        String last = name.substring(name.lastIndexOf('/') + 1);
        return !entry.isDirectory()
                && !entry.isUnixSymlink()
                && !name.startsWith("__MACOSX/")
                && !last.startsWith(".")
                && !last.equalsIgnoreCase("Thumbs.db");
    }

    private static boolean isPicture(ZipArchiveEntry entry, Function<String, String> typeOf) {
        return typeOf.apply(entry.getName()).startsWith("image/");
    }
}
