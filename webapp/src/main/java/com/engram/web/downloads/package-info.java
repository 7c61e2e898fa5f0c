/**
 * CSV files and workbooks of Excel to download. Imports web.
 */
@NullMarked
package com.engram.web.downloads;

import org.jspecify.annotations.NullMarked;
