package com.engram.campaigns;

import com.engram.csv.CsvFile;

/**
 * Why results of a campaign are refused.
 *
 * @param line of the file; 0 if the problem is about the whole file
 * @param detail a name or a number; may be empty
 */
public record CampaignProblem(Kind kind, int line, String detail) {

    /** The kinds of problems. */
    public enum Kind {
        /** The file is empty, or larger than {@link CampaignFile#MAX_BYTES}. */
        SIZE,
        /** The file is not text in UTF-8. */
        ENCODING,
        /** A quotation mark is not closed. */
        OPEN_QUOTE,
        /** No column except the first one has numbers. */
        NO_METRIC,
        /** There are more than {@link CampaignResults#MAX_METRICS} columns with numbers; the detail is how many. */
        TOO_MANY_METRICS,
        /** Two columns have the same name, which is the detail. */
        METRIC_TWICE,
        /** A name is empty or too long. */
        NAME,
        /** There is no line below the header. */
        NO_LINES,
        /** There are more than {@link CampaignResults#MAX_LINES} lines; the detail is how many. */
        TOO_MANY_LINES,
        /** The account has {@link Campaigns#MAX_CAMPAIGNS} campaigns. */
        TOO_MANY_CAMPAIGNS;

        static Kind of(CsvFile.Reason reason) {
            return switch (reason) {
                case SIZE -> SIZE;
                case ENCODING -> ENCODING;
                case OPEN_QUOTE -> OPEN_QUOTE;
            };
        }
    }
}
