/**
 * Work on a tenant's whole library: exporting it and scoring it again with another model.
 */
@NullMarked
package com.engram.analysis.libraries;

import org.jspecify.annotations.NullMarked;
