package com.engram.analysis.reports;

import java.util.Optional;
import java.util.UUID;

/**
 * Where a page of the gallery ended. It holds the score with which the last image was shown, so the next page begins at
 * the same place even if that image has another score by then, or was deleted.
 *
 * @param score 0..1, of the image when it was shown; empty if it had none
 */
public record GalleryPosition(UUID image, Optional<Float> score) {}
