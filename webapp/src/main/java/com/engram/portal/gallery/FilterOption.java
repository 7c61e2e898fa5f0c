package com.engram.portal.gallery;

/** A choice of a filter. */
public record FilterOption(String id, String name) {}
