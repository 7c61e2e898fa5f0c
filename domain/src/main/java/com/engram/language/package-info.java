/**
 * The languages of pages and emails, and the sentences in each of them. Imports no other feature.
 */
@NullMarked
package com.engram.language;

import org.jspecify.annotations.NullMarked;
