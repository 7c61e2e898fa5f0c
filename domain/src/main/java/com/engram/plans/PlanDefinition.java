package com.engram.plans;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A plan as the operator defines it. The name and the visibility can change without a new version; the terms cannot.
 *
 * @param code unique short name: {@code [a-z0-9-]{1,40}}
 * @param name the name that people read, 1 to 100 characters
 * @param isPublic whether tenants see the plan and may choose it
 */
public record PlanDefinition(String code, String name, boolean isPublic, PlanTerms terms) {

    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,40}");
    private static final int MAX_NAME_LENGTH = 100;

    /** The first field that is invalid, as a sentence that starts with its name; empty if all are valid. */
    public Optional<String> findProblem() {
        if (!CODE.matcher(code).matches()) {
            return Optional.of("code must have 1 to 40 lowercase letters, digits and hyphens.");
        }
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            return Optional.of("name must have 1 to 100 characters.");
        }
        return terms.findProblem();
    }
}
