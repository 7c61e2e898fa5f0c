/**
 * Open event streams: who has them, how many there may be, and how they end when access does. Imports web, web.json
 * and web.problems.
 */
@NullMarked
package com.engram.web.streams;

import org.jspecify.annotations.NullMarked;
