package com.engram.it.stripe;

import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.InvoiceCreateParams;
import com.stripe.param.InvoiceCreatePreviewParams;
import com.stripe.param.InvoiceItemCreateParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.PriceListParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.ProductUpdateParams;
import com.stripe.param.SubscriptionCancelParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionRetrieveParams;
import com.stripe.param.SubscriptionScheduleCreateParams;
import com.stripe.param.SubscriptionScheduleReleaseParams;
import com.stripe.param.SubscriptionScheduleUpdateParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.billing.MeterCreateParams;
import com.stripe.param.billing.MeterEventCreateParams;
import com.stripe.param.billing.MeterEventSummaryListParams;
import com.stripe.param.billing.MeterListParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionExpireParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API routes, each with its parameter class and handler. */
final class FakeStripeRoutes {

    /** A request that Stripe would refuse. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;
        private final String type;
        private final String code;

        Refused(int status, String type, String code, String message) {
            super(message);
            this.status = status;
            this.type = type;
            this.code = code;
        }

        static Refused missing(String what) {
            return new Refused(404, "invalid_request_error", "resource_missing", "No such " + what);
        }

        static Refused declined() {
            return new Refused(402, "card_error", "card_declined", "Your card was declined.");
        }

        static Refused invalid(String message) {
            return new Refused(400, "invalid_request_error", "parameter_unknown", message);
        }

        int status() {
            return status;
        }

        String type() {
            return type;
        }

        String code() {
            return code;
        }

        /** Whether the caller sent an invalid request, which is an error of Engram. */
        boolean isFault() {
            return status == 400;
        }
    }

    private record Route(
            String method,
            Pattern path,
            Class<?> params,
            BiFunction<String, Map<String, String>, Map<String, Object>> answer) {}

    private final List<Route> routes;

    FakeStripeRoutes(FakeStripeState state) {
        routes = List.of(
                post(
                        "customers",
                        CustomerCreateParams.class,
                        (id, sent) -> state.customers().addCustomer(sent)),
                post("customers/([^/]+)", CustomerUpdateParams.class, state.customers()::updateCustomer),
                post(
                        "products",
                        ProductCreateParams.class,
                        (id, sent) -> state.catalogue().addProduct(sent)),
                post("products/([^/]+)", ProductUpdateParams.class, state.catalogue()::updateProduct),
                get(
                        "prices",
                        PriceListParams.class,
                        (id, sent) -> state.catalogue().listPrices(sent)),
                post(
                        "prices",
                        PriceCreateParams.class,
                        (id, sent) -> state.catalogue().addPrice(sent)),
                get(
                        "billing/meters",
                        MeterListParams.class,
                        (id, sent) -> state.meters().listMeters()),
                post(
                        "billing/meters",
                        MeterCreateParams.class,
                        (id, sent) -> state.meters().addMeter(sent)),
                get(
                        "billing/meters/([^/]+)/event_summaries",
                        MeterEventSummaryListParams.class,
                        state.meters()::summarise),
                post(
                        "billing/meter_events",
                        MeterEventCreateParams.class,
                        (id, sent) -> state.meters().meter(sent)),
                post(
                        "checkout/sessions",
                        SessionCreateParams.class,
                        (id, sent) -> state.customers().openCheckout(sent)),
                get(
                        "checkout/sessions/([^/]+)",
                        SessionRetrieveParams.class,
                        (id, sent) -> state.objects().get(id)),
                post(
                        "checkout/sessions/([^/]+)/expire",
                        SessionExpireParams.class,
                        (id, sent) -> state.customers().expire(id)),
                post(
                        "billing_portal/sessions",
                        com.stripe.param.billingportal.SessionCreateParams.class,
                        (id, sent) -> state.customers().openPortal(sent)),
                get(
                        "subscriptions/([^/]+)",
                        SubscriptionRetrieveParams.class,
                        (id, sent) -> state.objects().get(id)),
                post(
                        "subscriptions",
                        SubscriptionCreateParams.class,
                        (id, sent) -> state.subscriptions().subscribe(sent)),
                post(
                        "subscriptions/([^/]+)",
                        SubscriptionUpdateParams.class,
                        state.subscriptions()::updateSubscription),
                post(
                        "subscription_schedules",
                        SubscriptionScheduleCreateParams.class,
                        (id, sent) -> state.schedules().create(sent)),
                post(
                        "subscription_schedules/([^/]+)",
                        SubscriptionScheduleUpdateParams.class,
                        state.schedules()::update),
                post(
                        "subscription_schedules/([^/]+)/release",
                        SubscriptionScheduleReleaseParams.class,
                        (id, sent) -> state.schedules().release(id)),
                new Route(
                        "DELETE",
                        path("subscriptions/([^/]+)"),
                        SubscriptionCancelParams.class,
                        (id, sent) -> state.subscriptions().end(id)),
                post(
                        "invoices/create_preview",
                        InvoiceCreatePreviewParams.class,
                        (id, sent) -> state.subscriptions().preview(sent)),
                get(
                        "invoices/([^/]+)",
                        com.stripe.param.InvoiceRetrieveParams.class,
                        (id, sent) -> state.objects().get(id)),
                post(
                        "invoiceitems",
                        InvoiceItemCreateParams.class,
                        (id, sent) -> state.invoices().addInvoiceItem(sent)),
                post(
                        "invoices",
                        InvoiceCreateParams.class,
                        (id, sent) -> state.invoices().addInvoice(sent)),
                post("invoices/([^/]+)/pay", InvoicePayParams.class, state.invoices()::payByMethod),
                post("payment_methods/([^/]+)/attach", PaymentMethodAttachParams.class, state.customers()::attach));
    }

    Map<String, Object> call(String method, String path, Map<String, String> sent) {
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (route.method().equals(method) && matcher.matches()) {
                sent.forEach((key, value) -> StripeSchema.faultInParameter(route.params(), key, value)
                        .ifPresent(fault -> {
                            throw Refused.invalid(fault);
                        }));
                return route.answer()
                        .apply(
                                Optional.of(matcher)
                                        .filter(m -> m.groupCount() > 0)
                                        .map(m -> m.group(1))
                                        .orElse(""),
                                sent);
            }
        }
        throw Refused.invalid("Unrecognized request URL (" + method + " " + path + ")");
    }

    private static Route get(
            String path, Class<?> params, BiFunction<String, Map<String, String>, Map<String, Object>> answer) {
        return new Route("GET", path(path), params, answer);
    }

    private static Route post(
            String path, Class<?> params, BiFunction<String, Map<String, String>, Map<String, Object>> answer) {
        return new Route("POST", path(path), params, answer);
    }

    private static Pattern path(String below) {
        return Pattern.compile("/v1/" + below);
    }
}
