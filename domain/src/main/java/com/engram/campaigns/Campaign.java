package com.engram.campaigns;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A campaign whose results were imported. As a preview it shows which lines name an image of the library; once it is kept, it stays until
 * it is deleted. A preview that nobody keeps is deleted after a day. An image that is deleted leaves its campaigns.
 *
 * @param kept whether it is more than a preview
 * @param metrics the names of its figures
 * @param lines how many images have results
 * @param matched how many of them are in the library
 */
public record Campaign(
        UUID id, String name, Instant createdAt, boolean kept, List<String> metrics, long lines, long matched) {}
