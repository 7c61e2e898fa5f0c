package com.engram.portal.variants;

import com.engram.analysis.scorers.estimates.Rectangle;
import com.engram.images.Image;
import java.util.Optional;

/** Numbers of forms. A text that is no number counts as missing. */
final class FormNumbers {

    private FormNumbers() {}

    /** A crop of an aspect ratio, moved and reduced so that it lies within the picture. All numbers are percent. */
    static Rectangle crop(Image image, double aspect, String left, String top, String width) {
        double picture = image.width().orElse(1) / (double) image.height().orElse(1);
        double perWidth = picture / aspect;
        double wide = Math.min(Math.min(1, 1 / perWidth), clamped(share(width).orElse(1.0)));
        double high = Math.min(1, wide * perWidth);
        return new Rectangle(
                Math.min(clamped(share(left).orElse(0.0)), 1 - wide),
                Math.min(clamped(share(top).orElse(0.0)), 1 - high),
                wide,
                high);
    }

    /** A rectangle from four numbers in percent; empty if one is missing. */
    static Optional<Rectangle> rectangle(String left, String top, String width, String height) {
        return share(left)
                .flatMap(x -> share(top)
                        .flatMap(y -> share(width)
                                .flatMap(wide -> share(height).map(high -> new Rectangle(x, y, wide, high)))));
    }

    /** A number; empty if the text is none. */
    static Optional<Double> number(String text) {
        try {
            double number = Double.parseDouble(text.strip().replace(',', '.'));
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Double> share(String percent) {
        return number(percent).map(number -> number / 100);
    }

    private static double clamped(double share) {
        return Math.max(0, Math.min(1, share));
    }
}
