/** Images, their uploads, projects and tags, and exports of all images. Imports client.http. */
@NullMarked
package com.engram.client.images;

import org.jspecify.annotations.NullMarked;
