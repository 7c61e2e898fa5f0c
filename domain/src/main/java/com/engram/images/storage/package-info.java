/**
 * Where the bytes of images live: the object store's port, its keys, and signed upload forms.
 */
@NullMarked
package com.engram.images.storage;

import org.jspecify.annotations.NullMarked;
