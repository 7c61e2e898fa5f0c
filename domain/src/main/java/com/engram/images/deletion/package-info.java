/**
 * Deletes images by request or retention, and later the objects behind their tombstones. Imports the object store, the audit
 * log and tenancy. Other features delete what belongs to an image when {@code ImagesDeleted} is fired.
 */
@NullMarked
package com.engram.images.deletion;

import org.jspecify.annotations.NullMarked;
