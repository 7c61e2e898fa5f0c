package com.engram.web.results;

import com.engram.analysis.comparisons.ComparedPair;
import com.engram.analysis.comparisons.Verdict;
import com.engram.language.Message;

/** A pair of images for display, the one with the higher score first. */
public record PairView(ComparedPair pair) {

    /** The view of a pair. */
    public static PairView of(ComparedPair pair) {
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

    /** The probability that the image with the higher score is the more memorable. No estimate is certain, so it is never 100 %. */
    public Message chance() {
        return pair.percent() > 99 ? Message.of("compare.percent.over") : Message.of("compare.percent", pair.percent());
    }

    /** The probability within a sentence. */
    public Message aboutChance() {
        return pair.percent() > 99
                ? Message.of("compare.percent.over")
                : Message.of("compare.percent.about", pair.percent());
    }

    /** Whether probability and difference are large enough for a verdict. */
    public boolean isDecided() {
        return pair.verdict() != Verdict.UNDECIDED;
    }

    /** Whether the scores are the same to one decimal of ten. */
    public boolean isLevel() {
        return difference() == 0;
    }

    /** The difference of the scores in points of ten, to one decimal. */
    public double difference() {
        return points(pair.difference());
    }

    /** How the other image compares with the one of the higher score: a key of {@code compare.verdict}. */
    public String verdictOnLower() {
        if (isLevel()) {
            return "level";
        }
        return pair.isClear() ? "lower" : isDecided() ? "probablyLower" : "close";
    }

    /** Lower end of the interval of the true difference, in points of ten, to one decimal. */
    public double low() {
        return points(pair.low());
    }

    /** Upper end of the interval of the true difference, in points of ten, to one decimal. */
    public double high() {
        return points(pair.high());
    }

    private static double points(double value) {
        return Math.round(value * 100) / 10.0;
    }
}
