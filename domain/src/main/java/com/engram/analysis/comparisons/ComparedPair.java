package com.engram.analysis.comparisons;

/**
 * Two images of a comparison.
 *
 * @param difference the score of the first minus that of the second, -1..1
 * @param low lower end of the 90 % interval of the true difference
 * @param high upper end of the interval
 * @param probability that the first is the more memorable, 0..1
 */
public record ComparedPair(
        ComparedImage first, ComparedImage second, double difference, double low, double high, double probability) {

    /** The probability that the first is the more memorable, in whole percent. */
    public long percent() {
        return Math.round(probability * 100);
    }

    /** How much the scores differ, in tenths of a point of ten. */
    private long tenths() {
        return Math.round(Math.abs(difference) * 100);
    }

    /** What the pair says. It follows from the probability and the difference as they are shown, so it agrees with them. */
    public Verdict verdict() {
        return Verdict.of(percent(), tenths());
    }

    /** Whether the pair is decided and the 90 % interval does not contain 0, in tenths of a point of ten as it is shown. */
    public boolean isClear() {
        return verdict() != Verdict.UNDECIDED && (Math.round(low * 100) > 0 || Math.round(high * 100) < 0);
    }

    /** The same pair with the image of the higher score first; two equal scores keep their order. */
    public ComparedPair higherFirst() {
        return difference >= 0 ? this : new ComparedPair(second, first, -difference, -high, -low, 1 - probability);
    }

    /** The verdict as a sentence. */
    public String sentence() {
        return switch (verdict()) {
            case FIRST -> sentence(first, second);
            case SECOND -> sentence(second, first);
            case UNDECIDED -> "%s and %s are too close to rank.".formatted(first.filename(), second.filename());
        };
    }

    private String sentence(ComparedImage better, ComparedImage other) {
        return "%s is %smore memorable than %s."
                .formatted(better.filename(), isClear() ? "" : "probably ", other.filename());
    }

    boolean isWonBy(ComparedImage image) {
        return first.equals(image) && verdict() == Verdict.FIRST || second.equals(image) && verdict() == Verdict.SECOND;
    }

    boolean contains(ComparedImage image) {
        return first.equals(image) || second.equals(image);
    }
}
