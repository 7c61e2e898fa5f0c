package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What every answer tells a browser about how to treat it. */
@ArquillianTest
@RunAsClient
class HeadersIT {

    @Test
    void pages_load_nothing_but_their_own_and_are_framed_by_nobody() throws Exception {
        String policy = header(get("/login", "http"), "Content-Security-Policy");
        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(header(get("/login", "http"), "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void cookies_are_out_of_reach_of_scripts_and_other_sites() throws Exception {
        assertThat(header(get("/login", "http"), "Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void behind_tls_browsers_are_told_to_stay_there_and_cookies_do_too() throws Exception {
        HttpResponse<String> answer = get("/login", "https");
        assertThat(header(answer, "Strict-Transport-Security")).isEqualTo("max-age=31536000; includeSubDomains");
        assertThat(header(answer, "Set-Cookie")).contains("Secure");
        assertThat(header(get("/login", "http"), "Strict-Transport-Security")).isEmpty();
    }

    @Test
    void the_build_lists_what_the_application_is_made_of() throws Exception {
        Path bom = Path.of("target/bom.json");
        assumeThat(bom).as("an offline build makes no bill of materials").exists();
        assertThat(Files.readString(bom))
                .contains("\"CycloneDX\"", "hibernate-core", "thymeleaf", "webauthn-server-core");
    }

    private static HttpResponse<String> get(String path, String scheme) throws Exception {
        return Client.send(HttpRequest.newBuilder(URI.create(Surroundings.server() + path))
                .header("X-Forwarded-For", "203.0.113.7")
                .header("X-Forwarded-Proto", scheme)
                .build());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return String.join("\n", answer.headers().allValues(name));
    }
}
