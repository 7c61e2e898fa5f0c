/**
 * Projects, tags, benchmarks, and the public trial of one image. Imports analysis, images, plans, sharing and the audit log; reads the
 * current results of images from the table {@code image_result} as a read-only projection.
 */
@NullMarked
package com.engram.library;

import org.jspecify.annotations.NullMarked;
