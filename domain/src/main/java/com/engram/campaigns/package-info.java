/**
 * Results of a tenant's campaigns: figures such as click rates by image, and whether the scores of the images went along with them.
 * Imports tenancy, audit, and images.
 */
@NullMarked
package com.engram.campaigns;

import org.jspecify.annotations.NullMarked;
