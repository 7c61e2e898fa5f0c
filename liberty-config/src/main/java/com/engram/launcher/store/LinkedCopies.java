package com.engram.launcher.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;

/**
 * Copies an object by a second link to its file instead of reading, hashing and writing it. The store never changes a file: an
 * upload to the same key replaces it by another.
 */
final class LinkedCopies extends ForwardingBlobStore {

    /** Keys that are names of files as they are. */
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,150}");

    private final Path folder;

    /** @param folder holds a folder for each bucket */
    LinkedCopies(BlobStore objects, Path folder) {
        super(objects);
        this.folder = folder;
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        Optional<String> etag = isPlain(request) ? link(request) : Optional.empty();
        return etag.isPresent()
                ? CopyObjectResponse.builder()
                        .copyObjectResult(result -> result.eTag(etag.get()))
                        .build()
                : super.copyBlob(request);
    }

    /** Whether the request copies an unchanged object with its metadata, and says nothing about anything else. */
    private static boolean isPlain(CopyObjectRequest request) {
        CopyObjectRequest plain = CopyObjectRequest.builder()
                .sourceBucket(request.sourceBucket())
                .sourceKey(request.sourceKey())
                .destinationBucket(request.sourceBucket())
                .destinationKey(request.destinationKey())
                .copySourceIfMatch(request.copySourceIfMatch())
                .metadataDirective(request.metadataDirective())
                .build();
        return request.copySourceIfMatch() != null
                && request.metadataDirective() != MetadataDirective.REPLACE
                && request.equals(plain)
                && PLAIN_KEY.matcher(request.sourceKey()).matches()
                && PLAIN_KEY.matcher(request.destinationKey()).matches();
    }

    /** The entity tag of the copy; empty if the object is another one than expected, or cannot be linked. */
    private Optional<String> link(CopyObjectRequest request) {
        Path bucket = folder.resolve(request.sourceBucket());
        String temporary = request.destinationKey() + "-" + UUID.randomUUID();
        Path link = bucket.resolve(temporary);
        try {
            Files.createLink(link, bucket.resolve(request.sourceKey()));
            try {
                // The link is checked, because the source may be replaced at any time.
                String etag = blobMetadata(HeadObjectRequest.builder()
                                .bucket(request.sourceBucket())
                                .key(temporary)
                                .build())
                        .eTag();
                if (!unquoted(etag).equals(unquoted(request.copySourceIfMatch()))) {
                    return Optional.empty();
                }
                Files.move(
                        link,
                        bucket.resolve(request.destinationKey()),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                return Optional.of(etag);
            } finally {
                // It is still there if the move had no effect: the destination was the same file already.
                Files.deleteIfExists(link);
            }
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static String unquoted(String etag) {
        return etag.replace("\"", "");
    }
}
