package com.engram.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.testing.AtOnce;
import com.engram.testing.DomainTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Permits of a limit are counted per key. */
@DomainTest
class RateLimitsTest {

    private static final RateLimit TEN = new RateLimit("ten", 10, Duration.ofHours(1));
    private static final RateLimit THOUSAND = new RateLimit("thousand", 1_000, Duration.ofHours(1));

    private final RateLimits limits;

    RateLimitsTest(RateLimits limits) {
        this.limits = limits;
    }

    @Test
    void each_key_has_its_own_permits() {
        for (int left = 9; left >= 0; left--) {
            assertThat(limits.tryConsume(TEN, "ann")).isEqualTo(new RateLimitDecision(true, left, Duration.ZERO));
        }

        RateLimitDecision refused = limits.tryConsume(TEN, "ann");
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfter()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(6));
        assertThat(limits.tryConsume(TEN, "ben").allowed()).isTrue();
        limits.refund(TEN, "ann");
        assertThat(limits.tryConsume(TEN, "ann").allowed()).isTrue();
    }

    @Test
    void a_large_limit_is_kept_although_not_every_call_asks_the_database() throws Exception {
        List<Integer> allowed = AtOnce.run(4, () -> {
            int count = 0;
            for (int i = 0; i < 400; i++) {
                count += limits.tryConsumeApproximately(THOUSAND, "key").allowed() ? 1 : 0;
            }
            return count;
        });

        assertThat(allowed.stream().mapToInt(Integer::intValue).sum()).isBetween(1_000, 1_020);
        assertThat(limits.tryConsumeApproximately(THOUSAND, "key").allowed()).isFalse();
        assertThat(limits.tryConsumeApproximately(THOUSAND, "another").allowed())
                .isTrue();
    }
}
