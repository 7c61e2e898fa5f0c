package com.engram.it;

import com.engram.it.stripe.StripeDouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Configures a payment processor, a double of Stripe, before the class's own server starts: to be named before Arquillian. */
final class WithStripe implements BeforeAllCallback {

    private static StripeDouble stripe;

    /** The double. */
    static StripeDouble stripe() {
        return stripe;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        stripe = StripeDouble.start(0);
        stripe.events().tellTo(Surroundings.server().resolve("/stripe/webhook"));
        Map<String, String> variables = new TreeMap<>(Map.of(
                "engram.stripe.secretKey",
                StripeDouble.SECRET_KEY,
                "engram.stripe.webhookSecret",
                StripeDouble.WEBHOOK_SECRET,
                "engram.stripe.apiBase",
                stripe.url(),
                "engram.stripe.promotionCodes",
                "true",
                "engram.stripe.automaticTax",
                "true",
                "engram.portal.url",
                Surroundings.server().toString()));
        StringBuilder xml = new StringBuilder("<server>\n");
        variables.forEach(
                (name, value) -> xml.append("  <variable name=\"%s\" value=\"%s\"/>%n".formatted(name, value)));
        Path overrides = Path.of(System.getProperty("wlp.usr"), "servers/it/configDropins/overrides");
        Files.createDirectories(overrides);
        Path file = overrides.resolve("stripe.xml");
        Files.writeString(file, xml.append("</server>\n"));
        // The next class's server has none.
        file.toFile().deleteOnExit();
    }
}
