package com.engram.it;

import static com.engram.it.Route.Credentials.ANYBODY;
import static com.engram.it.Route.Credentials.CONSOLE;
import static com.engram.it.Route.Credentials.KEY;
import static com.engram.it.Route.Credentials.OPERATOR;
import static com.engram.it.Route.Credentials.SESSION;
import static com.engram.it.Route.Credentials.SIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import com.engram.it.Route.Id;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** Every endpoint, called by everybody who has no access to it. */
@ArquillianTest
@RunAsClient
class TenancyMatrixIT {

    static final List<Route> CATALOGUE = List.of(
            Route.of("GET /", ANYBODY),
            Route.of("POST /try multipart", ANYBODY),
            Route.of("GET /try/{token}", ANYBODY),
            Route.of("GET /share/{token}", ANYBODY),
            Route.of("POST /share/{token}/unlock", ANYBODY),
            Route.of("POST /share/{token}/comments", ANYBODY),
            Route.of("GET /share/{token}/images/{id}/picture", ANYBODY),
            Route.of("GET /share/{token}/images/{id}/thumbnail", ANYBODY),
            Route.of("GET /share/{token}/images/{id}/heatmap.png", ANYBODY),
            Route.of("GET /share/{token}/picture", ANYBODY),
            Route.of("GET /share/{token}/heatmap.png", ANYBODY),
            Route.of("GET /share/{token}/logo.png", ANYBODY),
            Route.of("GET /invitations/{token}", ANYBODY),
            Route.of("POST /invitations/{token}", ANYBODY),
            Route.of("GET /imprint", ANYBODY),
            Route.of("GET /login", ANYBODY),
            Route.of("GET /model-card", ANYBODY),
            Route.of("GET /privacy", ANYBODY),
            Route.of("GET /terms", ANYBODY),
            Route.of("GET /metrics", ANYBODY),
            Route.of("GET /api/docs", ANYBODY),
            Route.of("POST /login", ANYBODY),
            Route.of("GET /login/code", ANYBODY),
            Route.of("POST /login/code", ANYBODY),
            Route.of("POST /login/passkey", ANYBODY),
            Route.of("POST /login/passkey/options", ANYBODY),
            Route.of("GET /password/forgotten", ANYBODY),
            Route.of("POST /password/forgotten", ANYBODY),
            Route.of("GET /password/reset/{token}", ANYBODY),
            Route.of("POST /password/reset/{token}", ANYBODY),
            Route.of("POST /language", ANYBODY),
            Route.of("POST /logout", ANYBODY),
            Route.of("GET /signup", ANYBODY),
            Route.of("GET /sso/callback", ANYBODY),
            Route.of("GET /sso/{tenant}", ANYBODY),
            Route.of("GET /sso/{tenant}/on", ANYBODY),
            Route.of("POST /signup", ANYBODY),
            Route.of("POST /watch/end", ANYBODY),
            Route.of("GET /signup/confirm/{token}", ANYBODY),
            Route.of("POST /signup/confirm/{token}", ANYBODY),
            Route.of("POST /stripe/webhook", SIGNED),
            Route.of("GET /api/v1/analyses", KEY),
            Route.of("POST /api/v1/analyses", KEY, Id.IMAGE, 202),
            Route.of("POST /api/v1/analyses multipart", KEY),
            Route.of("GET /api/v1/analyses/{id}", KEY, Id.ANALYSIS, 200),
            Route.of("GET /api/v1/analyses/{id}/heatmap", KEY, Id.ANALYSIS, 200),
            Route.of("POST /api/v1/analyses/{id}/retry", KEY, Id.FAILED_ANALYSIS, 202),
            Route.of("GET /api/v1/batches", KEY),
            Route.of("POST /api/v1/batches", KEY, Id.IMAGE, 202),
            Route.of("GET /api/v1/batches/{id}", KEY, Id.BATCH, 200),
            Route.of("GET /api/v1/batches/{id}/events", KEY, Id.ENDED_BATCH, 200),
            Route.of("GET /api/v1/me", KEY),
            Route.of("POST /api/v1/batches/{id}/cancel", KEY, Id.BATCH, 200),
            Route.of("POST /api/v1/batches/{id}/retry", KEY, Id.BATCH, 200),
            Route.of("GET /api/v1/benchmarks", KEY),
            Route.of("GET /api/v1/shares", KEY),
            Route.of("POST /api/v1/shares", KEY),
            Route.of("GET /api/v1/shares/{id}", KEY, Id.SHARE, 200),
            Route.of("DELETE /api/v1/shares/{id}", KEY, Id.SHARE, 204),
            Route.of("GET /api/v1/shares/{id}/comments", KEY, Id.SHARE, 200),
            Route.of("DELETE /api/v1/shares/{id}/comments/{commentId}", KEY, Id.COMMENT, 204),
            Route.of("GET /api/v1/reality-checks", KEY),
            Route.of("POST /api/v1/reality-checks", KEY),
            Route.of("POST /api/v1/reality-checks csv", KEY),
            Route.of("POST /api/v1/reality-checks multipart", KEY),
            Route.of("GET /api/v1/reality-checks/{id}", KEY, Id.CAMPAIGN, 200),
            Route.of("DELETE /api/v1/reality-checks/{id}", KEY, Id.CAMPAIGN, 204),
            Route.of("POST /api/v1/comparisons", KEY, Id.IMAGE, 201),
            Route.of("GET /api/v1/comparisons", KEY),
            Route.of("PUT /api/v1/comparisons/{id}", KEY, Id.COMPARISON, 200),
            Route.of("DELETE /api/v1/comparisons/{id}", KEY, Id.COMPARISON, 204),
            Route.of("GET /api/v1/comparisons/{id}", KEY, Id.COMPARISON, 200),
            Route.of("GET /api/v1/what-ifs/{id}", KEY, Id.WHAT_IF, 200),
            Route.of("GET /api/v1/channels", KEY),
            Route.of("GET /api/v1/images/{id}/channels", KEY, Id.IMAGE, 200),
            Route.of("POST /api/v1/images/{id}/channels", KEY, Id.IMAGE, 400),
            Route.of("POST /api/v1/images/{id}/what-ifs", KEY, Id.IMAGE, 400),
            Route.of("POST /api/v1/images/{id}/variants", KEY, Id.IMAGE, 400),
            Route.of("POST /api/v1/exports", KEY),
            Route.of("GET /api/v1/exports/{id}", KEY, Id.EXPORT, 200),
            Route.of("GET /api/v1/images/{id}", KEY, Id.IMAGE, 200),
            Route.of("PATCH /api/v1/images/{id}", KEY, Id.IMAGE, 200),
            Route.of("GET /api/v1/images/{id}/review", KEY, Id.IMAGE, 200),
            Route.of("PUT /api/v1/images/{id}/review", KEY, Id.IMAGE, 400),
            Route.of("GET /api/v1/images/{id}/areas", KEY, Id.IMAGE, 200),
            Route.of("POST /api/v1/images/{id}/areas", KEY, Id.IMAGE, 400),
            Route.of("GET /api/v1/images/{id}/areas/proposals", KEY, Id.IMAGE, 200),
            Route.of("GET /api/v1/images/{id}/areas/{areaId}", KEY, Id.AREA, 200),
            Route.of("PATCH /api/v1/images/{id}/areas/{areaId}", KEY, Id.AREA, 200),
            Route.of("DELETE /api/v1/images/{id}/areas/{areaId}", KEY, Id.AREA, 204),
            Route.of("GET /api/v1/images/{id}/notes", KEY, Id.IMAGE, 200),
            Route.of("POST /api/v1/images/{id}/notes", KEY, Id.IMAGE, 400),
            Route.of("GET /api/v1/images/{id}/notes/{noteId}", KEY, Id.NOTE, 200),
            // A note of nobody.
            Route.of("PATCH /api/v1/images/{id}/notes/{noteId}", KEY, Id.NOTE, 403),
            Route.of("DELETE /api/v1/images/{id}/notes/{noteId}", KEY, Id.NOTE, 403),
            Route.of("PUT /api/v1/images/{id}/tags", KEY, Id.IMAGE, 400),
            Route.of("DELETE /api/v1/images/{id}", KEY, Id.IMAGE, 204),
            Route.of("GET /api/v1/projects", KEY),
            Route.of("POST /api/v1/projects", KEY),
            Route.of("GET /api/v1/projects/{id}", KEY, Id.PROJECT, 200),
            Route.of("GET /api/v1/projects/{id}/likeness", KEY, Id.PROJECT, 200),
            Route.of("PATCH /api/v1/projects/{id}", KEY, Id.PROJECT, 400),
            Route.of("DELETE /api/v1/projects/{id}", KEY, Id.PROJECT, 204),
            Route.of("GET /api/v1/reports/{kind}/{id}", KEY, Id.REPORT, 200),
            Route.of("POST /api/v1/uploads", KEY),
            Route.of("GET /api/v1/usage", KEY),
            Route.of("GET /api/v1/usage/projects", KEY),
            Route.of("GET /api/v1/webhook-endpoints", KEY),
            Route.of("POST /api/v1/webhook-endpoints", KEY),
            Route.of("GET /api/v1/webhook-endpoints/{id}", KEY, Id.WEBHOOK, 200),
            Route.of("PATCH /api/v1/webhook-endpoints/{id}", KEY, Id.WEBHOOK, 200),
            Route.of("DELETE /api/v1/webhook-endpoints/{id}", KEY, Id.WEBHOOK, 204),
            Route.of("POST /api/v1/webhook-endpoints/{id}/rotate", KEY, Id.WEBHOOK, 200),
            Route.of("POST /api/v1/webhook-endpoints/{id}/test", KEY, Id.WEBHOOK, 202),
            Route.of("GET /api/v1/webhook-endpoints/{id}/deliveries", KEY, Id.WEBHOOK, 200),
            Route.of("POST /api/v1/webhook-endpoints/{id}/deliveries/{deliveryId}/replay", KEY, Id.DELIVERY, 202),
            Route.of("GET /api/v1/webhook-endpoints/{id}/messages", KEY, Id.LISTENER, 200),
            Route.of("POST /api/v1/webhook-endpoints/{id}/messages", KEY, Id.LISTENER, 400),
            Route.of("GET /api/v1/plan", KEY),
            Route.of("GET /billing", SESSION),
            Route.of("GET /billing/return", SESSION),
            Route.of("GET /billing/change", SESSION),
            Route.of("GET /billing/choose/{plan}", SESSION),
            Route.of("GET /settings/shares", SESSION),
            Route.of("POST /billing/change", SESSION),
            Route.of("POST /billing/cancel", SESSION),
            Route.of("POST /billing/resume", SESSION),
            Route.of("POST /billing/portal", SESSION),
            Route.of("GET /events", SESSION),
            Route.of("GET /gallery", SESSION),
            Route.of("GET /gallery/cards", SESSION),
            Route.of("POST /gallery/uploads", SESSION),
            Route.of("POST /gallery/analyses", SESSION, Id.IMAGE, 202),
            Route.of("POST /gallery/selection/compare", SESSION),
            Route.of("POST /gallery/selection/file", SESSION),
            Route.of("POST /gallery/selection/tag", SESSION),
            Route.of("POST /gallery/selection/export", SESSION),
            Route.of("POST /gallery/selection/analyse", SESSION),
            Route.of("POST /gallery/selection/delete", SESSION),
            Route.of("POST /gallery/selection/restore", SESSION),
            Route.of("POST /gallery/imports", SESSION),
            Route.of("POST /gallery/images multipart", SESSION),
            Route.of("GET /gallery/beside/{id}", SESSION, Id.IMAGE, 303),
            Route.of("GET /campaigns", SESSION),
            Route.of("POST /campaigns multipart", SESSION),
            Route.of("GET /campaigns/{id}", SESSION, Id.CAMPAIGN, 200),
            Route.of("POST /campaigns/{id}/keep", SESSION, Id.CAMPAIGN, 303),
            Route.of("POST /campaigns/{id}/delete", SESSION, Id.CAMPAIGN, 303),
            Route.of("GET /compare", SESSION),
            Route.of("GET /reports/comparison", SESSION),
            Route.of("GET /reports/comparisons/{id}", SESSION, Id.COMPARISON, 200),
            Route.of("GET /comparisons", SESSION),
            Route.of("POST /comparisons", SESSION),
            Route.of("GET /comparisons/{id}", SESSION, Id.COMPARISON, 200),
            Route.of("POST /comparisons/{id}", SESSION, Id.COMPARISON, 303),
            Route.of("POST /comparisons/{id}/delete", SESSION, Id.COMPARISON, 303),
            Route.of("GET /reports/images/{id}", SESSION, Id.IMAGE, 200),
            Route.of("GET /reports/projects/{id}", SESSION, Id.PROJECT, 200),
            Route.of("GET /projects", SESSION),
            Route.of("POST /projects", SESSION),
            Route.of("GET /projects/{id}", SESSION, Id.PROJECT, 200),
            Route.of("POST /projects/{id}", SESSION, Id.PROJECT, 422),
            Route.of("POST /projects/{id}/rename", SESSION, Id.PROJECT, 422),
            Route.of("POST /projects/{id}/delete", SESSION, Id.PROJECT, 303),
            Route.of("GET /batches", SESSION),
            Route.of("POST /batches", SESSION, Id.IMAGE, 202),
            Route.of("POST /batches multipart", SESSION),
            Route.of("GET /batches/{id}", SESSION, Id.BATCH, 200),
            Route.of("GET /batches/{id}/results.csv", SESSION, Id.BATCH, 200),
            Route.of("POST /batches/{id}/cancel", SESSION, Id.BATCH, 303),
            Route.of("POST /batches/{id}/retry", SESSION, Id.BATCH, 303),
            Route.of("POST /images/{id}/share", SESSION, Id.IMAGE, 303),
            Route.of("POST /images/{id}/project", SESSION, Id.IMAGE, 303),
            Route.of("POST /images/{id}/tags", SESSION, Id.IMAGE, 422),
            Route.of("POST /shares", SESSION),
            Route.of("GET /shares/{id}", SESSION, Id.SHARE, 200),
            Route.of("POST /shares/{id}/comments/{commentId}/delete", SESSION, Id.COMMENT, 303),
            Route.of("POST /shares/{id}/revoke", SESSION, Id.SHARE, 303),
            Route.of("GET /images/{id}", SESSION, Id.IMAGE, 200),
            Route.of("GET /images/{id}/preview", SESSION, Id.IMAGE, 303),
            Route.of("GET /images/{id}/thumbnail", SESSION, Id.IMAGE, 303),
            Route.of("GET /images/{id}/heatmap.png", SESSION, Id.IMAGE, 200),
            Route.of("GET /images/{id}/heatmap.json", SESSION, Id.IMAGE, 200),
            Route.of("POST /images/{id}/review", SESSION, Id.IMAGE, 400),
            Route.of("POST /images/{id}/areas", SESSION, Id.IMAGE, 422),
            Route.of("POST /images/{id}/areas/{areaId}", SESSION, Id.AREA, 422),
            Route.of("POST /images/{id}/notes", SESSION, Id.IMAGE, 422),
            Route.of("POST /images/{id}/notes/{noteId}", SESSION, Id.NOTE, 404),
            Route.of("GET /images/{id}/channels", SESSION, Id.IMAGE, 200),
            // Without fields, the form names no channel and no change.
            Route.of("POST /images/{id}/channels", SESSION, Id.IMAGE, 404),
            Route.of("GET /images/{id}/what-ifs", SESSION, Id.IMAGE, 200),
            // The image of the test has no bytes.
            Route.of("POST /images/{id}/what-ifs", SESSION, Id.IMAGE, 422),
            Route.of("POST /images/{id}/what-ifs/own", SESSION, Id.IMAGE, 422),
            Route.of("POST /images/{id}/what-ifs/keep", SESSION, Id.IMAGE, 422),
            Route.of("POST /images/{id}/analyse", SESSION, Id.IMAGE, 303),
            Route.of("POST /images/{id}/retry", SESSION, Id.FAILED_IMAGE, 303),
            Route.of("POST /images/{id}/delete", SESSION, Id.IMAGE, 303),
            Route.of("GET /notifications", SESSION),
            Route.of("POST /notifications/read", SESSION),
            Route.of("POST /notifications/{id}/open", SESSION, Id.NOTIFICATION, 303),
            Route.of("POST /first-steps/dismiss", SESSION),
            Route.of("POST /first-steps/samples", SESSION),
            Route.of("POST /first-steps/samples/delete", SESSION),
            Route.of("GET /settings/notifications", SESSION),
            Route.of("POST /settings/notifications", SESSION),
            Route.of("GET /settings", SESSION),
            Route.of("GET /settings/keys", SESSION),
            Route.of("POST /settings/keys", SESSION),
            Route.of("POST /settings/keys/{id}/revoke", SESSION, Id.KEY, 303),
            Route.of("GET /settings/webhooks", SESSION),
            Route.of("POST /settings/webhooks", SESSION),
            Route.of("GET /settings/webhooks/{id}", SESSION, Id.WEBHOOK, 200),
            Route.of("POST /settings/webhooks/{id}", SESSION, Id.WEBHOOK, 303),
            Route.of("POST /settings/webhooks/{id}/state", SESSION, Id.WEBHOOK, 303),
            Route.of("POST /settings/webhooks/{id}/rotate", SESSION, Id.WEBHOOK, 303),
            Route.of("POST /settings/webhooks/{id}/test", SESSION, Id.WEBHOOK, 303),
            Route.of("POST /settings/webhooks/{id}/deliveries/{delivery}/replay", SESSION, Id.DELIVERY, 303),
            Route.of("POST /settings/webhooks/{id}/remove", SESSION, Id.WEBHOOK, 303),
            Route.of("GET /settings/brand", SESSION),
            Route.of("GET /settings/brand/logo.png", SESSION),
            Route.of("POST /settings/brand multipart", SESSION),
            Route.of("GET /settings/models", SESSION),
            Route.of("POST /settings/models multipart", SESSION),
            // A fresh data set has no images.
            Route.of("POST /settings/models/data-sets/{id}/train", SESSION, Id.DATA_SET, 422),
            Route.of("POST /settings/models/data-sets/{id}/delete", SESSION, Id.DATA_SET, 303),
            Route.of("POST /settings/models/{id}/approve", SESSION, Id.OWN_MODEL, 303),
            Route.of("POST /settings/models/{id}/discard", SESSION, Id.OWN_MODEL, 303),
            Route.of("POST /settings/models/{id}/withdraw", SESSION, Id.OWN_MODEL, 422),
            Route.of("GET /accounts", SESSION),
            Route.of("GET /settings/security", SESSION),
            Route.of("POST /settings/security/password", SESSION),
            Route.of("POST /settings/security/second-factor", SESSION),
            Route.of("POST /settings/security/second-factor/confirm", SESSION),
            Route.of("POST /settings/security/second-factor/off", SESSION),
            Route.of("POST /settings/security/recovery-codes", SESSION),
            Route.of("POST /settings/security/passkeys", SESSION),
            Route.of("POST /settings/security/passkeys/options", SESSION),
            Route.of("POST /settings/security/passkey/{id}/forget", SESSION, Id.PASSKEY, 303),
            Route.of("POST /settings/security/sessions/{id}/revoke", SESSION, Id.SESSION, 303),
            Route.of("POST /settings/security/sessions/revoke-others", SESSION),
            Route.of("GET /settings/prove", SESSION),
            Route.of("POST /settings/prove", SESSION),
            Route.of("POST /settings/prove/passkey", SESSION),
            Route.of("GET /settings/account", SESSION),
            Route.of("GET /settings/account/export.zip", SESSION),
            Route.of("POST /settings/account/close", SESSION),
            Route.of("POST /settings/account/keep", SESSION),
            Route.of("GET /settings/audit", SESSION),
            Route.of("GET /settings/audit/audit.csv", SESSION),
            Route.of("GET /settings/sign-on", SESSION),
            Route.of("POST /settings/sign-on", SESSION),
            Route.of("POST /settings/sign-on/remove", SESSION),
            Route.of("POST /settings/keys/{id}/rotate", SESSION, Id.KEY, 303),
            Route.of("GET /settings/usage", SESSION),
            Route.of("GET /settings/usage/usage.csv", SESSION),
            Route.of("GET /settings/people", SESSION),
            Route.of("POST /settings/people", SESSION),
            Route.of("POST /settings/people/{id}/role", SESSION, Id.MEMBER, 422),
            Route.of("POST /settings/people/{id}/remove", SESSION, Id.MEMBER, 303),
            Route.of("POST /settings/people/invitations/{id}/take-back", SESSION, Id.INVITATION, 303),
            Route.of("GET /admin/login", ANYBODY),
            Route.of("POST /admin/login", ANYBODY),
            Route.of("GET /admin/login/code", ANYBODY),
            Route.of("POST /admin/login/code", ANYBODY),
            Route.of("POST /admin/language", ANYBODY),
            Route.of("POST /admin/logout", ANYBODY),
            Route.of("GET /admin/invitations/{token}", ANYBODY),
            Route.of("POST /admin/invitations/{token}", ANYBODY),
            Route.of("GET /admin", CONSOLE),
            Route.of("GET /admin/live", CONSOLE),
            Route.of("GET /admin/queue", CONSOLE),
            Route.of("GET /admin/queue/live", CONSOLE),
            Route.of("POST /admin/queue/backends/{backend}/mode", CONSOLE),
            Route.of("GET /admin/queue/failures", CONSOLE),
            Route.of("POST /admin/queue/failures/retry", CONSOLE),
            Route.of("POST /admin/queue/failures/{id}/retry", CONSOLE, Id.FAILED_ANALYSIS, 303),
            Route.of("GET /admin/costs", CONSOLE),
            Route.of("GET /admin/costs/costs.csv", CONSOLE),
            Route.of("GET /admin/models", CONSOLE),
            Route.of("POST /admin/models/roll-out", CONSOLE),
            Route.of("POST /admin/models/own/{id}/approve", CONSOLE, Id.OWN_MODEL, 303),
            Route.of("POST /admin/models/own/{id}/discard", CONSOLE, Id.OWN_MODEL, 303),
            Route.of("POST /admin/models/own/{id}/withdraw", CONSOLE, Id.OWN_MODEL, 422),
            Route.of("POST /admin/models/terms", CONSOLE),
            Route.of("GET /admin/settings", CONSOLE),
            Route.of("GET /admin/emails", CONSOLE),
            Route.of("GET /admin/emails/{id}", CONSOLE, Id.EMAIL, 200),
            Route.of("POST /admin/emails/{id}/resend", CONSOLE, Id.EMAIL, 303),
            Route.of("POST /admin/emails/{id}/open", CONSOLE, Id.EMAIL, 422),
            Route.of("GET /admin/letters", CONSOLE),
            Route.of("GET /admin/letters/{id}", CONSOLE),
            Route.of("GET /admin/operators", CONSOLE),
            Route.of("POST /admin/operators", CONSOLE),
            Route.of("POST /admin/operators/invitations/{id}/take-back", CONSOLE),
            Route.of("POST /admin/operators/{id}/role", CONSOLE),
            Route.of("POST /admin/operators/{id}/remove", CONSOLE),
            Route.of("POST /admin/operators/{id}/authenticator", CONSOLE),
            Route.of("GET /admin/audit", CONSOLE),
            Route.of("GET /admin/audit/audit.csv", CONSOLE),
            Route.of("GET /admin/tenants", CONSOLE),
            Route.of("POST /admin/tenants", CONSOLE),
            Route.of("GET /admin/tenants/{id}", CONSOLE, Id.TENANT, 200),
            Route.of("GET /admin/tenants/{id}/plan", CONSOLE),
            Route.of("POST /admin/tenants/{id}/plan", CONSOLE, Id.TENANT, 422),
            Route.of("POST /admin/tenants/filters", CONSOLE),
            Route.of("POST /admin/tenants/filters/{filter}/delete", CONSOLE),
            Route.of("POST /admin/tenants/{id}/suspend", CONSOLE, Id.TENANT, 303),
            Route.of("POST /admin/tenants/{id}/credits", CONSOLE, Id.TENANT, 422),
            Route.of("POST /admin/tenants/{id}/model", CONSOLE, Id.TENANT, 303),
            Route.of("POST /admin/tenants/{id}/rescoring", CONSOLE, Id.TENANT, 422),
            Route.of("POST /admin/tenants/{id}/view", CONSOLE, Id.TENANT, 422),
            Route.of("GET /admin/billing", CONSOLE),
            Route.of("POST /admin/billing/publish", CONSOLE),
            Route.of("POST /admin/billing/uncharged", CONSOLE),
            Route.of("POST /admin/billing/{tenant}/invoices", CONSOLE, Id.TENANT, 422),
            Route.of("POST /admin/billing/{tenant}/invoices/settle", CONSOLE, Id.TENANT, 422),
            Route.of("GET /admin/plans", CONSOLE),
            Route.of("POST /admin/plans", CONSOLE),
            Route.of("GET /admin/plans/new", CONSOLE),
            Route.of("GET /admin/plans/{code}", CONSOLE, Id.PLAN, 200),
            Route.of("POST /admin/plans/{code}", CONSOLE, Id.PLAN, 422),
            Route.of("POST /admin/plans/{code}/preview", CONSOLE, Id.PLAN, 422),
            Route.of("GET /admin/plans/{code}/move", CONSOLE, Id.PLAN, 200),
            Route.of("POST /admin/plans/{code}/move", CONSOLE, Id.PLAN, 422),
            Route.of("POST /admin/plans/{code}/archive", CONSOLE, Id.PLAN, 303),
            Route.of("GET /api/v1/admin/tenants", OPERATOR),
            Route.of("POST /api/v1/admin/tenants", OPERATOR),
            Route.of("PATCH /api/v1/admin/tenants/{id}", OPERATOR, Id.TENANT, 200),
            Route.of("GET /api/v1/admin/tenants/{id}", OPERATOR, Id.TENANT, 200),
            Route.of("GET /api/v1/admin/tenants/{id}/credits", OPERATOR, Id.TENANT, 200),
            Route.of("POST /api/v1/admin/tenants/{id}/credits", OPERATOR, Id.TENANT, 400),
            Route.of("GET /api/v1/admin/billing", OPERATOR),
            Route.of("POST /api/v1/admin/billing/offer", OPERATOR),
            Route.of("POST /api/v1/admin/billing/uncharged", OPERATOR),
            Route.of("GET /api/v1/admin/tenants/{id}/invoices", OPERATOR, Id.TENANT, 200),
            Route.of("POST /api/v1/admin/tenants/{id}/invoices", OPERATOR, Id.TENANT, 400),
            Route.of("PATCH /api/v1/admin/tenants/{id}/invoices/{invoice}", OPERATOR),
            Route.of("GET /api/v1/admin/plans", OPERATOR),
            Route.of("POST /api/v1/admin/plans", OPERATOR),
            Route.of("PATCH /api/v1/admin/plans/{code}", OPERATOR, Id.PLAN, 200),
            Route.of("POST /api/v1/admin/plans/{code}/preview", OPERATOR, Id.PLAN, 200),
            Route.of("GET /api/v1/admin/plans/{code}/versions", OPERATOR, Id.PLAN, 200),
            Route.of("POST /api/v1/admin/plans/{code}/move", OPERATOR, Id.PLAN, 200),
            Route.of("GET /api/v1/admin/plans/{code}", OPERATOR, Id.PLAN, 200),
            Route.of("GET /api/v1/admin/queue", OPERATOR),
            Route.of("PATCH /api/v1/admin/queue/backends/{backend}", OPERATOR),
            Route.of("POST /api/v1/admin/queue/retry", OPERATOR),
            Route.of("GET /api/v1/admin/models", OPERATOR),
            Route.of("PATCH /api/v1/admin/models", OPERATOR),
            Route.of("POST /api/v1/admin/models/terms", OPERATOR),
            Route.of("GET /api/v1/admin/costs", OPERATOR),
            Route.of("POST /api/v1/admin/tenants/{id}/rescoring", OPERATOR, Id.TENANT, 202),
            Route.of("GET /api/v1/admin/tenants/{id}/rescoring", OPERATOR, Id.TENANT, 200),
            Route.of("GET /api/v1/admin/tenants/{id}/model", OPERATOR, Id.TENANT, 200),
            Route.of("PATCH /api/v1/admin/tenants/{id}/model", OPERATOR, Id.TENANT, 200),
            Route.of("GET /api/v1/admin/audit", OPERATOR),
            Route.of("GET /api/v1/admin/audit.csv", OPERATOR),
            Route.of("GET /api/v1/admin/emails", OPERATOR),
            Route.of("GET /api/v1/admin/letters", OPERATOR),
            // The last ones: the account's owner is an admin after the first, and has another session after the second.
            Route.of("POST /settings/people/{id}/hand-over", SESSION, Id.MEMBER, 303),
            Route.of("POST /accounts/{id}", SESSION, Id.TENANT, 303));

