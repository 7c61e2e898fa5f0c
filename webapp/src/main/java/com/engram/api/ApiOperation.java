package com.engram.api;

/**
 * An operation of the API, as the documentation lists it.
 *
 * @param name its name in the description of the API, such as {@code getUsage}
 * @param method the HTTP method, in upper case
 * @param path such as {@code /api/v1/usage}
 * @param summary what it does, in English
 */
public record ApiOperation(String name, String method, String path, String summary) {

    /** Where Swagger UI shows it: a fragment of the page's address. */
    public String anchor() {
        return "#/" + (isForOperator() ? OpenApiFilter.OPERATOR : OpenApiFilter.TENANT) + "/" + name;
    }

    /** Whether it needs the API key of the operator. */
    boolean isForOperator() {
        return OpenApiFilter.isForOperator(path);
    }
}
