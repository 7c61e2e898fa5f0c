/** Receives batches, and shows one as a filter of the gallery. Imports exports and the gallery. */
@NullMarked
package com.engram.portal.batches;

import org.jspecify.annotations.NullMarked;