    @Test
    void the_catalogue_names_every_route() {
        assertThat(CATALOGUE.stream().map(Route::name)).containsExactlyInAnyOrderElementsOf(Route.all());
    }

    @Test
    void an_id_of_the_same_tenant_is_found() throws Exception {
        TestAccount account = TestAccount.open();
        SoftAssertions softly = new SoftAssertions();
        for (Route route : withId().toList()) {
            HttpResponse<String> answer = account.call(route, account.fresh(route.id()));
            softly.assertThat(answer.statusCode())
                    .as(route.name() + " answered " + answer.body())
                    .isEqualTo(route.ownAnswer());
        }
        softly.assertAll();
        report("own ids", withId().count());
    }

    @Test
    void an_id_of_another_tenant_looks_like_an_unknown_id() throws Exception {
        TestAccount account = TestAccount.open();
        TestAccount other = TestAccount.open();
        List<Route> routes = withId().filter(route -> !isOperators(route)).toList();
        SoftAssertions softly = new SoftAssertions();
        for (Route route : routes) {
            String foreign = other.fresh(route.id());
            String before = other.inventory();
            HttpResponse<String> toForeign = account.call(route, foreign);
            HttpResponse<String> toUnknown = account.call(route, TestAccount.unknown(route.id()));
            softly.assertThat(toForeign.statusCode()).as(route.name()).isEqualTo(404);
            softly.assertThat(toUnknown.statusCode()).as(route.name()).isEqualTo(404);
            softly.assertThat(toForeign.body()).as(route.name()).isEqualTo(toUnknown.body());
            softly.assertThat(other.inventory()).as(route.name()).isEqualTo(before);
        }
        softly.assertAll();
        report("foreign and unknown ids", 2L * routes.size());
    }

