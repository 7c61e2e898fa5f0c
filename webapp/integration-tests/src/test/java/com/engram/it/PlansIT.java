package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.web.PublicId;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** Plans are shaped by the operator, kept by who bought them, and hold their tenants. */
@ArquillianTest
@RunAsClient
class PlansIT {

    private static final TestApiClient OPERATOR = TestApiClient.operator();

    @Test
    void a_plan_is_told_with_the_fields_of_the_contract() throws Exception {
        JsonObject plan = TestApiClient.json(OPERATOR.get("/api/v1/admin/plans/pro"));

        assertThat(plan.keySet())
                .contains(
                        "code",
                        "name",
                        "monthlyImages",
                        "heatmaps",
                        "maxImageBytes",
                        "maxMegapixels",
                        "seats",
                        "apiAccess",
                        "weight",
                        "retentionDays",
                        "overage",
                        "priceCents",
                        "currency",
                        "interval",
                        "trialDays",
                        "public",
                        "whatIfs");
        assertThat(plan.getString("overage")).isEqualTo("metered");
    }

    @Test
    void a_plan_is_added_and_null_is_unlimited() throws Exception {
        String code = TestPlans.offered("\"monthlyImages\": null, \"seats\": 5, \"priceCents\": 900, \"public\": true");

        JsonObject plan = TestApiClient.json(OPERATOR.get("/api/v1/admin/plans/" + code));

        assertThat(plan.get("monthlyImages")).isEqualTo(JsonValue.NULL);
        assertThat(plan.getInt("seats")).isEqualTo(5);
        assertThat(plan.getInt("priceCents")).isEqualTo(900);
        assertThat(plan.getBoolean("public")).isTrue();
        assertThat(TestApiClient.onPlan(code).usage().get("allowance")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void a_plan_that_makes_no_sense_is_refused_by_the_fields_name() throws Exception {
        String code = TestPlans.offered("\"monthlyImages\": 1");

        for (String wrong : List.of(
                "\"weight\": 0",
                "\"overage\": \"free\"",
                "\"monthlyImages\": -1",
                "\"monthlyImages\": 1.5",
                "\"heatmaps\": null",
                "\"currency\": \"euro\"",
                "\"interval\": \"week\"",
                "\"montlyImages\": 3")) {
            HttpResponse<String> refused = TestPlans.change(code, wrong);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(422);
            assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("invalid_plan");
            assertThat(TestApiClient.json(refused).getString("detail")).contains(wrong.split("\"")[1]);
        }
        assertThat(TestApiClient.json(OPERATOR.get("/api/v1/admin/plans/" + code))
                        .getInt("version"))
                .isEqualTo(1);
    }

    @Test
    void who_bought_a_plan_keeps_its_terms_until_moved() throws Exception {
        String code = TestPlans.offered("\"monthlyImages\": 10, \"priceCents\": 1000");
        TestApiClient early = TestApiClient.onPlan(code);

        assertThat(TestPlans.change(code, "\"monthlyImages\": 3").statusCode()).isEqualTo(200);

        TestApiClient late = TestApiClient.onPlan(code);
        assertThat(early.usage().getInt("allowance")).isEqualTo(10);
        assertThat(late.usage().getInt("allowance")).isEqualTo(3);
        JsonObject history = TestApiClient.json(OPERATOR.get("/api/v1/admin/plans/" + code + "/versions"));
        assertThat(history.getJsonArray("data").getJsonObject(1).getInt("monthlyImages"))
                .isEqualTo(10);

        JsonObject moved = TestApiClient.json(OPERATOR.post("/api/v1/admin/plans/" + code + "/move", "{}"));

        assertThat(moved.getInt("tenants")).isEqualTo(1);
        assertThat(early.usage().getInt("allowance")).isEqualTo(3);
    }

    @Test
    void a_preview_says_who_keeps_what_and_changes_nothing() throws Exception {
        String code = TestPlans.offered("\"monthlyImages\": 10");
        TestApiClient.onPlan(code);
        TestApiClient.onPlan(code);

        JsonObject preview = TestApiClient.json(
                OPERATOR.post("/api/v1/admin/plans/" + code + "/preview", "{\"monthlyImages\": 20}"));

        assertThat(preview.getBoolean("makesVersion")).isTrue();
        assertThat(preview.getJsonArray("following").getJsonObject(0).getInt("tenants"))
                .isEqualTo(2);
        assertThat(TestApiClient.json(OPERATOR.get("/api/v1/admin/plans/" + code))
                        .getInt("monthlyImages"))
                .isEqualTo(10);
    }

    @Test
    void a_new_name_makes_no_version_and_an_archived_plan_takes_nobody() throws Exception {
        String code = TestPlans.offered("\"monthlyImages\": 10");
        TestApiClient staying = TestApiClient.onPlan(code);

        TestPlans.change(code, "\"name\": \"Renamed\", \"public\": true, \"archived\": true");

        JsonObject plan = TestApiClient.json(OPERATOR.get("/api/v1/admin/plans/" + code));
        assertThat(plan.getInt("version")).isEqualTo(1);
        assertThat(plan.getBoolean("archived")).isTrue();
        assertThat(TestApiClient.json(staying.get("/api/v1/plan")).getString("name"))
                .isEqualTo("Renamed");
        HttpResponse<String> refused = TestApiClient.operator()
                .patch(
                        "/api/v1/admin/tenants/" + TestApiClient.onPlan("free").tenant(),
                        "{\"plan\": \"%s\"}".formatted(code));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("archived_plan");
    }

    @Test
    void a_tenant_is_moved_to_another_plan_and_suspended() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");

        JsonObject moved = TestApiClient.json(
                OPERATOR.patch("/api/v1/admin/tenants/" + client.tenant(), "{\"plan\": \"starter\"}"));

        assertThat(moved.getString("plan")).isEqualTo("starter");
        assertThat(client.usage().getInt("allowance")).isEqualTo(500);
        OPERATOR.patch("/api/v1/admin/tenants/" + client.tenant(), "{\"suspended\": true}");
        assertThat(client.get("/api/v1/usage").statusCode()).isEqualTo(403);
        OPERATOR.patch("/api/v1/admin/tenants/" + client.tenant(), "{\"suspended\": false}");
        assertThat(client.get("/api/v1/usage").statusCode()).isEqualTo(200);
    }

    @Test
    void tenants_are_listed_by_pages_although_one_is_deleted_meanwhile_and_found_by_search() throws Exception {
        String code = TestPlans.offered("\"monthlyImages\": 1");
        Set<String> opened = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            opened.add(TestApiClient.onPlan(code).tenant());
        }

        Set<String> listed = new TreeSet<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonObject page = TestApiClient.json(OPERATOR.get(
                    "/api/v1/admin/tenants?limit=2&search=" + code + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
            page.getJsonArray("data")
                    .forEach(tenant -> listed.add(tenant.asJsonObject().getString("id")));
            cursor = page.isNull("nextCursor") ? "" : page.getString("nextCursor");
            if (pages == 0) {
                String last = page.getJsonArray("data").getJsonObject(1).getString("id");
                PayingCustomer.execute("delete from tenant where id = '%s'"
                        .formatted(PublicId.TENANT.parse(last).orElseThrow()));
            }
            pages++;
        } while (!cursor.isEmpty());

        assertThat(listed).isEqualTo(opened);
        assertThat(pages).isEqualTo(3);
        assertThat(OPERATOR.get("/api/v1/admin/tenants?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    void a_spent_allowance_is_refused_with_what_is_left_and_where_to_upgrade() throws Exception {
        TestApiClient client = TestApiClient.onPlan(TestPlans.offered("\"monthlyImages\": 1, \"overage\": \"block\""));
        String second = client.upload(TestImages.png());
        client.analysed(TestImages.png());

        HttpResponse<String> refused = client.analyse(second);

        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("quota_exceeded");
        assertThat(TestApiClient.json(refused).getString("detail")).contains("0 of its 1 images left", "/billing");
        assertThat(client.usage().getInt("reserved")).isZero();
    }

    @Test
    void a_metered_plan_goes_on_beyond_its_allowance() throws Exception {
        TestApiClient client = TestApiClient.onPlan(
                TestPlans.offered("\"monthlyImages\": 1, \"overage\": \"metered\", \"overageCents\": 5"));

        client.analysed(TestImages.png());
        client.analysed(TestImages.png());

        assertThat(client.usage().getInt("used")).isEqualTo(2);
        assertThat(client.usage().getInt("allowance")).isEqualTo(1);
    }

    @Test
    void credits_given_with_a_reason_count_on_top() throws Exception {
        TestApiClient client = TestApiClient.onPlan(TestPlans.offered("\"monthlyImages\": 0, \"overage\": \"block\""));
        assertThat(client.post(
                                "/api/v1/uploads",
                                "{\"filename\": \"a.png\", \"contentType\": \"image/png\", \"bytes\": 9}")
                        .statusCode())
                .isEqualTo(402);

        HttpResponse<String> granted = OPERATOR.post(
                "/api/v1/admin/tenants/" + client.tenant() + "/credits", "{\"credits\": 1, \"reason\": \"An outage\"}");

        assertThat(granted.statusCode()).as(granted.body()).isEqualTo(201);
        client.analysed(TestImages.png());
        assertThat(client.usage().getInt("allowance")).isEqualTo(1);
        assertThat(TestApiClient.json(OPERATOR.get("/api/v1/admin/tenants/" + client.tenant() + "/credits"))
                        .getJsonArray("data")
                        .getJsonObject(0)
                        .getString("reason"))
                .isEqualTo("An outage");
        assertThat(OPERATOR.post("/api/v1/admin/tenants/" + client.tenant() + "/credits", "{\"credits\": 1}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_picture_beyond_the_plans_megapixels_is_rejected_and_not_billed() throws Exception {
        TestApiClient client = TestApiClient.onPlan(TestPlans.offered("\"monthlyImages\": 5, \"maxMegapixels\": 1"));

        JsonObject analysis = client.analysed(TestImages.draw(1200, 1000, "png"));

        assertThat(analysis.getString("status")).isEqualTo("rejected");
        assertThat(analysis.getJsonObject("problem").getString("code")).isEqualTo("too_many_pixels");
        assertThat(analysis.getJsonObject("problem").getString("detail"))
                .contains("1.2 megapixels", "up to 1", "/billing");
        assertThat(client.usage().getInt("used")).isZero();
        assertThat(client.usage().getInt("reserved")).isZero();
    }

    @Test
    void a_plan_without_the_api_refuses_its_keys() throws Exception {
        TestApiClient client = TestApiClient.onPlan(TestPlans.offered("\"apiAccess\": false"));

        HttpResponse<String> refused = client.get("/api/v1/analyses");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("api_not_in_plan");
    }
}
