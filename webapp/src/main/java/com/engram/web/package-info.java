/**
 * What every part of the web application needs: the caller of a request, the parts of the site, and the ids that clients
 * see. Imports nothing else of the web application.
 *
 * <p>A request passes through these classes, in this order. FilterOrderTest compares this list with web.xml and with the
 * priorities of the JAX-RS filters.
 *
 * <ol>
 *   <li>{@link com.engram.web.RequestIdFilter} assigns the request id.
 *   <li>{@link com.engram.web.security.SecurityHeadersFilter} sets the security headers of the response.
 *   <li>{@link com.engram.web.security.AuthenticationFilter} determines the caller.
 *   <li>{@link com.engram.web.security.RequestGuardFilter} refuses ambiguous paths, bodies that are too large
 *       or too slow, and parameters that cannot be stored.
 *   <li>{@link com.engram.web.security.CsrfFilter} refuses a form without the token of its page.
 *   <li>{@link com.engram.web.security.RateLimitFilter} refuses callers of the API that send too many requests.
 *   <li>{@link com.engram.web.security.ScopeFilter} enters the caller's scope until the response has been written.
 *   <li>{@link com.engram.web.security.PermissionFilter} refuses callers without the permission of the endpoint.
 *   <li>{@link com.engram.web.security.ReauthenticationFilter} asks for the password again where the endpoint requires it.
 *   <li>{@link com.engram.web.security.ApiAccessFilter} refuses API keys of a plan without API access.
 *   <li>{@link com.engram.web.idempotency.IdempotencyFilter} replays the response of a request that was made before.
 *   <li>{@link com.engram.api.analyses.KnownBatchFilter} refuses to follow an unknown batch.
 *   <li>{@link com.engram.web.streams.StreamLimitFilter} refuses event streams beyond the limits.
 *   <li>{@link com.engram.web.security.ResponseHeadersFilter} forbids storing a response, and keeps the Host header out of
 *       redirects.
 *   <li>{@link com.engram.web.security.FormFieldsFilter} gives an endpoint every field of a form that it requires.
 *   <li>{@link com.engram.web.json.EntityTagWriter} gives some responses of the API their ETag.
 *   <li>{@link com.engram.web.security.ProbeFilter} has requests that found nothing checked for ids of other tenants.
 *   <li>{@link com.engram.web.multipart.MultipartGuard} refuses multipart bodies that are cut off or malformed.
 * </ol>
 *
 * <p>The first seven serve all requests, including those for the files of {@link com.engram.web.pages.AssetServlet}; the
 * others serve the endpoints of JAX-RS. Then {@link com.engram.web.json.JsonBodyReader} reads a JSON body, and refuses JSON
 * that the endpoint does not expect. On the way back {@link com.engram.web.idempotency.IdempotencyFilter} stores the
 * response, and {@link com.engram.web.problems.UnhandledExceptionMapper} turns an exception of an endpoint or a JAX-RS
 * filter into a response. What a servlet filter throws, and what the container refuses itself,
 * goes to {@link com.engram.web.problems.ErrorServlet}.
 */
@NullMarked
package com.engram.web;

import org.jspecify.annotations.NullMarked;
