/**
 * Analyses images when their bytes arrive in the object store, if the request for the upload form asked for it. The package below
 * learns of arrivals from a queue; a recurring task asks the store.
 */
@NullMarked
package com.engram.analysis.arrivals;

import org.jspecify.annotations.NullMarked;
