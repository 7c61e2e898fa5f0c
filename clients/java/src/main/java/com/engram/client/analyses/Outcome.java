package com.engram.client.analyses;

/** What came of an analysis. */
public sealed interface Outcome {

    /** The image has a score. */
    record Scored(Score score) implements Outcome {}

    /** The image cannot be scored, for example because the file is damaged. Nothing was charged. */
    record Rejected(String code, String detail) implements Outcome {}

    /** The server could not score the image. Nothing was charged; {@link Analyses#retry} queues it again. */
    record Failed(String code, String detail) implements Outcome {}

    /** The analysis has not finished. */
    record Unfinished(AnalysisStatus status) implements Outcome {}

    /** The outcome of an analysis. */
    static Outcome of(Analysis analysis) {
        Score score = analysis.score();
        Analysis.Note problem = analysis.problem();
        String code = problem == null ? "unknown" : problem.code();
        String detail = problem == null ? "" : problem.detail();
        return switch (analysis.status()) {
            case DONE -> score == null ? new Failed("no_score", "The answer has no score.") : new Scored(score);
            case REJECTED -> new Rejected(code, detail);
            case FAILED -> new Failed(code, detail);
            case QUEUED, SCORING, MAPPING, UNKNOWN -> new Unfinished(analysis.status());
        };
    }
}
