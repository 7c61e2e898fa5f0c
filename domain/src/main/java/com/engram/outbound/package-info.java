/**
 * HTTP calls to URLs that customers gave. They cannot reach private networks. Imports no other package of Engram.
 */
@NullMarked
package com.engram.outbound;

import org.jspecify.annotations.NullMarked;
