package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;

/** Plans that the operator creates with the API. */
final class TestPlans {

    private TestPlans() {}

    /** Creates a plan with that code and these terms, unless it exists. */
    static void offered(String code, String terms) throws IOException, InterruptedException {
        HttpResponse<String> added = add(code, terms);
        assertThat(added.statusCode()).as(added.body()).isIn(201, 409);
    }

    /** Creates a plan with these terms; returns its code. */
    static String offered(String terms) throws IOException, InterruptedException {
        String code = "plan-" + UUID.randomUUID().toString().substring(0, 8);
        HttpResponse<String> added = add(code, terms);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        return code;
    }

    static HttpResponse<String> change(String code, String terms) throws IOException, InterruptedException {
        return TestApiClient.operator().patch("/api/v1/admin/plans/" + code, "{" + terms + "}");
    }

    private static HttpResponse<String> add(String code, String terms) throws IOException, InterruptedException {
        return TestApiClient.operator()
                .post("/api/v1/admin/plans", "{\"code\": \"%s\", \"name\": \"%s\", %s}".formatted(code, code, terms));
    }
}
