package com.engram.library.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.analysis.scorers.estimates.ImageFeatures;
import com.engram.library.AssignImagesToProject;
import com.engram.library.ManageProjects;
import com.engram.library.likeness.Likeness.PlacedImage;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Likeness of the images of a project. */
@DomainTest
class MeasureLikenessTest {

    private static final String MODEL = "0123456789ab";

    private final MeasureLikeness measureLikeness;
    private final ManageProjects manageProjects;
    private final AssignImagesToProject assignImages;
    private final TestImages images;
    private final TestScores scores;
    private final TestTenants tenants;
    private final TenantId tenant;
    private final UUID project;

    MeasureLikenessTest(
            MeasureLikeness measureLikeness,
            ManageProjects manageProjects,
            AssignImagesToProject assignImages,
            TestImages images,
            TestScores scores,
            TestTenants tenants) {
        this.measureLikeness = measureLikeness;
        this.manageProjects = manageProjects;
        this.assignImages = assignImages;
        this.images = images;
        this.scores = scores;
        this.tenants = tenants;
        this.tenant = tenants.open("free");
        this.project = tenants.call(tenant, () -> ((ManageProjects.Saved) manageProjects.create("Spring")).project())
                .id();
    }

    @Test
    void like_images_are_listed_and_close_to_each_other_on_the_map() {
        UUID best = scored(0.9, MODEL, 1, 0, 0.1f);
        UUID variant = scored(0.8, MODEL, 2, 0, 0.1f);
        UUID other = scored(0.7, MODEL, 0, 1, 0);
        UUID opposite = scored(0.6, MODEL, -1, -1, 0);

        Likeness likeness = measure();

        assertThat(likeness.images())
                .extracting(PlacedImage::image)
                .as("the most memorable first")
                .containsExactly(best, variant, other, opposite);
        assertThat(likeness.tooAlike()).singleElement().satisfies(pair -> {
            assertThat(pair.first().image()).isEqualTo(best);
            assertThat(pair.second().image()).isEqualTo(variant);
            assertThat(pair.likeness()).isBetween(0.99, 1.0);
        });
        assertThat(likeness.distinct()).isEqualTo(3);
        assertThat(distance(likeness, 0, 1)).isLessThan(0.1);
        assertThat(distance(likeness, 0, 2)).isGreaterThan(0.4);
        assertThat(likeness.kept().orElseThrow()).isBetween(0.9, 1.0);
        assertThat(likeness.images()).allSatisfy(image -> {
            assertThat(image.x()).isBetween(0.0, 1.0);
            assertThat(image.y()).isBetween(0.0, 1.0);
        });
        assertThat(likeness.missing()).isZero();
    }

    @Test
    void images_without_features_of_the_same_model_are_counted_only() {
        UUID one = scored(0.9, MODEL, 1, 0);
        UUID two = scored(0.8, MODEL, 0, 1);
        scored(0.7, "ffffffffffff", 1, 0);
        UUID waiting = images.upload(tenant);
        images.request(tenant, waiting);
        assign(waiting);

        Likeness likeness = measure();

        assertThat(likeness.images()).extracting(PlacedImage::image).containsExactly(one, two);
        assertThat(likeness.missing()).isEqualTo(2);
        assertThat(tenants.call(tenants.open("free"), () -> measureLikeness.measure(project))
                        .images())
                .isEmpty();
    }

    @Test
    void one_image_and_equal_images_have_a_place_too() {
        scored(0.9, MODEL, 1, 0);
        assertThat(measure().kept()).isEmpty();
        scored(0.8, MODEL, 1, 0);
        scored(0.7, MODEL, 1, 0);

        Likeness likeness = measure();

        assertThat(likeness.tooAlike()).hasSize(3);
        assertThat(likeness.distinct()).isEqualTo(1);
        assertThat(likeness.images()).allSatisfy(image -> {
            assertThat(image.x()).isCloseTo(0.5, within(1e-6));
            assertThat(image.y()).isCloseTo(0.5, within(1e-6));
        });
    }

    @Test
    void the_map_keeps_distances_in_the_plane() {
        double third = Math.PI * 2 / 3;
        LikenessMap map = LikenessMap.of(
                List.of(new double[] {1, 0}, new double[] {Math.cos(third), Math.sin(third)}, new double[] {
                    Math.cos(2 * third), Math.sin(2 * third)
                }));

        double side = distance(map, 0, 1);
        assertThat(distance(map, 1, 2)).isCloseTo(side, within(1e-9));
        assertThat(distance(map, 0, 2)).isCloseTo(side, within(1e-9));
        assertThat(map.kept()).isCloseTo(1, within(1e-9));
    }

    private static double distance(LikenessMap map, int one, int other) {
        return Math.hypot(map.x()[one] - map.x()[other], map.y()[one] - map.y()[other]);
    }

    private static double distance(Likeness likeness, int one, int other) {
        PlacedImage first = likeness.images().get(one);
        PlacedImage second = likeness.images().get(other);
        return Math.hypot(first.x() - second.x(), first.y() - second.y());
    }

    private Likeness measure() {
        return tenants.call(tenant, () -> measureLikeness.measure(project));
    }

    private UUID scored(double score, String model, float... values) {
        UUID image = images.upload(tenant);
        images.request(tenant, image);
        ByteBuffer bytes = ByteBuffer.allocate(6 + Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(HexFormat.of().parseHex(model));
        for (float value : values) {
            bytes.putFloat(value);
        }
        scores.recordAll(
                lease -> TestScores.scored(lease.image(), score, TestScores.MODEL, ImageFeatures.of(bytes.array())));
        assign(image);
        return image;
    }

    private void assign(UUID image) {
        tenants.run(tenant, () -> assignImages.assign(List.of(image), Optional.of(project)));
    }
}
