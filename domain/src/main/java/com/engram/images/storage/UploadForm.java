package com.engram.images.storage;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * A signed upload form. The client posts multipart/form-data to the URL: all fields first, then the file as
 * {@code file}.
 *
 * @param fields in the order in which to send them
 */
public record UploadForm(URI url, Map<String, String> fields, Instant expiresAt) {}
