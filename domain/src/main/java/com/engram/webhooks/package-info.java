/**
 * Tells tenants' own servers what happened, by the Standard Webhooks specification.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
@NullMarked
package com.engram.webhooks;

import org.jspecify.annotations.NullMarked;
