package com.engram.it;

import com.engram.web.PublicId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A tenant with a key and a signed-in owner, and with objects of every kind that has an id. */
record TestAccount(TestApiClient client, UUID tenant, UUID person, String cookie) {

    /** The hash of a password that no test uses, so that every password compared with it is refused. */
    private static final String PASSWORD_HASH =
            "$argon2id$v=19$m=19456,t=2,p=1$C4jyXcf64RJG64+9jridiw$/E1J8yFi9WfjcASeevujuNlnVQabiJeXoXq+Ud3pxvk";

    static TestAccount open() throws IOException, InterruptedException, SQLException {
        return onPlan("free");
    }

    /** A tenant on that plan. */
    static TestAccount onPlan(String plan) throws IOException, InterruptedException, SQLException {
        TestApiClient client = TestApiClient.onPlan(plan);
        UUID tenant = PublicId.TENANT.parse(client.tenant()).orElseThrow();
        UUID person = UUID.randomUUID();
        String cookie = UUID.randomUUID().toString();
        execute("""
            insert into person values ('%2$s', '%2$s@example.com', 'Owner', '%4$s', now());
            insert into membership values (gen_random_uuid(), '%1$s', '%2$s', 'owner', now());
            insert into session (id, tenant_id, person_id, token_hash, created_at, last_seen_at, expires_at) values (gen_random_uuid(), '%1$s', '%2$s', sha256('%3$s'), now(), now(), now() + interval '1 day');
            """.formatted(tenant, person, cookie, PASSWORD_HASH));
        return new TestAccount(client, tenant, person, cookie);
    }

    /** Another member of this tenant, with that role. */
    TestAccount fellow(String role) throws SQLException {
        UUID fellow = member(role);
        String theirs = UUID.randomUUID().toString();
        execute(
                "insert into session (id, tenant_id, person_id, token_hash, created_at, last_seen_at, expires_at) values (gen_random_uuid(), '%s', '%s', sha256('%s'), now(), now(), now() + interval '1 day')"
                        .formatted(tenant, fellow, theirs));
        return new TestAccount(client, tenant, fellow, theirs);
    }

