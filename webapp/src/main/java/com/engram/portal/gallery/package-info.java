/**
 * The gallery, its filters and selections, and the event stream that updates it.
 */
@NullMarked
package com.engram.portal.gallery;

import org.jspecify.annotations.NullMarked;
