package com.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestDatabase;
import com.engram.testing.TestTenants;
import com.engram.training.CreateRatedSet.Created;
import com.engram.training.CreateRatedSet.Refused;
import com.engram.training.CreateRatedSet.Request;
import com.engram.training.CreateRatedSet.Result;
import com.engram.training.RatedSets.RatedSet;
import com.engram.training.RatingProblem.Kind;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@DomainTest
class CreateRatedSetTest {

    private static final Request REQUEST = new Request(" Campaigns ", "I agree.", new UUID(1, 2));

    private final CreateRatedSet create;
    private final RatedSets sets;
    private final TestTenants tenants;
    private final TestLibrary library;
    private final TenantId tenant;
    private final TenantId other;

    CreateRatedSetTest(CreateRatedSet create, RatedSets sets, TestTenants tenants, TestLibrary library) {
        this.create = create;
        this.sets = sets;
        this.tenants = tenants;
        this.library = library;
        this.tenant = tenants.open("pro");
        this.other = tenants.open("pro");
    }

    @Test
    void rated_images_of_the_library_become_a_data_set_with_the_consent() throws Exception {
        library.fill(tenant, 100);
        library.fill(other, 100);

        Result result = create(tenant, TestLibrary.ratings(100));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Created.class, created -> assertThat(created.images()).isEqualTo(100));
        assertThat(list(tenant)).singleElement().satisfies(set -> {
            assertThat(set.name()).isEqualTo("Campaigns");
            assertThat(set.images()).isEqualTo(100);
            assertThat(set.isTrainable()).isTrue();
        });
        assertThat(list(other)).as("another tenant").isEmpty();
        try (Connection owner = TestDatabase.asOwner();
                ResultSet row = owner.createStatement()
                        .executeQuery("select consent, consented_by, created_at from rated_set")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("I agree.");
            assertThat(row.getString(2)).isEqualTo(REQUEST.person().toString());
            assertThat(row.getTimestamp(3)).isNotNull();
        }
    }

    @Test
    void an_image_of_another_tenant_is_unknown() {
        library.fill(tenant, 99);
        library.fill(other, 100);

        assertThat(problems(create(tenant, TestLibrary.ratings(100))))
                .containsExactly(new RatingProblem(Kind.UNKNOWN_IMAGE, 101, "99.jpg"));
        assertThat(list(tenant)).isEmpty();
    }

    @Test
    void an_image_whose_bytes_never_arrived_is_unknown() {
        library.fill(tenant, 99);
        library.add(tenant, "99.jpg", "AWAITING_UPLOAD");

        assertThat(problems(create(tenant, TestLibrary.ratings(100))))
                .extracting(RatingProblem::kind)
                .containsExactly(Kind.UNKNOWN_IMAGE);
    }

    @Test
    void a_name_of_two_images_is_ambiguous_unless_one_of_them_came_with_the_file() {
        library.fill(tenant, 100);
        UUID second = library.add(tenant, "7.jpg", "STORED");

        assertThat(problems(create(tenant, TestLibrary.ratings(100))))
                .containsExactly(new RatingProblem(Kind.AMBIGUOUS_IMAGE, 9, "7.jpg"));
        Result result = tenants.call(tenant, () -> create.create(REQUEST, TestLibrary.ratings(100), Set.of(second)));
        assertThat(result).isInstanceOf(Created.class);
        assertThat(list(tenant)).singleElement().satisfies(set -> {
            assertThat(set.usable()).as("the second one is not scored yet").isEqualTo(99);
            assertThat(set.isTrainable()).isFalse();
        });
    }

    @Test
    void a_name_with_a_folder_finds_the_image_without_one_but_not_twice() {
        library.fill(tenant, 100);
        String csv = new String(TestLibrary.ratings(100), StandardCharsets.UTF_8);

        assertThat(create(tenant, csv.replace("\n7.jpg", "\nads/7.jpg").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Created.class);
        assertThat(problems(create(tenant, (csv + "ads/7.jpg,0.5\n").getBytes(StandardCharsets.UTF_8))))
                .containsExactly(new RatingProblem(Kind.DUPLICATE, 102, "ads/7.jpg"));
    }

    @Test
    void too_few_images_or_ratings_are_refused() {
        library.fill(tenant, 100);

        assertThat(problems(create(tenant, TestLibrary.ratings(99))))
                .containsExactly(new RatingProblem(Kind.TOO_FEW_IMAGES, 0, "99"));
        byte[] alike = new String(TestLibrary.ratings(100), StandardCharsets.UTF_8)
                .replaceAll("0\\.[1-9]\\d", "0.5")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(problems(create(tenant, alike))).containsExactly(new RatingProblem(Kind.TOO_FEW_RATINGS, 0, "1"));
        assertThat(problems(create(tenant, TestLibrary.ratings(RatedSets.MAX_IMAGES + 1))))
                .containsExactly(new RatingProblem(Kind.TOO_MANY_IMAGES, 0, "5001"));
    }

    @Test
    void of_many_problems_the_first_are_named_and_the_others_are_counted() {
        Result result = create(tenant, TestLibrary.ratings(100));

        assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problems()).hasSize(20);
            assertThat(refused.more()).isEqualTo(80);
        });
    }

    @Test
    void a_deleted_image_leaves_its_data_set() {
        List<UUID> images = library.fill(tenant, 100);
        create(tenant, TestLibrary.ratings(100));

        TestLibrary.update("delete from image where id = ?", images.get(0));

        assertThat(list(tenant))
                .singleElement()
                .satisfies(set -> assertThat(set.images()).isEqualTo(99));
    }

    @Test
    void a_data_set_is_deleted_by_its_own_tenant_only() {
        library.fill(tenant, 100);
        UUID set = ((Created) create(tenant, TestLibrary.ratings(100))).id();

        assertThat(tenants.call(other, () -> sets.delete(set))).isFalse();
        assertThat(tenants.call(tenant, () -> sets.delete(set))).isTrue();
        assertThat(list(tenant)).isEmpty();
    }

    private Result create(TenantId of, byte[] csv) {
        return tenants.call(of, () -> create.create(REQUEST, csv, Set.of()));
    }

    private List<RatedSet> list(TenantId of) {
        return tenants.call(of, sets::listSets);
    }

    private static List<RatingProblem> problems(Result result) {
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused) result).problems();
    }
}