    /** The status of a page for this account's member; the body is discarded. */
    int status(Route route, String id) throws IOException, InterruptedException {
        HttpRequest request = request(route, id)
                .header("Cookie", "engram_session=" + cookie)
                .header("X-CSRF-Token", formToken(cookie))
                .build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    /** The body of a page for this account's member. */
    String page(String path) throws IOException, InterruptedException {
        return TestApiClient.send(HttpRequest.newBuilder(URI.create(TestEnvironment.server() + path))
                        .header("Cookie", "engram_session=" + cookie)
                        .header("Accept", "text/html,*/*;q=0.8")
                        .build())
                .body();
    }

    /** The page that a response redirects to, with the cookies of the response. */
    String follow(HttpResponse<String> redirect) throws IOException, InterruptedException {
        String once = redirect.headers().allValues("Set-Cookie").stream()
                .map(header -> header.split(";", 2)[0])
                .collect(Collectors.joining("; "));
        URI page = URI.create(TestEnvironment.server()
                + URI.create(redirect.headers().firstValue("Location").orElseThrow())
                        .getPath());
        return TestApiClient.send(HttpRequest.newBuilder(page)
                        .header("Cookie", "engram_session=" + cookie + "; " + once)
                        .header("Accept", "text/html,*/*;q=0.8")
                        .build())
                .body();
    }

    /** Creates an object of that kind; returns its public id. */
    String fresh(Route.Id kind) throws SQLException {
        return switch (kind) {
            case IMAGE -> PublicId.IMAGE.of(analysed(UUID.randomUUID()));
            case AREA -> {
                UUID image = analysed(UUID.randomUUID());
                UUID area = UUID.randomUUID();
                execute("""
                    insert into image_area (id, tenant_id, image_id, name, kind, form, coordinates, created_at)
                    values ('%s', '%s', '%s', 'Logo', 'logo', 'rectangle', '{0, 0, 0.5, 0.5}', now())
                    """.formatted(area, tenant, image));
                yield PublicId.IMAGE.of(image) + "/areas/" + PublicId.AREA.of(area);
            }
            case NOTE -> {
                UUID image = analysed(UUID.randomUUID());
                UUID note = UUID.randomUUID();
                execute("""
                    insert into image_note (id, tenant_id, image_id, author_name, text, created_at)
                    values ('%s', '%s', '%s', 'Ann', 'A note', now())
                    """.formatted(note, tenant, image));
                yield PublicId.IMAGE.of(image) + "/notes/" + PublicId.NOTE.of(note);
            }
            case ANALYSIS -> {
                UUID analysis = UUID.randomUUID();
                analysed(analysis);
                yield PublicId.ANALYSIS.of(analysis);
            }
            case FAILED_ANALYSIS -> {
                UUID analysis = UUID.randomUUID();
                analysed(analysis);
                execute("""
                    update analysis set state = 'FAILED', problem_code = 'x', score = null, credits = null where id = '%s'
                    """.formatted(analysis));
                yield PublicId.ANALYSIS.of(analysis);
            }
            case FAILED_IMAGE -> {
                UUID image = analysed(UUID.randomUUID());
                execute("""
                    update analysis set state = 'FAILED', problem_code = 'x', score = null, credits = null where image_id = '%s'
                    """.formatted(image));
                yield PublicId.IMAGE.of(image);
            }
            case BATCH -> {
                UUID batch = UUID.randomUUID();
                execute("insert into batch (id, tenant_id, name, total, created_at) values ('%s', '%s', 'b', 0, now())"
                        .formatted(batch, tenant));
                yield PublicId.BATCH.of(batch);
            }
            case ENDED_BATCH -> {
                String batch = fresh(Route.Id.BATCH);
                execute("update batch set finished_at = now() where id = '%s'"
                        .formatted(PublicId.BATCH.parse(batch).orElseThrow()));
                yield batch;
            }
            case COMPARISON -> {
                UUID comparison = UUID.randomUUID();
                execute("""
                    insert into comparison (id, tenant_id, model_name, model_version, created_at) values ('%1$s', '%2$s', 'engram', '1', now());
                    insert into comparison_image values ('%1$s', 0, '%2$s', '%3$s', gen_random_uuid(), 0.7, 0.6, 0.8, false);
                    insert into comparison_image values ('%1$s', 1, '%2$s', '%4$s', gen_random_uuid(), 0.6, 0.5, 0.7, false);
                    insert into comparison_pair values ('%1$s', 0, 1, '%2$s', 0.1, 0, 0.2, 0.9);
                    """.formatted(comparison, tenant, analysed(UUID.randomUUID()), analysed(UUID.randomUUID())));
                yield PublicId.COMPARISON.of(comparison);
            }
            case REPORT -> "image/" + PublicId.IMAGE.of(analysed(UUID.randomUUID()));
            case CAMPAIGN -> {
                UUID campaign = UUID.randomUUID();
                execute("""
                    insert into campaign values ('%1$s', '%2$s', 'Spring', now(), now());
                    insert into campaign_metric values ('%1$s', 0, '%2$s', 'CTR');
                    """.formatted(campaign, tenant));
                yield PublicId.CAMPAIGN.of(campaign);
            }
            case WHAT_IF -> {
                UUID whatIf = UUID.randomUUID();
                UUID image = analysed(UUID.randomUUID());
                execute("""
                    insert into what_if (id, tenant_id, image_id, analysis_id, score, model_name, model_version, credits, created_at)
                      select '%1$s', '%2$s', image_id, id, 0.7, 'engram', '1', 1, now() from analysis where image_id = '%3$s';
                    insert into what_if_variant (what_if_id, position, tenant_id, kind) values ('%1$s', 0, '%2$s', 'mirror');
                    """.formatted(whatIf, tenant, image));
                yield PublicId.WHAT_IF.of(whatIf);
            }
            case PROJECT -> {
                UUID project = UUID.randomUUID();
                execute("insert into project values ('%1$s', '%2$s', '%1$s', now())".formatted(project, tenant));
                yield PublicId.PROJECT.of(project);
            }
            case SHARE -> {
                UUID share = UUID.randomUUID();
                execute("""
                    insert into share_link (id, tenant_id, image_id, token_hash, created_at, expires_at)
                    values ('%1$s', '%2$s', '%3$s', sha256('%1$s'), now(), now() + interval '1 day')
                    """.formatted(share, tenant, analysed(UUID.randomUUID())));
                yield PublicId.SHARE.of(share);
            }
            case COMMENT -> {
                String share = fresh(Route.Id.SHARE);
                UUID comment = UUID.randomUUID();
                execute("""
                    insert into share_comment (id, tenant_id, link_id, author, text, created_at)
                    values ('%s', '%s', '%s', 'Guest', 'Nice.', now())
                    """.formatted(
                                comment, tenant, PublicId.SHARE.parse(share).orElseThrow()));
                yield share + "/comments/" + PublicId.COMMENT.of(comment);
            }
            case EXPORT -> {
                UUID export = UUID.randomUUID();
                execute("insert into library_export (id, tenant_id, finished_at) values ('%s', '%s', now())"
                        .formatted(export, tenant));
                yield PublicId.EXPORT.of(export);
            }
            case DATA_SET -> {
                UUID set = UUID.randomUUID();
                execute("insert into rated_set values ('%s', '%s', 'Campaigns', 'I agree.', '%s', now())"
                        .formatted(set, tenant, person));
                yield PublicId.DATA_SET.of(set);
            }
            case OWN_MODEL -> {
                UUID model = UUID.randomUUID();
                execute("""
                    update own_model set state = 'WITHDRAWN' where tenant_id = '%2$s';
                    insert into own_model (id, tenant_id, data_set, state, requested_at, model, default_model, images,
                      candidate_rho, candidate_low, candidate_high, default_rho, default_low, default_high,
                      difference, difference_low, difference_high)
                    values ('%1$s', '%2$s', 'Campaigns', 'EVALUATED', now(), 'own-1:abc', 'engram:1', 100,
                      0.5, 0.4, 0.6, 0.4, 0.3, 0.5, 0.1, 0.02, 0.18)
                    """.formatted(model, tenant));
                yield PublicId.OWN_MODEL.of(model);
            }
            case DELIVERY -> {
                String endpoint = fresh(Route.Id.WEBHOOK);
                UUID event = UUID.randomUUID();
                UUID delivery = UUID.randomUUID();
                execute("""
                    insert into webhook_event values ('%1$s', '%3$s', 'webhook.test', '{}', now());
                    insert into webhook_delivery (id, tenant_id, endpoint_id, event_id, state, attempts, created_at)
                    values ('%2$s', '%3$s', '%4$s', '%1$s', 'FAILED', 1, now())
                    """.formatted(
                                event,
                                delivery,
                                tenant,
                                PublicId.WEBHOOK.parse(endpoint).orElseThrow()));
                yield endpoint + "/deliveries/" + PublicId.DELIVERY.of(delivery);
            }
            case WEBHOOK, LISTENER -> {
                UUID endpoint = UUID.randomUUID();
                execute("insert into webhook_endpoint values ('%s', '%s', '%s', '{}', 'whsec_AAAA', now())"
                        .formatted(
                                endpoint, tenant, kind == Route.Id.LISTENER ? "engram:listen" : "http://127.0.0.2:9/"));
                yield PublicId.WEBHOOK.of(endpoint);
            }
            case KEY -> {
                UUID key = UUID.randomUUID();
                execute("""
                    insert into api_key (id, tenant_id, name, prefix, secret_hash, scopes, live, created_at)
                    values ('%1$s', '%2$s', 'k', '%1$s', sha256('x'), 'read', true, now())
                    """.formatted(key, tenant));
                yield PublicId.KEY.of(key);
            }
            case MEMBER -> PublicId.MEMBER.of(member("member"));
            case INVITATION -> {
                UUID invitation = UUID.randomUUID();
                execute("""
                    insert into invitation (id, tenant_id, email, role, token_hash, invited_by, created_at, expires_at)
                    values ('%1$s', '%2$s', '%1$s@example.com', 'member', sha256('%1$s'), 'Owner', now(), now() + interval '1 day')
                    """.formatted(invitation, tenant));
                yield PublicId.INVITATION.of(invitation);
            }
            case PASSKEY -> {
                UUID passkey = UUID.randomUUID();
                execute("""
                    insert into passkey (id, person_id, credential_id, public_key, sign_count, name, created_at)
                    values ('%1$s', '%2$s', sha256('%1$s'), 'x', 0, 'Laptop', now())
                    """.formatted(passkey, person));
                yield PublicId.PASSKEY.of(passkey);
            }
            case SESSION -> {
                UUID session = UUID.randomUUID();
                execute("""
                    insert into session (id, tenant_id, person_id, token_hash, created_at, last_seen_at, expires_at) values ('%1$s', '%2$s', '%3$s', sha256('%1$s'), now(), now(), now() + interval '1 day')
                    """.formatted(session, tenant, person));
                yield PublicId.SESSION.of(session);
            }
            case TENANT -> client.tenant();
            case PLAN -> {
                String plan = "fresh-" + UUID.randomUUID();
                execute("""
                    insert into plan (code, name, heatmaps, api_access, weight, overage, price_cents, currency, billing_interval, trial_days, public)
                    values ('%s', 'Fresh', true, true, 1, 'block', 0, 'EUR', 'month', 0, false)
                    """.formatted(plan.substring(0, 40)));
                yield plan.substring(0, 40);
            }
            case EMAIL -> {
                UUID letter = UUID.randomUUID();
                execute("""
                    insert into outbox_email (id, tenant_id, recipient, subject, body, created_at)
                    values ('%1$s', '%2$s', '%1$s@example.com', 'A letter', 'Its text', now())
                    """.formatted(letter, tenant));
                yield PublicId.EMAIL.of(letter);
            }
            case NOTIFICATION -> {
                UUID notification = UUID.randomUUID();
                execute("""
                    insert into notification (id, tenant_id, person_id, kind, subject, sentence, arguments, page, shown, created_at)
                    values ('%1$s', '%2$s', '%3$s', 'quota', '%1$s', 'notifications.quota', '[4, 5, 80]', '/settings/usage', true, now())
                    """.formatted(notification, tenant, person));
                yield PublicId.NOTIFICATION.of(notification);
            }
            case NONE -> "";
        };
    }

    /** An unknown id of that kind. */
    static String unknown(Route.Id kind) {
        UUID id = UUID.randomUUID();
        return switch (kind) {
            case NOTE -> PublicId.IMAGE.of(id) + "/notes/" + PublicId.NOTE.of(id);
            case AREA -> PublicId.IMAGE.of(id) + "/areas/" + PublicId.AREA.of(id);
            case IMAGE, FAILED_IMAGE -> PublicId.IMAGE.of(id);
            case ANALYSIS, FAILED_ANALYSIS -> PublicId.ANALYSIS.of(id);
            case BATCH, ENDED_BATCH -> PublicId.BATCH.of(id);
            case COMPARISON -> PublicId.COMPARISON.of(id);
            case REPORT -> "image/" + PublicId.IMAGE.of(id);
            case CAMPAIGN -> PublicId.CAMPAIGN.of(id);
            case WHAT_IF -> PublicId.WHAT_IF.of(id);
            case PROJECT -> PublicId.PROJECT.of(id);
            case SHARE -> PublicId.SHARE.of(id);
            case COMMENT -> PublicId.SHARE.of(id) + "/comments/" + PublicId.COMMENT.of(id);
            case NOTIFICATION -> PublicId.NOTIFICATION.of(id);
            case EXPORT -> PublicId.EXPORT.of(id);
            case DATA_SET -> PublicId.DATA_SET.of(id);
            case OWN_MODEL -> PublicId.OWN_MODEL.of(id);
            case WEBHOOK, LISTENER -> PublicId.WEBHOOK.of(id);
            case DELIVERY -> PublicId.WEBHOOK.of(id) + "/deliveries/" + PublicId.DELIVERY.of(id);
            case KEY -> PublicId.KEY.of(id);
            case MEMBER -> PublicId.MEMBER.of(id);
            case INVITATION -> PublicId.INVITATION.of(id);
            case PASSKEY -> PublicId.PASSKEY.of(id);
            case SESSION -> PublicId.SESSION.of(id);
            case TENANT -> PublicId.TENANT.of(id);
            case EMAIL -> PublicId.EMAIL.of(id);
            case PLAN, NONE -> "none";
        };
    }

    /** The rows of this tenant that another one could have changed. */
    String inventory() throws SQLException {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement();
                ResultSet counts = statement.executeQuery("""
                    select (select count(*) from image where tenant_id = '%1$s'),
                      (select count(*) from analysis where tenant_id = '%1$s'),
                      (select count(*) from analysis where tenant_id = '%1$s' and state = 'QUEUED'),
                      (select count(*) from image_note where tenant_id = '%1$s'),
                      (select count(*) from image_area where tenant_id = '%1$s'),
                      (select count(*) from batch where tenant_id = '%1$s' and cancelled_at is null),
                      (select count(*) from comparison where tenant_id = '%1$s'),
                      (select count(*) from rated_set where tenant_id = '%1$s'),
                      (select count(*) from own_model where tenant_id = '%1$s' and state = 'EVALUATED'),
                      (select count(*) from own_model where tenant_id = '%1$s'),
                      (select count(*) from project where tenant_id = '%1$s'),
                      (select count(*) from project_image where tenant_id = '%1$s'),
                      (select count(*) from share_link where tenant_id = '%1$s' and revoked_at is null),
                      (select count(*) from heatmap where tenant_id = '%1$s'),
                      (select count(*) from api_key where tenant_id = '%1$s' and revoked_at is null),
                      (select count(*) from session where tenant_id = '%1$s'),
                      (select count(*) from passkey where person_id = '%2$s'),
                      (select count(*) from membership where tenant_id = '%1$s'),
                      (select count(*) from membership where tenant_id = '%1$s' and role = 'member'),
                      (select count(*) from invitation where tenant_id = '%1$s' and revoked_at is null)
                    """.formatted(tenant, person))) {
            counts.next();
            StringBuilder inventory = new StringBuilder();
            for (int column = 1; column <= counts.getMetaData().getColumnCount(); column++) {
                inventory.append(counts.getInt(column)).append(' ');
            }
            return inventory.toString();
        }
    }

