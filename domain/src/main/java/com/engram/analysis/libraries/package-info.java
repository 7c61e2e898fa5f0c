/**
 * Operations on all images of a tenant: export, and scoring them again with another model. Batch jobs run them. Imports the
 * queue and the states of analyses, the object store and the audit log; nothing else in {@code analysis} imports this
 * package.
 */
@NullMarked
package com.engram.analysis.libraries;

import org.jspecify.annotations.NullMarked;
