/**
 * What every page and every call shares: who calls, what they may do, how pages are rendered and how failures
 * look.
 */
@NullMarked
package com.engram.web;

import org.jspecify.annotations.NullMarked;