    /** Calls a route with an id and the credentials that it expects. */
    HttpResponse<String> call(Route route, String id) throws IOException, InterruptedException, SQLException {
        HttpRequest.Builder request = request(route, id);
        if (route.path().endsWith("/comparisons")) {
            request.POST(
                    BodyPublishers.ofString("{\"imageIds\": [\"%s\", \"%s\"]}".formatted(id, fresh(Route.Id.IMAGE))));
        }
        authenticate(route, request);
        return TestApiClient.send(request.build());
    }

    /** Adds the credentials that a route expects to a request. */
    void authenticate(Route route, HttpRequest.Builder request) throws IOException, InterruptedException, SQLException {
        if (route.credentials() == Route.Credentials.SESSION || route.credentials() == Route.Credentials.ANYBODY) {
            request.header("Cookie", "engram_session=" + cookie).header("X-CSRF-Token", formToken(cookie));
        } else if (route.credentials() == Route.Credentials.CONSOLE) {
            String operator = TestOperator.cookie();
            request.header("Cookie", "engram_operator=" + operator).header("X-CSRF-Token", formToken(operator));
        } else {
            TestApiClient caller =
                    route.credentials() == Route.Credentials.OPERATOR ? TestApiClient.operator() : client;
            request.header("Authorization", "Bearer " + caller.key());
        }
    }

