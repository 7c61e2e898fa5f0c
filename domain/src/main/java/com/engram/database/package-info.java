/**
 * SQL in the running transaction, or a lookup outside of any: statements with named parameters, and rows that are read by name
 * into records. The only place that knows the library for it. See the decision "When SQL and when an entity".
 */
@NullMarked
package com.engram.database;

import org.jspecify.annotations.NullMarked;
