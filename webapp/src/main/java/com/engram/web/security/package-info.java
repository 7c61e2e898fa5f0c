/**
 * The filters that decide who may do what. package-info of com.engram.web tells their order.
 */
@NullMarked
package com.engram.web.security;

import org.jspecify.annotations.NullMarked;
