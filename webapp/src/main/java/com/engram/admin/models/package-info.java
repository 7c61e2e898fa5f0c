/**
 * Which model scores for whom: page and API.
 */
@NullMarked
package com.engram.admin.models;

import org.jspecify.annotations.NullMarked;
