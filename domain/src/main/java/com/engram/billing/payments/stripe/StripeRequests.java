package com.engram.billing.payments.stripe;

import com.engram.billing.payments.Payments.Price;
import com.engram.billing.payments.Payments.Purchase;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
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

/** What we ask of Stripe, in its words. */
final class StripeRequests {

    private StripeRequests() {}

    static SessionCreateParams checkout(Purchase purchase, StripeSettings settings) {
        String tenant = purchase.tenant().value().toString();
        SubscriptionData.Builder subscription = SubscriptionData.builder().putMetadata("tenant", tenant);
        if (purchase.trialDays() > 0) {
            subscription.setTrialPeriodDays((long) purchase.trialDays());
        }
        SessionCreateParams.Builder session = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.SUBSCRIPTION)
                .setCustomer(purchase.customer())
                .setClientReferenceId(tenant)
                .setSuccessUrl(purchase.returnTo())
                .setCancelUrl(purchase.cancelTo())
                .setSubscriptionData(subscription.build())
                .addLineItem(LineItem.builder()
                        .setPrice(purchase.price().licence())
                        .setQuantity(1L)
                        .build());
        purchase.price()
                .overage()
                .ifPresent(price ->
                        session.addLineItem(LineItem.builder().setPrice(price).build()));
        if (settings.promotionCodes()) {
            session.setAllowPromotionCodes(true);
        }
        if (settings.automaticTax()) {
            tax(session);
        }
        return session.build();
    }

    /** Tax needs an address; the checkout asks for it and keeps it with the customer. */
    private static void tax(SessionCreateParams.Builder session) {
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

    static com.stripe.param.billingportal.SessionCreateParams portal(String customer, URI returnTo) {
        return com.stripe.param.billingportal.SessionCreateParams.builder()
                .setCustomer(customer)
                .setReturnUrl(returnTo.toString())
                .build();
    }

    static InvoiceCreatePreviewParams preview(Subscription subscription, Price price) {
        SubscriptionDetails.Builder details = SubscriptionDetails.builder()
                .setProrationBehavior(SubscriptionDetails.ProrationBehavior.ALWAYS_INVOICE)
                .addItem(SubscriptionDetails.Item.builder()
                        .setId(StripeResponses.licence(subscription).getId())
                        .setPrice(price.licence())
                        .build());
        Optional<SubscriptionItem> overage = StripeResponses.overage(subscription);
        if (overage.isPresent() || price.overage().isPresent()) {
            SubscriptionDetails.Item.Builder item = SubscriptionDetails.Item.builder();
            overage.ifPresent(found -> item.setId(found.getId()));
            price.overage().ifPresentOrElse(item::setPrice, () -> item.setDeleted(true));
            details.addItem(item.build());
        }
        return InvoiceCreatePreviewParams.builder()
                .setSubscription(subscription.getId())
                .setSubscriptionDetails(details.build())
                .build();
    }

    /** The items of a subscription under another price. */
    static SubscriptionUpdateParams.Builder items(Subscription subscription, Price price) {
        SubscriptionUpdateParams.Builder params = SubscriptionUpdateParams.builder()
                .addItem(SubscriptionUpdateParams.Item.builder()
                        .setId(StripeResponses.licence(subscription).getId())
                        .setPrice(price.licence())
                        .build());
        Optional<SubscriptionItem> overage = StripeResponses.overage(subscription);
        if (overage.isPresent() || price.overage().isPresent()) {
            SubscriptionUpdateParams.Item.Builder item = SubscriptionUpdateParams.Item.builder();
            overage.ifPresent(found -> item.setId(found.getId()));
            price.overage().ifPresentOrElse(item::setPrice, () -> item.setDeleted(true));
            params.addItem(item.build());
        }
        return params;
    }

    static MeterEventCreateParams meterEvent(String customer, String identifier, int images, Instant at) {
        return MeterEventCreateParams.builder()
                .setEventName(StripeProducts.METER)
                .setIdentifier(identifier)
                .setTimestamp(at.getEpochSecond())
                .putPayload("stripe_customer_id", customer)
                .putPayload("value", Integer.toString(images))
                .build();
    }
}
