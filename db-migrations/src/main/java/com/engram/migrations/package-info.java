/** Brings a database to the schema that this build expects. */
@NullMarked
package com.engram.migrations;

import org.jspecify.annotations.NullMarked;
