package com.engram.images.storage.s3;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Signs the policy of a browser's form post, which the AWS SDK for Java cannot do.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html">POST policy</a>
 */
record PostPolicy(String bucket, String region, AwsCredentials credentials) {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    /** The fields that a form for this key, this type and at most so many bytes has to send, in order. */
    Map<String, String> sign(String key, String contentType, long maxBytes, Instant now, Instant expiry) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", key);
        fields.put("Content-Type", contentType);
        fields.put("x-amz-algorithm", "AWS4-HMAC-SHA256");
        fields.put("x-amz-credential", credentials.accessKeyId() + "/" + scope(now));
        fields.put("x-amz-date", STAMP.format(now));
        String token = sessionToken();
        if (token != null) {
            fields.put("x-amz-security-token", token);
        }
        String policy = policy(fields, maxBytes, expiry);
        fields.put("policy", policy);
        fields.put("x-amz-signature", HexFormat.of().formatHex(hmac(signingKey(now), policy)));
        return fields;
    }

    private String policy(Map<String, String> fields, long maxBytes, Instant expiry) {
        JsonArrayBuilder conditions = Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("bucket", bucket))
                .add(Json.createArrayBuilder()
                        .add("content-length-range")
                        .add(1)
                        .add(maxBytes));
        fields.forEach(
                (name, value) -> conditions.add(Json.createObjectBuilder().add(name, value)));
        String json = Json.createObjectBuilder()
                .add("expiration", DateTimeFormatter.ISO_INSTANT.format(expiry.truncatedTo(ChronoUnit.SECONDS)))
                .add("conditions", conditions)
                .build()
                .toString();
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable String sessionToken() {
        return credentials instanceof AwsSessionCredentials session ? session.sessionToken() : null;
    }

    private String scope(Instant now) {
        return DAY.format(now) + "/" + region + "/s3/aws4_request";
    }

    private byte[] signingKey(Instant now) {
        byte[] secret = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        return hmac(hmac(hmac(hmac(secret, DAY.format(now)), region), "s3"), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
