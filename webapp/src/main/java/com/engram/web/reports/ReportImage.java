package com.engram.web.reports;

import com.engram.web.results.ScoreView;
import java.util.Optional;

/**
 * An image in a report.
 *
 * @param picture the picture as a {@code data:} URL; empty if there is no preview
 * @param map the picture with its heatmap over it, as a {@code data:} URL; empty without a heatmap
 * @param isTall whether it is higher than wide
 */
public record ReportImage(
        String filename, Optional<String> picture, Optional<String> map, boolean isTall, Optional<ScoreView> score) {}
