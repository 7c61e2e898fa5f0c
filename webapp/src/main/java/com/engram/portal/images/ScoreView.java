package com.engram.portal.images;

import com.engram.analysis.backends.Score;

/** A score for display: numbers out of ten, and its level among photographs. */
public record ScoreView(Score score) {

    /** The score out of ten. */
    public double ofTen() {
        return score.value() * 10;
    }

    /** Lower end of the likely range, out of ten. */
    public double lowOfTen() {
        return score.low() * 10;
    }

    /** Upper end of the likely range, out of ten. */
    public double highOfTen() {
        return score.high() * 10;
    }

    /** The share of photographs that are less memorable, in whole percent. */
    public long rank() {
        return Math.round(score.percentile());
    }

    /** How many of a hundred people are expected to recognise the image. */
    public long people() {
        return Math.round(score.value() * 100);
    }

    /** The lower end of the likely range of {@link #people}. */
    public long fewestPeople() {
        return Math.round(score.low() * 100);
    }

    /** The upper end of the likely range of {@link #people}. */
    public long mostPeople() {
        return Math.round(score.high() * 100);
    }

    /** The level among photographs: high, middle or low. It is also a CSS class. */
    public String level() {
        return score.percentile() >= 75 ? "high" : score.percentile() >= 25 ? "middle" : "low";
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

    /** The upper end of the error band on a scale from 0 to 100. */
    public double bandEnd() {
        return score.high() * 100;
    }

    /** The width of the error band on a scale from 0 to 100. */
    public double bandWidth() {
        return (score.high() - score.low()) * 100;
    }
}
