/**
 * The audit log for operators: page and API.
 */
@NullMarked
package com.engram.admin.audit;

import org.jspecify.annotations.NullMarked;
