/** Pages of campaigns: their results as a file, and whether the scores of the images went along with them. */
@NullMarked
package com.engram.portal.campaigns;

import org.jspecify.annotations.NullMarked;
