package com.engram.it.stripe;

import java.util.LinkedHashMap;
import java.util.Map;

/** Products and prices. */
final class FakeStripeCatalogue {

    private final FakeStripeObjects objects;

    FakeStripeCatalogue(FakeStripeObjects objects) {
        this.objects = objects;
    }

    synchronized Map<String, Object> addProduct(Map<String, String> sent) {
        Map<String, Object> product = objects.create("prod", "product");
        product.put("id", sent.getOrDefault("id", (String) product.get("id")));
        product.put("name", sent.get("name"));
        product.put("active", true);
        return objects.store(product);
    }

    synchronized Map<String, Object> updateProduct(String id, Map<String, String> sent) {
        Map<String, Object> product = objects.get(id);
        product.put("name", sent.get("name"));
        return product;
    }

    synchronized Map<String, Object> listPrices(Map<String, String> sent) {
        return FakeStripeObjects.list(objects.ofKind("price")
                .filter(price -> sent.get("lookup_keys[0]").equals(price.get("lookup_key")))
                .toList());
    }

    synchronized Map<String, Object> addPrice(Map<String, String> sent) {
        objects.get(sent.get("product"));
        Map<String, Object> price = objects.create("price", "price");
        price.put("active", true);
        price.put("currency", sent.get("currency"));
        price.put("product", sent.get("product"));
        price.put("unit_amount", Long.valueOf(sent.get("unit_amount")));
        price.put("nickname", sent.get("nickname"));
        price.put("metadata", FakeStripeObjects.metadata(sent, "metadata"));
        price.put("type", sent.containsKey("recurring[interval]") ? "recurring" : "one_time");
        if (sent.containsKey("recurring[interval]")) {
            Map<String, Object> recurring = new LinkedHashMap<>();
            recurring.put("interval", sent.get("recurring[interval]"));
            recurring.put("interval_count", 1L);
            recurring.put("usage_type", sent.getOrDefault("recurring[usage_type]", "licensed"));
            recurring.put("meter", sent.get("recurring[meter]"));
            price.put("recurring", recurring);
        }
        String key = sent.get("lookup_key");
        objects.ofKind("price")
                .filter(other -> key != null && key.equals(other.get("lookup_key")))
                .forEach(other -> other.put("lookup_key", null));
        price.put("lookup_key", key);
        return objects.store(price);
    }
}
