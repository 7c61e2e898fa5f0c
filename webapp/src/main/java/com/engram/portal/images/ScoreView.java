package com.engram.portal.images;

import com.engram.analysis.backends.Score;
import java.util.Locale;

/** A score as people read it: numbers out of ten with one decimal, and what they mean in words. */
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

    /** Share of photographs that are less memorable, in whole percent. */
    public long rank() {
        return Math.round(score.percentile());
    }

    /** How many of a hundred people are expected to recognise the picture. */
    public long people() {
        return Math.round(score.value() * 100);
    }

    /** How it stands among photographs: high, middle or low. */
    public String level() {
        return score.percentile() >= 75 ? "high" : score.percentile() >= 25 ? "middle" : "low";
    }

    /** The same in words. */
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

    /** Where the score stands on a scale from 0 to 100. */
    public double position() {
        return score.value() * 100;
    }

    /** Where its error band begins on a scale from 0 to 100. */
    public double bandStart() {
        return score.low() * 100;
    }

    /** How long its error band is on a scale from 0 to 100. */
    public double bandWidth() {
        return (score.high() - score.low()) * 100;
    }

    private static String format(double value) {
        return String.format(Locale.ENGLISH, "%.1f", value * 10);
    }
}
