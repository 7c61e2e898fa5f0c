package com.engram.campaigns;

/**
 * A line of a campaign that names no image.
 *
 * @param line of the file
 * @param image the name that it gives
 */
public record UnmatchedLine(int line, String image, Match match) {}
