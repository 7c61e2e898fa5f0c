package com.engram.training;

import com.engram.csv.CsvFile;

/**
 * Why a file of ratings is refused.
 *
 * @param line of the file; 0 if the problem is about the whole file
 * @param detail what the line says, or a number; may be empty
 */
public record RatingProblem(Kind kind, int line, String detail) {

    /** The kinds of problems. */
    public enum Kind {
        /** The file is empty, or larger than {@link RatingsFile#MAX_BYTES}. */
        SIZE,
        /** The file is not text in UTF-8. */
        ENCODING,
        /** The header has no column {@code image} or no column {@code rating}; the detail is the column. */
        MISSING_COLUMN,
        /** A quotation mark is not closed. */
        OPEN_QUOTE,
        /** The line names no image. */
        NO_IMAGE,
        /** The rating is no number. */
        NO_NUMBER,
        /** The rating is not between 0 and 1. */
        OUT_OF_RANGE,
        /** The file rates the same image twice. */
        DUPLICATE,
        /** The library has no image of that name. */
        UNKNOWN_IMAGE,
        /** The library has several images of that name. */
        AMBIGUOUS_IMAGE,
        /** There are fewer images than {@link RatedSets#MIN_IMAGES}; the detail is their number. */
        TOO_FEW_IMAGES,
        /** There are more images than {@link RatedSets#MAX_IMAGES}; the detail is their number. */
        TOO_MANY_IMAGES,
        /** There are fewer different ratings than {@link RatedSets#MIN_RATINGS}; the detail is their number. */
        TOO_FEW_RATINGS;

        static Kind of(CsvFile.Reason reason) {
            return switch (reason) {
                case SIZE -> SIZE;
                case ENCODING -> ENCODING;
                case OPEN_QUOTE -> OPEN_QUOTE;
            };
        }
    }
}
