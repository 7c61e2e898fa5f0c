/**
 * The gallery: its filters, its actions on selected images, and the event stream that updates it. Imports exports, images
 * and projects.
 */
@NullMarked
package com.engram.portal.gallery;

import org.jspecify.annotations.NullMarked;
