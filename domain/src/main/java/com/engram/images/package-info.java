/**
 * Images of a tenant and their states. Imports no other package of images.
 */
@NullMarked
package com.engram.images;

import org.jspecify.annotations.NullMarked;
