/**
 * The API's resources for uploads, images, projects, and exports.
 */
@NullMarked
package com.engram.api.images;

import org.jspecify.annotations.NullMarked;
