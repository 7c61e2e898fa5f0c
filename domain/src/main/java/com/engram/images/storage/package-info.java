/**
 * The object store as a port, the keys of an image's objects, and signed upload forms. Imports nothing of Engram.
 */
@NullMarked
package com.engram.images.storage;

import org.jspecify.annotations.NullMarked;
