/**
 * The languages of pages and emails, the sentences in each of them, and texts cut to a length. Imports no other feature.
 */
@NullMarked
package com.engram.language;

import org.jspecify.annotations.NullMarked;
