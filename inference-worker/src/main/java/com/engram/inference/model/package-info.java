/** What a memorability model is: its layers, its weights, its head and the manifest that names it. No native library is needed here. */
@NullMarked
package com.engram.inference.model;

import org.jspecify.annotations.NullMarked;