    /** A request without credentials. */
    static HttpRequest.Builder request(Route route, String id) {
        boolean inBody = !route.path().contains("{");
        String path = id.contains("/")
                ? route.path().replaceAll("\\{[^}]*}/([a-z]+/)?\\{[^}]*}", id)
                : route.path().replaceAll("\\{[^}]*}", id);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(TestEnvironment.server() + path));
        if (!route.changesSomething() || route.method().equals("DELETE")) {
            return request.method(route.method(), BodyPublishers.noBody());
        }
        boolean isUploadPage =
                route.credentials() == Route.Credentials.SESSION && route.name().endsWith(" multipart");
        if (isUploadPage || route.path().endsWith("/zip")) {
            return request.header("Content-Type", "multipart/form-data; boundary=x")
                    .POST(BodyPublishers.ofString("--x--"));
        }
        boolean form = route.credentials() == Route.Credentials.CONSOLE
                || (route.credentials() == Route.Credentials.SESSION && !inBody);
        String body = form ? "" : inBody ? "{\"imageId\": \"%s\"}".formatted(id) : "{}";
        return request.header("Content-Type", form ? "application/x-www-form-urlencoded" : "application/json")
                .method(route.method(), BodyPublishers.ofString(forSeveral(route, body)));
    }

    /** A batch and a comparison have a list of ids, the others have one id. */
    private static String forSeveral(Route route, String body) {
        return route.path().endsWith("/batches") || route.path().endsWith("/comparisons")
                ? body.replaceFirst("\"imageId\": (\"[^\"]*\")", "\"imageIds\": [$1]")
                : body;
    }

    /** The value of the hidden field of a form, with a mask of zeros, which is as valid as a random one. */
    static String formToken(String cookie) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(TestEnvironment.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] token = mac.doFinal(("csrf:" + cookie).getBytes(StandardCharsets.UTF_8));
            byte[] masked = new byte[2 * token.length];
            System.arraycopy(token, 0, masked, token.length, token.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(masked);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** Adds a member with that role; returns the id of the membership. */
    private UUID member(String role) throws SQLException {
        UUID membership = UUID.randomUUID();
        execute("""
            insert into person values ('%1$s', '%1$s@example.com', 'Member', '%4$s', now());
            insert into membership values ('%1$s', '%2$s', '%1$s', '%3$s', now());
            """.formatted(membership, tenant, role, PASSWORD_HASH));
        return membership;
    }

    private UUID analysed(UUID analysis) throws SQLException {
        UUID image = UUID.randomUUID();
        execute("""
            insert into image values ('%2$s', '%3$s', 'a.png', 'image/png', 10, 'READY', 'etag', 10, '%2$s', 16, 12, 8, 6, now());
            insert into analysis (id, tenant_id, image_id, state, deep_map, credit_period, created_at, finished_at,
              score, interval_low, interval_high, percentile, out_of_domain, model_name, model_version, backend, credits)
            values ('%1$s', '%3$s', '%2$s', 'DONE', false, date_trunc('month', now()), now(), now(),
              0.7, 0.6, 0.8, 40, false, 'engram', '1', 'worker', 1);
            insert into heatmap values ('%1$s', '%3$s', 'decomposition', 1, 1, '\\x0000803f', 0);
            """.formatted(analysis, image, tenant));
        return image;
    }

    static void execute(String sql) throws SQLException {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
