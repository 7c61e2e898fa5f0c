package com.engram.portal.compare;

import com.engram.analysis.comparisons.ComparedPair;
import com.engram.analysis.comparisons.Verdict;
import java.util.Locale;

/** A pair of images for display, the one with the higher score first. */
public record PairView(ComparedPair pair) {

    static PairView of(ComparedPair pair) {
        return new PairView(pair.higherFirst());
    }

    /** The file name of the image with the higher score. */
    public String higher() {
        return pair.first().filename();
    }

    /** The file name of the other image. */
    public String lower() {
        return pair.second().filename();
    }

    /** The probability that the image with the higher score is the more memorable. */
    public String chance() {
        return percent(pair.percent());
    }

    /** The probability within a sentence. */
    public String aboutChance() {
        return pair.percent() > 99 ? chance() : "about " + chance();
    }

    /** Whether the probability is high enough for a verdict. */
    public boolean isDecided() {
        return pair.verdict() != Verdict.UNDECIDED;
    }

    /** The verdict as a sentence. */
    public String sentence() {
        return pair.sentence();
    }

    /** The difference of the scores in points of ten. */
    public String difference() {
        return points(pair.difference());
    }

    /** By how much the first image scores higher, as a sentence. */
    public String margin() {
        return isLevel()
                ? "Their scores are the same to one decimal."
                : "It scores %s points of 10 higher.".formatted(difference());
    }

    /** How the other image compares with the one of the higher score, in two sentences. */
    String verdictOnLower() {
        return "%s %s"
                .formatted(
                        isLevel()
                                ? "Level with %s.".formatted(higher())
                                : "%s points below %s.".formatted(difference(), higher()),
                        isDecided() ? "Clearly lower." : "Too close to rank.");
    }

    private boolean isLevel() {
        return Math.round(pair.difference() * 100) == 0;
    }

    /** Lower end of the interval of the true difference, in points of ten. */
    public String low() {
        return points(pair.low());
    }

    /** Upper end of the interval of the true difference, in points of ten. */
    public String high() {
        return points(pair.high());
    }

    /** No estimate is certain, so it is never shown as 100 %. */
    static String percent(long percent) {
        return percent > 99 ? "over 99%" : percent + "%";
    }

    private static String points(double value) {
        double rounded = Math.round(value * 100) / 10.0;
        String digits = String.format(Locale.ENGLISH, "%.1f", Math.abs(rounded));
        return rounded < 0 ? "\u2212" + digits : digits;
    }
}
