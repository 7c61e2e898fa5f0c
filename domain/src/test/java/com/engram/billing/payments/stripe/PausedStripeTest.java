package com.engram.billing.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.engram.billing.payments.PaymentsUnavailableException;
import com.engram.billing.payments.Price;
import com.engram.billing.payments.PriceTax;
import com.engram.testing.PausedServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PausedStripeTest {

    @Test
    void a_processor_that_hangs_fails_a_change_of_plan_within_ten_seconds() throws IOException {
        try (PausedServer server = new PausedServer()) {
            StripePayments payments = new StripePayments(
                    "sk_test",
                    new StripeSettings(
                            Optional.of("sk_test"),
                            Optional.of("whsec"),
                            Optional.of(URI.create("http://127.0.0.1:" + server.port())),
                            300,
                            false,
                            new PriceTax(Optional.empty(), false, "exclusive"),
                            false),
                    Clock.systemUTC());
            long started = System.nanoTime();

            assertThatThrownBy(() -> payments.changePrice("sub_1", new Price("price_1", Optional.empty()), "key"))
                    .isInstanceOf(PaymentsUnavailableException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
