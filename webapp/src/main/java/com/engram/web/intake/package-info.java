/**
 * What portal and API share to take in images and requests for analyses.
 */
@NullMarked
package com.engram.web.intake;

import org.jspecify.annotations.NullMarked;
