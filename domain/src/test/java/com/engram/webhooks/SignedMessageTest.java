package com.engram.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Messages are signed as the Standard Webhooks specification says. */
class SignedMessageTest {

    /** The vector of the specification's reference libraries, which all of them test their signers with. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant TIME = Instant.ofEpochSecond(1614265330);
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static final String NEW_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    @Test
    void the_published_vector_is_signed_as_published() {
        Map<String, String> headers =
                SignedMessage.of(ID, List.of(SECRET), BODY, TIME).headers();

        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("webhook-id", ID, "webhook-timestamp", "1614265330", "webhook-signature", SIGNATURE));
    }

    @Test
    void the_reference_library_accepts_a_message_of_two_secrets_with_either_of_them() throws Exception {
        SignedMessage message = SignedMessage.of(ID, List.of(NEW_SECRET, SECRET), BODY, Instant.now());
        HttpHeaders headers = HttpHeaders.of(
                message.headers().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
                (name, value) -> true);

        new Webhook(SECRET).verify(message.body(), headers);
        new Webhook(NEW_SECRET).verify(message.body(), headers);

        assertThat(message.headers().get("webhook-signature").split(" ")).hasSize(2);
    }
}
