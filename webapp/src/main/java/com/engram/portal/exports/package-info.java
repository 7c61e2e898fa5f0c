/**
 * Exports of a tenant's data: everything as ZIP, results as CSV and JSON.
 */
@NullMarked
package com.engram.portal.exports;

import org.jspecify.annotations.NullMarked;
