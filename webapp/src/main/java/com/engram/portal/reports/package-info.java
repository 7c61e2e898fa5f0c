/** Downloads of reports. */
@NullMarked
package com.engram.portal.reports;

import org.jspecify.annotations.NullMarked;
