package com.engram.billing.payments.stripe;

import com.engram.billing.payments.CheckoutRequest;
import com.engram.billing.payments.Price;
import com.engram.language.Language;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.InvoiceCreatePreviewParams;
import com.stripe.param.InvoiceCreatePreviewParams.SubscriptionDetails;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.billing.MeterEventCreateParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.CustomerUpdate;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.SubscriptionData;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Builds the parameters of calls to Stripe. */
final class StripeRequests {

    private StripeRequests() {}

    static SessionCreateParams checkout(CheckoutRequest request, StripeSettings settings) {
        String tenant = request.tenant().value().toString();
        SubscriptionData.Builder subscription = SubscriptionData.builder().putMetadata("tenant", tenant);
        if (request.trialDays() > 0) {
            subscription.setTrialPeriodDays((long) request.trialDays());
        }
        SessionCreateParams.Builder session = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.SUBSCRIPTION)
                .setCustomer(request.customerId())
                .setClientReferenceId(tenant)
                .setSuccessUrl(request.returnTo())
                .setCancelUrl(request.cancelTo())
                .setLocale(
                        switch (request.language()) {
                            case ENGLISH -> SessionCreateParams.Locale.EN;
                            case ITALIAN -> SessionCreateParams.Locale.IT;
                        })
                .setSubscriptionData(subscription.build())
                .addLineItem(LineItem.builder()
                        .setPrice(request.price().priceId())
                        .setQuantity(1L)
                        .build());
        request.price()
                .overagePriceId()
                .ifPresent(price ->
                        session.addLineItem(LineItem.builder().setPrice(price).build()));
        if (settings.promotionCodes()) {
            session.setAllowPromotionCodes(true);
        }
        if (settings.automaticTax()) {
            requireTaxAddress(session);
        }
        return session.build();
    }

    /** Tax depends on the address, so the checkout asks for it and stores it with the customer. */
    private static void requireTaxAddress(SessionCreateParams.Builder session) {
        session.setAutomaticTax(SessionCreateParams.AutomaticTax.builder()
                        .setEnabled(true)
                        .build())
                .setTaxIdCollection(SessionCreateParams.TaxIdCollection.builder()
                        .setEnabled(true)
                        .build())
                .setCustomerUpdate(CustomerUpdate.builder()
                        .setAddress(CustomerUpdate.Address.AUTO)
                        .setName(CustomerUpdate.Name.AUTO)
                        .build());
    }

    static CustomerUpdateParams language(Language language) {
        return CustomerUpdateParams.builder()
                .addPreferredLocale(language.code())
                .build();
    }

    static com.stripe.param.billingportal.SessionCreateParams portal(
            String customerId, URI returnTo, Language language) {
        return com.stripe.param.billingportal.SessionCreateParams.builder()
                .setCustomer(customerId)
                .setReturnUrl(returnTo.toString())
                .setLocale(
                        switch (language) {
                            case ENGLISH -> com.stripe.param.billingportal.SessionCreateParams.Locale.EN;
                            case ITALIAN -> com.stripe.param.billingportal.SessionCreateParams.Locale.IT;
                        })
                .build();
    }

    static InvoiceCreatePreviewParams preview(Subscription subscription, Price price) {
        SubscriptionDetails.Builder details = SubscriptionDetails.builder()
                .setProrationBehavior(SubscriptionDetails.ProrationBehavior.ALWAYS_INVOICE)
                .addItem(SubscriptionDetails.Item.builder()
                        .setId(StripeResponses.planItem(subscription).getId())
                        .setPrice(price.priceId())
                        .build());
        Optional<SubscriptionItem> overage = StripeResponses.overageItem(subscription);
        if (overage.isPresent() || price.overagePriceId().isPresent()) {
            SubscriptionDetails.Item.Builder item = SubscriptionDetails.Item.builder();
            overage.ifPresent(found -> item.setId(found.getId()));
            price.overagePriceId().ifPresentOrElse(item::setPrice, () -> item.setDeleted(true));
            details.addItem(item.build());
        }
        return InvoiceCreatePreviewParams.builder()
                .setSubscription(subscription.getId())
                .setSubscriptionDetails(details.build())
                .build();
    }

    /** Parameters that change the price of a subscription's items. */
    static SubscriptionUpdateParams.Builder items(Subscription subscription, Price price) {
        SubscriptionUpdateParams.Builder params = SubscriptionUpdateParams.builder()
                .addItem(SubscriptionUpdateParams.Item.builder()
                        .setId(StripeResponses.planItem(subscription).getId())
                        .setPrice(price.priceId())
                        .build());
        Optional<SubscriptionItem> overage = StripeResponses.overageItem(subscription);
        if (overage.isPresent() || price.overagePriceId().isPresent()) {
            SubscriptionUpdateParams.Item.Builder item = SubscriptionUpdateParams.Item.builder();
            overage.ifPresent(found -> item.setId(found.getId()));
            price.overagePriceId().ifPresentOrElse(item::setPrice, () -> item.setDeleted(true));
            params.addItem(item.build());
        }
        return params;
    }

    static MeterEventCreateParams meterEvent(String customerId, String identifier, int images, Instant at) {
        return MeterEventCreateParams.builder()
                .setEventName(StripeProducts.METER)
                .setIdentifier(identifier)
                .setTimestamp(at.getEpochSecond())
                .putPayload("stripe_customer_id", customerId)
                .putPayload("value", Integer.toString(images))
                .build();
    }
}
