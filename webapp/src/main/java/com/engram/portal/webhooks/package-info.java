/**
 * Pages of the account's webhook endpoints: their settings, their secrets, and the log of their deliveries. Imports web,
 * web.cookies, web.language, web.pages, web.paging, and web.security.
 */
@NullMarked
package com.engram.portal.webhooks;

import org.jspecify.annotations.NullMarked;
