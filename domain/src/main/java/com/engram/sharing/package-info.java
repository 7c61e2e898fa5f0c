/**
 * Share links: they show the result of an image, a comparison or a project to people without an account, who may comment.
 */
@NullMarked
package com.engram.sharing;

import org.jspecify.annotations.NullMarked;
