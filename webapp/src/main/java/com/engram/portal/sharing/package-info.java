/**
 * Share links and the page that they open.
 */
@NullMarked
package com.engram.portal.sharing;

import org.jspecify.annotations.NullMarked;
