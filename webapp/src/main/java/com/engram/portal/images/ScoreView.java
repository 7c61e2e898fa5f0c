package com.engram.portal.images;

import com.engram.analysis.backends.Score;
import java.util.Locale;

/** A score for display: numbers out of ten with one decimal, and a description. */
public record ScoreView(Score score) {

    /** The score out of ten. */
    public String outOfTen() {
        return format(score.value());
    }

    /** Lower end of the error band, out of ten. */
    public String low() {
        return format(score.low());
    }

    /** Upper end of the error band, out of ten. */
    public String high() {
        return format(score.high());
    }

    /** The share of photographs that are less memorable, in whole percent. */
    public long rank() {
        return Math.round(score.percentile());
    }

    /** How many of a hundred people are expected to recognise the image. */
    public long people() {
        return Math.round(score.value() * 100);
    }

    /** The level among photographs: high, middle or low. It is also a CSS class. */
    public String level() {
        return score.percentile() >= 75 ? "high" : score.percentile() >= 25 ? "middle" : "low";
    }

    /** The level as text. */
    public String description() {
        return switch (level()) {
            case "high" -> "Memorable";
            case "middle" -> "Average";
            default -> "Easily forgotten";
        };
    }

    public boolean outOfDomain() {
        return score.outOfDomain();
    }

    /** The score on a scale from 0 to 100. */
    public double position() {
        return score.value() * 100;
    }

    /** The lower end of the error band on a scale from 0 to 100. */
    public double bandStart() {
        return score.low() * 100;
    }

    /** The width of the error band on a scale from 0 to 100. */
    public double bandWidth() {
        return (score.high() - score.low()) * 100;
    }

    private static String format(double value) {
        return String.format(Locale.ENGLISH, "%.1f", value * 10);
    }
}
