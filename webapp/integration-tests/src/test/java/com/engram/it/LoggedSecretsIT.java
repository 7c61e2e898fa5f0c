package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.people.factors.Totp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Base32;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** The server's logs contain no secret, after everything that this class and the classes before it did. */
@ArquillianTest
@RunAsClient
class LoggedSecretsIT {

    private static final String SECURITY = "/settings/security";
    private static final Pattern KEY = Pattern.compile("eng_(live|test)_[0-9A-Za-z]{8}_[0-9A-Za-z]{20,}");
    private static final Pattern WEBHOOK = Pattern.compile("whsec_[A-Za-z0-9+/=]{20,}");

    @Test
    void no_password_key_token_or_secret_is_in_the_log() throws Exception {
        Map<String, String> secrets = new LinkedHashMap<>(Map.of(
                "operator's key", TestEnvironment.OPERATOR_KEY,
                "secret of forms and seals", TestEnvironment.SECRET,
                "store's secret", ObjectStoreProcess.SECRET_KEY,
                "provider's secret", OidcProviderProcess.SECRET,
                "operator's password", "operator of the integration tests",
                "people's password", PortalBrowser.PASSWORD));
        secrets.putAll(doings());
        String log = log();
        assertThat(log).as("the log is read").contains("SRVE", "A sign-in with a wrong password came from");
        secrets.forEach((what, secret) -> {
            assertThat(secret).as(what).hasSizeGreaterThan(5);
            assertThat(log.contains(secret)).as(what).isFalse();
        });
        assertThat(KEY.matcher(log).find()).as("an API key").isFalse();
        assertThat(WEBHOOK.matcher(log).find()).as("a webhook's secret").isFalse();
    }

    /** Uses every kind of secret, with valid and invalid values, and returns them. */
    private static Map<String, String> doings() throws Exception {
        Map<String, String> secrets = new LinkedHashMap<>();
        String email = PortalBrowser.freshEmail();
        PortalBrowser owner = PortalBrowser.signedUp(email);
        secrets.put("session", owner.cookie("engram_session"));
        String wrong = "a wrong password of this test";
        new PortalBrowser().logIn(email, wrong);
        secrets.put("wrong password", wrong);
        String page =
                owner.send(SECURITY, SECURITY + "/second-factor", Map.of()).body();
        String app = page.replaceAll("(?s).*id=\"totp-secret\">([A-Z2-7]+)<.*", "$1");
        secrets.put("app's secret", app);
        String codes = owner.send(
                        SECURITY,
                        SECURITY + "/second-factor/confirm",
                        Map.of("code", Totp.code(new Base32().decode(app), Instant.now())))
                .body();
        secrets.put(
                "recovery code", codes.replaceAll("(?s).*<ul class=\"codes\"[^>]*><li><code>([^<]+)</code>.*", "$1"));
        String keys = owner.follow(owner.send("/settings/keys", Map.of("name", "k", "scope", "admin")))
                .body();
        String key = keys.replaceAll("(?s).*<code id=\"secret\">([^<]+)</code>.*", "$1");
        secrets.put("key", key);
        TestApiClient client = new TestApiClient("", key);
        secrets.put(
                "webhook's secret",
                TestApiClient.json(client.post(
                                "/api/v1/webhook-endpoints",
                                "{\"url\": \"http://127.0.0.2:9/\", \"events\": [\"analysis.completed\"]}"))
                        .getString("secret"));
        new TestApiClient("", key + "x").get("/api/v1/usage");
        String invited = PortalBrowser.freshEmail();
        owner.send("/settings/people", Map.of("email", invited, "role", "viewer"));
        secrets.put("invitation", TestOutbox.linkTo(invited));
        return secrets;
    }

    private static String log() throws IOException {
        Path logs = TestEnvironment.logs();
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(logs)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }
}
