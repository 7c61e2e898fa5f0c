/**
 * What a tenant makes of its pictures: projects that group them, links that show one of them to others, and the box in
 * which visitors try one.
 */
@NullMarked
package com.engram.library;

import org.jspecify.annotations.NullMarked;
