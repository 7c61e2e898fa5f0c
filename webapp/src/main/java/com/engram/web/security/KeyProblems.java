package com.engram.web.security;

import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.people.keys.ApiKeyText;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** Says what is wrong with the key of a request, and which key to use instead. */
final class KeyProblems {

    private static final String EXPECTED = "Send a valid API key: Authorization: Bearer eng_live_...";

    private static final Set<String> OF_OPERATORS =
            Set.of(Permission.OPERATE, Permission.SUPPORT, Permission.BILL, Permission.ADMINISTER);

    private KeyProblems() {}

    /** Why a request to the API has no caller. */
    static String explain(HttpServletRequest request) {
        Optional<String> token = AuthenticationFilter.findBearerToken(request);
        return token.isEmpty()
                ? EXPECTED
                : ApiKeyText.findFault(token.get())
                        .map(KeyProblems::explain)
                        .orElse(
                                "This API key is unknown, has expired, or was revoked. Create another one under Settings, API keys.");
    }

    private static String explain(ApiKeyText.Fault fault) {
        return switch (fault) {
            case MALFORMED ->
                "This is no API key. A key has the form eng_live_<8 characters>_<secret>. Copy it as a whole.";
            case MISTYPED ->
                "This API key is mistyped or incomplete: its checksum does not fit. Copy it again as a whole.";
        };
    }

    /** Why a caller may not use an endpoint. */
    static String explainDenial(Caller caller, Set<String> required) {
        if (caller.permissions().contains(Permission.OPERATE) && caller.tenant().isEmpty()) {
            return "This is the operator's key, which belongs to no account. Use the key of an account here, and this one below"
                    + " /api/v1/admin.";
        }
        if (caller.isKey() && required.stream().anyMatch(OF_OPERATORS::contains)) {
            return "This is the key of an account. Below /api/v1/admin use the operator's key.";
        }
        return "You do not have the required permission: " + String.join(" or ", required);
    }
}
