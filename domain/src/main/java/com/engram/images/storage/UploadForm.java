package com.engram.images.storage;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * A signed form. The client posts multipart/form-data to the address: all fields, then the file, last, as
 * {@code file}.
 *
 * @param fields in the order in which they are to be sent
 */
public record UploadForm(URI url, Map<String, String> fields, Instant expiresAt) {}
