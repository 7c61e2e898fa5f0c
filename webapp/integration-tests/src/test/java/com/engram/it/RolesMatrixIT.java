package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.it.Route.Credentials;
import com.engram.people.OperatorRole;
import com.engram.people.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** Every page with every role, and every route of the API with every key scope: admitted or refused as it states. */
@ArquillianTest
@RunAsClient
class RolesMatrixIT {

    private static final Map<String, Set<String>> PERMISSIONS = Route.permissions();

    @Test
    void each_role_opens_its_permitted_pages_only() throws Exception {
        TestAccount owner = TestAccount.open();
        SoftAssertions softly = new SoftAssertions();
        int cases = 0;
        for (Route route : through(Credentials.SESSION)) {
            for (Role role : List.of(Role.ADMIN, Role.MEMBER, Role.VIEWER)) {
                int status = owner.fellow(role.code()).status(route, TestAccount.unknown(route.id()));
                check(softly, route, role.code(), mayOpen(role.permissions(), route), status);
                cases++;
            }
        }
        softly.assertAll();
        System.out.printf("Roles matrix: %d cases%n", cases);
    }

    @Test
    void each_key_scope_opens_its_permitted_routes_only() throws Exception {
        TestAccount owner = TestAccount.open();
        SoftAssertions softly = new SoftAssertions();
        int cases = 0;
        for (Set<String> scope : List.of(Set.of("read"), Set.of("read", "write"), Set.of("read", "write", "manage"))) {
            narrow(owner, scope);
            for (Route route : through(Credentials.KEY)) {
                HttpResponse<String> answer = owner.call(route, TestAccount.unknown(route.id()));
                check(softly, route, scope.toString(), mayOpen(scope, route), answer.statusCode());
                cases++;
            }
        }
        softly.assertAll();
        System.out.printf("Scopes matrix: %d cases%n", cases);
    }

    @Test
    void each_operator_role_opens_its_permitted_routes_of_the_console_only() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        int cases = 0;
        for (OperatorRole role : OperatorRole.values()) {
            String cookie = TestOperator.cookieWithRole(role.code());
            for (Route route : through(Credentials.CONSOLE)) {
                HttpRequest request = TestAccount.request(route, TestAccount.unknown(route.id()))
                        .header("Cookie", "engram_operator=" + cookie)
                        .header("X-CSRF-Token", TestAccount.formToken(cookie))
                        .build();
                int status = TestApiClient.send(request).statusCode();
                check(softly, route, role.code(), mayOpen(role.permissions(), route), status);
                cases++;
            }
        }
        softly.assertAll();
        System.out.printf("Operator roles matrix: %d cases%n", cases);
    }

    @Test
    void the_installations_key_opens_every_route_of_the_operators_api() throws Exception {
        TestAccount account = TestAccount.open();
        SoftAssertions softly = new SoftAssertions();
        for (Route route : through(Credentials.OPERATOR)) {
            assertThat(mayOpen(OperatorRole.ADMINISTRATOR.permissions(), route))
                    .as(route.name())
                    .isTrue();
            int status = account.call(route, TestAccount.unknown(route.id())).statusCode();
            check(softly, route, "the key", true, status);
        }
        softly.assertAll();
    }

    @Test
    void the_api_refuses_cookies_and_pages_refuse_keys() throws Exception {
        TestAccount owner = TestAccount.open();
        SoftAssertions softly = new SoftAssertions();
        int cases = 0;
        for (Route route : TenancyMatrixIT.CATALOGUE) {
            if (route.credentials() == Credentials.ANYBODY) {
                continue;
            }
            boolean api = route.credentials() == Credentials.KEY || route.credentials() == Credentials.OPERATOR;
            HttpRequest.Builder request = TestAccount.request(route, TestAccount.unknown(route.id()))
                    .header("X-CSRF-Token", TestAccount.formToken(owner.cookie()));
            if (api) {
                request.header("Cookie", "engram_session=" + owner.cookie());
            } else {
                request.header("Authorization", "Bearer " + owner.client().key());
            }
            if (route.name().endsWith("multipart")) {
                request.setHeader("Content-Type", "multipart/form-data; boundary=x");
            }
            int status = TestApiClient.send(request.build()).statusCode();
            List<Integer> refusals =
                    api ? List.of(401) : route.credentials() == Credentials.SIGNED ? List.of(400) : List.of(303, 403);
            softly.assertThat(status).as(route.name()).isIn(refusals);
            cases++;
        }
        softly.assertAll();
        System.out.printf("Wrong credentials matrix: %d cases%n", cases);
    }

    private static void check(SoftAssertions softly, Route route, String who, boolean may, int status) {
        if (may) {
            softly.assertThat(status)
                    .as(route.name() + " for " + who)
                    .isNotIn(401, 403, 405)
                    .isLessThan(500);
        } else {
            softly.assertThat(status).as(route.name() + " for " + who).isEqualTo(403);
        }
    }

    private static boolean mayOpen(Set<String> permissions, Route route) {
        Set<String> asked = PERMISSIONS.get(route.name());
        assertThat(asked).as(route.name()).isNotEmpty();
        return asked.stream().anyMatch(permissions::contains);
    }

    private static List<Route> through(Credentials credentials) {
        return TenancyMatrixIT.CATALOGUE.stream()
                .filter(route -> route.credentials() == credentials)
                .toList();
    }

    private static void narrow(TestAccount account, Set<String> scope) throws Exception {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("update api_key set scopes = '%s' where tenant_id = '%s'"
                    .formatted(String.join(" ", scope), account.tenant()));
        }
    }
}
