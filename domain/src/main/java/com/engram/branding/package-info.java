/**
 * The brand under which a tenant shows results to others: its name, colour and logo in reports and on shared pages. Imports tenancy and
 * audit.
 */
@NullMarked
package com.engram.branding;

import org.jspecify.annotations.NullMarked;
