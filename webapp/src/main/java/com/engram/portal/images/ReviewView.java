package com.engram.portal.images;

import com.engram.reviews.Review;
import com.engram.reviews.ReviewState;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** A state that an image has or had, for display. */
public record ReviewView(ReviewState state, Optional<String> note, String by, OffsetDateTime at) {

    static ReviewView of(Review review) {
        return new ReviewView(
                review.state(),
                review.note(),
                review.reviewerName(),
                review.createdAt().atOffset(ZoneOffset.UTC));
    }
}
