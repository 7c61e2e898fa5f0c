package com.engram.web.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextCursor for the next page; null at the end
 */
public record ApiPage<T>(List<T> data, @Nullable String nextCursor) {}
