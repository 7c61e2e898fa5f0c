package com.engram.images.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class PostPolicyTest {

    private static final Instant NOW = Instant.parse("2015-12-29T00:00:00Z");
    private static final Instant EXPIRY = Instant.parse("2015-12-29T00:05:00.123Z");

    /** The secret of the examples in the documentation of AWS. */
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private final PostPolicy signer =
            new PostPolicy("pictures", "us-east-1", AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", SECRET));
    private final Map<String, String> fields = signer.sign("incoming-1", "image/png", 2048, NOW, EXPIRY);

    @Test
    void the_form_names_who_signs_when_and_for_where() {
        assertThat(fields)
                .containsEntry("x-amz-algorithm", "AWS4-HMAC-SHA256")
                .containsEntry("x-amz-credential", "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request")
                .containsEntry("x-amz-date", "20151229T000000Z");
    }

    @Test
    void the_policy_takes_one_key_one_type_and_so_many_bytes() {
        JsonArray conditions = policy(fields).getJsonArray("conditions");

        assertThat(conditions)
                .contains(
                        condition("bucket", "pictures"),
                        condition("key", "incoming-1"),
                        condition("Content-Type", "image/png"),
                        Json.createArrayBuilder()
                                .add("content-length-range")
                                .add(1)
                                .add(2048)
                                .build());
    }

    @Test
    void every_field_that_is_sent_is_held_by_the_policy() {
        JsonArray conditions = policy(fields).getJsonArray("conditions");

        fields.forEach((name, value) -> {
            if (!name.equals("policy") && !name.equals("x-amz-signature")) {
                assertThat(conditions).contains(condition(name, value));
            }
        });
    }

    @Test
    void the_policy_expires() {
        assertThat(policy(fields).getString("expiration")).isEqualTo("2015-12-29T00:05:00Z");
    }

    @Test
    void the_signature_is_of_the_policy_under_the_days_key() throws Exception {
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {"20151229", "us-east-1", "s3", "aws4_request"}) {
            key = hmac(key, part);
        }

        assertThat(fields.get("x-amz-signature")).isEqualTo(HexFormat.of().formatHex(hmac(key, fields.get("policy"))));
    }

    @Test
    void a_session_sends_its_token_too() {
        PostPolicy ofSession = new PostPolicy(
                "pictures", "us-east-1", AwsSessionCredentials.create("AKIAIOSFODNN7EXAMPLE", SECRET, "token"));

        Map<String, String> sent = ofSession.sign("incoming-1", "image/png", 2048, NOW, EXPIRY);

        assertThat(sent).containsEntry("x-amz-security-token", "token");
        assertThat(policy(sent).getJsonArray("conditions")).contains(condition("x-amz-security-token", "token"));
    }

    private static JsonObject policy(Map<String, String> fields) {
        String json = new String(Base64.getDecoder().decode(fields.get("policy")), StandardCharsets.UTF_8);
        return Json.createReader(new StringReader(json)).readObject();
    }

    private static JsonValue condition(String name, String value) {
        return Json.createObjectBuilder().add(name, value).build();
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
