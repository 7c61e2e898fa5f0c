package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.people.OperatorRole;
import com.engram.people.Permission;
import com.engram.people.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of docs/operator-roles.md says which roles each route of the console and of the operator's API admits. */
class OperatorPermissionsTest {

    private static final Path DOCUMENT = Path.of("..", "..", "docs", "operator-roles.md");
    private static final Pattern ROW = Pattern.compile("\\| `([A-Z]+ /[^`]+)` \\| (yes|) ?\\| (yes|) ?\\| (yes|) ?\\|");

    private static final Set<String> PERMISSIONS_OF_OPERATORS =
            Set.of(Permission.OPERATE, Permission.SUPPORT, Permission.BILL, Permission.ADMINISTER);

    @Test
    void the_document_says_what_the_routes_state() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(DOCUMENT));
        while (row.find()) {
            Set<String> roles = new TreeSet<>();
            for (OperatorRole role : OperatorRole.values()) {
                if (!row.group(2 + role.ordinal()).isEmpty()) {
                    roles.add(role.code());
                }
            }
            documented.put(row.group(1), roles);
        }

        Map<String, Set<String>> stated = new TreeMap<>();
        operatorRoutes().forEach((route, asked) -> stated.put(route, rolesWith(asked)));
        assertThat(documented).isEqualTo(stated);
    }

    @Test
    void every_route_of_operators_asks_for_a_permission_of_operators() {
        assertThat(operatorRoutes())
                .isNotEmpty()
                .allSatisfy((route, asked) ->
                        assertThat(asked).as(route).isNotEmpty().isSubsetOf(PERMISSIONS_OF_OPERATORS));
    }

    @Test
    void no_role_in_a_tenant_has_a_permission_of_operators() {
        assertThat(Stream.of(Role.values()).flatMap(role -> role.permissions().stream()))
                .doesNotContainAnyElementsOf(PERMISSIONS_OF_OPERATORS);
    }

    @Test
    void an_administrator_may_open_every_route() {
        assertThat(operatorRoutes().values())
                .allMatch(asked -> asked.stream().anyMatch(OperatorRole.ADMINISTRATOR.permissions()::contains));
    }

    private static Map<String, Set<String>> operatorRoutes() {
        return Route.permissions().entrySet().stream()
                .filter(route -> !route.getValue().isEmpty())
                .filter(route -> route.getKey().matches("[A-Z]+ (/api/v1)?/admin(/.*)?"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<String> rolesWith(Set<String> asked) {
        return Stream.of(OperatorRole.values())
                .filter(role -> asked.stream().anyMatch(role.permissions()::contains))
                .map(OperatorRole::code)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
