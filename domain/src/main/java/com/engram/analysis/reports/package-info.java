/**
 * Read-only views of analyses: the gallery, lists of analyses, usage over time, and scoring costs. Nothing else in
 * {@code analysis} imports this package. Its SQL also reads tables of projects, people and API keys.
 */
@NullMarked
package com.engram.analysis.reports;

import org.jspecify.annotations.NullMarked;