    @Test
    void an_unknown_id_is_not_found_for_the_operator() throws Exception {
        TestAccount account = TestAccount.open();
        for (Route route : withId().filter(TenancyMatrixIT::isOperators).toList()) {
            assertThat(account.call(route, TestAccount.unknown(route.id())).statusCode())
                    .as(route.name())
                    .isEqualTo(404);
        }
    }

    @Test
    void a_tenants_key_does_not_open_the_operators_routes() throws Exception {
        String key = TestAccount.open().client().key();
        assertEach(OPERATOR, 403, "Bearer " + key);
    }

    @Test
    void the_operators_key_does_not_open_a_tenants_routes() throws Exception {
        assertEach(KEY, 403, "Bearer " + TestEnvironment.OPERATOR_KEY);
    }

    @Test
    void the_api_refuses_requests_without_a_key() throws Exception {
        assertEach(OPERATOR, 401, "None");
        assertEach(KEY, 401, "None");
    }

    @Test
    void a_signed_out_browser_is_sent_to_the_login() throws Exception {
        List<Route> pages = through(SESSION).filter(r -> !r.changesSomething()).toList();
        for (Route route : pages) {
            HttpResponse<String> answer = TestApiClient.send(
                    TestAccount.request(route, TestAccount.unknown(route.id())).build());
            assertThat(answer.statusCode()).as(route.name()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location").orElse(""))
                    .as(route.name())
                    .contains("/login?next=");
        }
        report("pages signed out", pages.size());
    }

    @Test
    void the_console_is_closed_to_visitors_and_to_tenants() throws Exception {
        String tenants = TestAccount.open().cookie();
        List<Route> pages = through(CONSOLE).filter(r -> !r.changesSomething()).toList();
        for (Route route : pages) {
            for (String cookie : List.of("engram_session=" + tenants, "engram_operator=" + tenants, "none=1")) {
                HttpResponse<String> answer =
                        TestApiClient.send(TestAccount.request(route, TestAccount.unknown(route.id()))
                                .header("Cookie", cookie)
                                .build());
                assertThat(answer.statusCode()).as(route.name()).isEqualTo(303);
                assertThat(answer.headers().firstValue("Location").orElse(""))
                        .as(route.name())
                        .endsWith("/admin/login");
            }
        }
        report("the console's pages without an operator", 3L * pages.size());
    }

    @Test
    void a_form_without_its_token_is_refused() throws Exception {
        String cookie = TestAccount.open().cookie();
        List<Route> forms = Stream.of(SESSION, CONSOLE, ANYBODY)
                .flatMap(TenancyMatrixIT::through)
                .filter(Route::changesSomething)
                .toList();
        for (Route route : forms) {
            HttpRequest request = TestAccount.request(route, TestAccount.unknown(route.id()))
                    .header("Cookie", "engram_session=" + cookie)
                    .build();
            assertThat(TestApiClient.send(request).statusCode())
                    .as(route.name())
                    .isEqualTo(403);
        }
        report("forms without token", forms.size());
    }

    @Test
    void an_unsigned_webhook_message_is_refused() throws Exception {
        for (Route route : through(SIGNED).toList()) {
            HttpRequest request =
                    TestAccount.request(route, TestAccount.unknown(route.id())).build();
            assertThat(TestApiClient.send(request).statusCode())
                    .as(route.name())
                    .isIn(400, 404);
        }
    }

    private static void assertEach(Route.Credentials credentials, int status, String authorization) throws Exception {
        List<Route> routes = through(credentials).toList();
        for (Route route : routes) {
            HttpRequest.Builder request = TestAccount.request(route, TestAccount.unknown(route.id()));
            if (route.name().endsWith("multipart")) {
                request.setHeader("Content-Type", "multipart/form-data; boundary=x");
            }
            HttpResponse<String> answer = TestApiClient.send(
                    request.header("Authorization", authorization).build());
            assertThat(answer.statusCode()).as(route.name()).isEqualTo(status);
        }
        report(credentials + " with status " + status, routes.size());
    }

    private static Stream<Route> through(Route.Credentials credentials) {
        return CATALOGUE.stream().filter(route -> route.credentials() == credentials);
    }

    private static boolean isOperators(Route route) {
        return route.credentials() == OPERATOR || route.credentials() == CONSOLE;
    }

    private static Stream<Route> withId() {
        return CATALOGUE.stream().filter(route -> route.id() != Id.NONE);
    }

    private static void report(String what, long cases) {
        System.out.printf("Tenancy matrix: %d routes, %s: %d cases%n", CATALOGUE.size(), what, cases);
    }
}
