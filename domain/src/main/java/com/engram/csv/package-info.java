/**
 * CSV files that people upload: their rows, and the numbers in their cells. Imports no other feature.
 */
@NullMarked
package com.engram.csv;

import org.jspecify.annotations.NullMarked;
