/**
 * The console's first page: alerts and key figures. Imports the reports of billing, costs, operations and tenants.
 */
@NullMarked
package com.engram.admin.overview;

import org.jspecify.annotations.NullMarked;
